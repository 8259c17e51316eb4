/** Push to talk: `push-to-talk` makes <vla-mic-button> a button that is held. The page adds what a kiosk needs. */
const agent = document.getElementById('agent');
const button = document.querySelector('vla-mic-button');
const fault = document.getElementById('fault');

agent.addEventListener('vla-error', ({ detail }) => (fault.textContent = `${detail.message} ${detail.fix}`));
agent.addEventListener('vla-state', ({ detail }) => {
  if (detail.state !== 'error') fault.textContent = '';
});

// Nothing else takes keys here: from the start the space bar is the button's.
customElements.whenDefined('vla-hold').then(() => requestAnimationFrame(() => button.focus()));
