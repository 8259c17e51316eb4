/** The shop: a cart, two tools for the agent, and the event log beside it. Plain JavaScript, no build. */
import { startEventLog } from './event-log.js';

const byId = (id) => document.getElementById(id);
const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP', maximumFractionDigits: 0 });
const agent = byId('agent');

/** Makes an element; strings among the children become text, never markup. */
function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// ---- the products, as the page shows them ----

const products = new Map(
  [...document.querySelectorAll('.product')].map((card) => {
    const { product: id, name } = card.dataset;
    return [id, { id, name, price: Number(card.querySelector('.price').value), card }];
  }),
);

for (const product of products.values()) {
  product.card.querySelector('button').addEventListener('click', () => addToCart(product, 1));
}

// ---- the cart ----

const MOST_OF_ONE = 20;
const cart = new Map();

/** The cart as the agent reads it. */
function readCart() {
  const lines = [...cart].map(([id, quantity]) => ({ product: id, name: products.get(id).name, quantity }));
  return {
    items: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    total_gbp: lines.reduce((sum, { product, quantity }) => sum + products.get(product).price * quantity, 0),
    lines,
  };
}

function setQuantity(product, quantity) {
  if (quantity > 0) cart.set(product.id, Math.min(quantity, MOST_OF_ONE));
  else cart.delete(product.id);
  showCart();
}

function addToCart(product, quantity) {
  setQuantity(product, (cart.get(product.id) ?? 0) + quantity);
  const { items } = readCart();
  byId('cart-status').textContent = `${product.name} added. ${items} ${items === 1 ? 'item' : 'items'} in your cart.`;
  highlight(product.card);
}

function showCart() {
  const { items, total_gbp: total, lines } = readCart();
  byId('cart-count').textContent = String(items);
  byId('cart-button').setAttribute('aria-label', `Cart, ${items} ${items === 1 ? 'item' : 'items'}`);
  byId('cart-total').textContent = pounds.format(total);
  byId('cart-empty').hidden = items > 0;
  byId('cart-lines').replaceChildren(...lines.map(cartLine));
  for (const { id, card } of products.values()) {
    const inCart = card.querySelector('.in-cart');
    inCart.hidden = !cart.has(id);
    inCart.textContent = `${cart.get(id)} in cart`;
  }
}

function cartLine({ product: id, name, quantity }) {
  const product = products.get(id);
  const remove = make('button', { className: 'link', type: 'button' }, 'Remove');
  remove.setAttribute('aria-label', `Remove ${name}`);
  remove.addEventListener('click', () => {
    setQuantity(product, 0);
    byId('cart').querySelector('button').focus();
  });
  return make(
    'li',
    {},
    make('span', {}, `${quantity} × ${name}`),
    make('span', {}, pounds.format(product.price * quantity)),
    remove,
  );
}

/** Shows what was put into the cart, also when the agent did it. */
function highlight(card) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  card.scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
  for (const other of document.querySelectorAll('.just-added')) other.classList.remove('just-added');
  void card.offsetWidth; // restarts the animation when the same card is used twice in a row
  card.classList.add('just-added');
  clearTimeout(highlight.timer);
  highlight.timer = setTimeout(() => card.classList.remove('just-added'), 4000);
}

byId('cart-button').addEventListener('click', () => byId('cart').showModal());
showCart();

// ---- the page ----

byId('hours').querySelector(`[data-day="${new Date().getDay()}"]`).classList.add('today');
byId('ask').addEventListener('click', () => agent.show());

startEventLog(agent);

// ---- what the agent may do here ----

const SKIES = ['clear sky', 'light clouds', 'grey but dry', 'light drizzle', 'steady rain', 'bright and windy'];
const RIDES = {
  'clear sky': 'lovely, take the long way',
  'light clouds': 'just right',
  'grey but dry': 'fine',
  'light drizzle': 'fine with mudguards',
  'steady rain': 'one for the waterproofs',
  'bright and windy': 'hard work one way, quick the other',
};

/** Made up, but the same for the same city at every call. */
function inventWeather(city) {
  let seed = 7;
  for (const letter of city.toLowerCase()) seed = (seed * 31 + letter.codePointAt(0)) % 9973;
  const sky = SKIES[seed % SKIES.length];
  return { city, sky, temperature_c: 6 + (seed % 19), wind_kmh: 4 + (seed % 23), for_a_ride: RIDES[sky] };
}

await customElements.whenDefined('voice-live-agent');

agent.registerTool(
  {
    name: 'get_weather',
    description: 'The weather in a city today, and what it means for a bicycle ride.',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', description: 'The city, for example Paris' } },
      required: ['city'],
    },
  },
  ({ city }) => {
    if (typeof city !== 'string' || city.trim() === '') throw new Error('city is missing');
    return inventWeather(city.trim());
  },
);

const priceList = [...products.values()]
  .map(({ id, name, price }) => `${id} (${name}, ${pounds.format(price)})`)
  .join('; ');

agent.registerTool(
  {
    name: 'add_to_cart',
    description: `Puts a product of the shop into the visitor's cart and returns the cart. Products: ${priceList}.`,
    parameters: {
      type: 'object',
      properties: {
        product: { type: 'string', enum: [...products.keys()] },
        quantity: { type: 'integer', minimum: 1, maximum: MOST_OF_ONE, description: 'How many; 1 when not said' },
      },
      required: ['product'],
    },
  },
  ({ product: id, quantity = 1 }) => {
    const product = products.get(id);
    if (!product) throw new Error(`there is no product ${id}; there are ${[...products.keys()].join(', ')}`);
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > MOST_OF_ONE) {
      throw new Error(`quantity must be a whole number from 1 to ${MOST_OF_ONE}`);
    }
    addToCart(product, quantity);
    return readCart();
  },
);
