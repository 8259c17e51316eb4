/**
 * A plugin of the test runner that opens a page by the browser's tools and measures what a page cannot measure itself. Tests
 * call it by helpers/page/page-visits.ts.
 */
/** Counts the timers and animation frames that the page requests. Runs in the page before its scripts. */
function countWakes() {
  const wakes = { timers: 0, frames: 0 };
  Object.assign(globalThis, { wakes });
  for (const name of ['setTimeout', 'setInterval', 'requestIdleCallback']) {
    const original = globalThis[name];
    globalThis[name] = (...args) => (wakes.timers++, original(...args));
  }
  const frame = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = (...args) => (wakes.frames++, frame(...args));
}

/** Worklet scripts of the package that the server sent; the browser's tools do not report these requests. */
const worklets = [];
export function noteWorklets(context, next) {
  if (/^\/dist\/.*\.worklet\.js$/.test(context.path)) worklets.push(context.href);
  return next();
}

/** Time for the first update and the first frames of a page. */
const BRIEF_MS = 100;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function scriptMs(client) {
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (wanted) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
  return (of('ScriptDuration') + of('V8CompileDuration')) * 1000;
}

/** Records the requests of the page and of its workers. */
async function listen(page) {
  const asks = [];
  const note = ({ request, url = request?.url }) => url.endsWith('/favicon.ico') || asks.push(url);
  const client = await page.createCDPSession();
  const watch = async (session) => {
    session.on('Network.requestWillBeSent', note);
    session.on('Network.webSocketCreated', note);
    await session.send('Network.enable').catch(() => undefined);
  };
  await watch(client);
  page.on('workercreated', (worker) => void watch(worker.client));
  return { client, asks };
}

/** Timeout of a wait. It is below the runner's limit of 20 s per visit, so that the test can report what it found instead. */
const PATIENCE_MS = 12_000;

/** A value that has not changed for this long counts as stable. */
const STILL_MS = 1_500;

async function settle(isThere) {
  for (const began = Date.now(); Date.now() - began < PATIENCE_MS && !(await isThere());) await pause(50);
}

const actions = {
  wait: (page, ms) => pause(ms),
  until: (page, code) => settle(() => page.evaluate(code)),
  still: async (page, code) => {
    let before;
    let since = Date.now();
    await settle(async () => {
      const now = await page.evaluate(code);
      if (now !== before) since = Date.now();
      before = now;
      return Date.now() - since >= STILL_MS;
    });
    return Date.now() - since >= STILL_MS;
  },
  asked: (page, parts, { asked }) => settle(() => parts.every((part) => asked().some((url) => url.includes(part)))),
  said: (page, words, { said }) => settle(() => said().some((line) => line.includes(words))),
  hover: (page, selector) => page.hover(selector),
  click: (page, selector) => page.click(selector),
  type: async (page, text) => {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  },
  run: (page, code) => page.evaluate(code),
};

/**
 * @param payload.url of the page
 * @param payload.steps `[action, argument]`
 * @param payload.brief true to wait for the first paint alone, and not for the network
 * @returns script time at load in ms, the addresses requested in each step, the lines of the console, and the result of
 *   each `run`
 */
async function visit(browser, { url, steps = [], brief = false }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  try {
    const { client, asks } = await listen(page);
    const said = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`error: ${error.message}`));
    await page.evaluateOnNewDocument(countWakes);
    // `threadTicks` counts the CPU time of the page's thread alone, so other load on the machine does not matter.
    await client.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(url, { waitUntil: brief ? 'load' : 'networkidle0' });
    if (brief) await pause(BRIEF_MS);
    const atLoad = await scriptMs(client);
    worklets.length = 0;
    const taken = () => [...asks.splice(0), ...worklets.splice(0)];
    const asked = [taken()];
    const answers = [];
    for (const [action, argument] of steps) {
      const seen = { asked: () => [...asked.flat(), ...asks, ...worklets], said: () => said };
      answers.push((await actions[action](page, argument, seen)) ?? null);
      asked.push(taken());
    }
    return { scriptMs: atLoad, asked, said, answers };
  } finally {
    await context.close();
  }
}

export const visits = () => ({
  name: 'visits',
  async executeCommand({ command, payload, session }) {
    if (command !== 'visit') return undefined;
    return visit(session.browser.getPage(session.id).browser(), payload);
  },
});
