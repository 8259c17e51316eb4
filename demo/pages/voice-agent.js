/** A page with a Foundry voice agent: it names the visitor, answers a function, and shows with whom the visitor talks. */
const agent = document.getElementById('agent');
const colleague = document.getElementById('colleague');
const visitor = document.getElementById('name');

/** The agent's behaviours, by the ids of its definition. */
const COLLEAGUES = { $entrypoint: 'Front desk', billing: 'Billing' };

/** Through a relay the server fills the placeholders in, so that it is asked with them here. */
function greet() {
  const inputs = { visitor_name: visitor.value || 'visitor' };
  const query = new URLSearchParams({ agent: 'front-desk', structured_inputs: JSON.stringify(inputs) });
  agent.structuredInputs = inputs;
  agent.tokenUrl = `/voice/token?${query}`;
}
visitor.addEventListener('input', greet);

/** @param who undefined when nobody is there */
const show = (who) =>
  (colleague.textContent = who ? `You talk with: ${COLLEAGUES[who] ?? who}` : 'Nobody is on the line.');

// Each handoff is followed by the session of the next behaviour.
agent.addEventListener('vla-session', ({ detail }) => show(detail.session.handoff?.active_node_id));
agent.addEventListener('vla-state', ({ detail }) => {
  if (!['idle', 'ended', 'error'].includes(detail.state)) return;
  if (detail.reason === 'agent') colleague.textContent = 'The agent hung up.';
  else if (detail.state !== 'idle') show();
});

for (const button of document.querySelectorAll('.sayings button'))
  button.addEventListener('click', () => agent.sendText(button.textContent).catch(() => undefined));

customElements.whenDefined('voice-live-agent').then(() => {
  greet();
  agent.registerTool({ name: 'find_bike' }, ({ size }) => ({ found: size > 60 ? 0 : 2, size }));
});
show();
