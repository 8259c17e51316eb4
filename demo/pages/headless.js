/** A page with an interface of its own: it calls methods of the element and listens to its events. */
const byId = (id) => document.getElementById(id);
const agent = byId('agent');
const lines = new Map();
const live = () => !['idle', 'ended', 'error'].includes(agent.state);
const show = ({ message, fix }) => (byId('fault').textContent = `${message} ${fix}`);

/** The line of an item. It is made with the first word, after the line of the previous item. */
function lineOf({ itemId, previousItemId, role }) {
  if (lines.has(itemId)) return lines.get(itemId);
  const line = document.createElement('li');
  const words = document.createElement('span');
  line.className = role;
  line.append(Object.assign(document.createElement('b'), { textContent: role === 'user' ? 'You' : 'Agent' }), words);
  const before = lines.get(previousItemId)?.parentElement;
  if (before) before.after(line);
  else byId('lines').append(line);
  lines.set(itemId, words);
  return words;
}

agent.addEventListener('vla-transcript', ({ detail }) => {
  lineOf(detail).textContent = detail.text + (detail.interrupted ? ' …' : '');
  byId('lines').scrollTop = byId('lines').scrollHeight;
});
agent.addEventListener('vla-state', ({ detail }) => {
  byId('state').textContent = detail.state.replace('-', ' ');
  byId('call').textContent = live() ? 'Hang up' : 'Call';
  byId('mute').disabled = !live();
});
agent.addEventListener('vla-mute', ({ detail }) => byId('mute').setAttribute('aria-pressed', String(detail.muted)));
agent.addEventListener('vla-error', ({ detail }) => show(detail));

byId('call').addEventListener('click', () => {
  byId('fault').textContent = '';
  if (live()) void agent.stop();
  else agent.start().catch(show);
});
byId('mute').addEventListener('click', () => (agent.muted = !agent.muted));
byId('say').addEventListener('submit', (event) => {
  event.preventDefault();
  agent.sendText(byId('text').value).catch(show);
  byId('text').value = '';
});
