/** Push to talk: the attribute `push-to-talk` makes <vla-mic-button> a button to hold. The page adds what a kiosk needs. */
const agent = document.getElementById('agent');
const button = document.querySelector('vla-mic-button');
const fault = document.getElementById('fault');

agent.addEventListener('vla-error', ({ detail }) => (fault.textContent = `${detail.message} ${detail.fix}`));
agent.addEventListener('vla-state', ({ detail }) => {
  if (detail.state !== 'error') fault.textContent = '';
});

// Nothing else on this page uses keys, so the button gets the focus at the start and the space bar works. The two elements may
// be defined in any order; the button is rendered in the frame after both.
const defined = ['vla-mic-button', 'vla-hold'].map((tag) => customElements.whenDefined(tag));
Promise.all(defined).then(() => requestAnimationFrame(() => button.focus()));
