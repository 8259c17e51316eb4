/** Push to talk: the microphone is heard while the button, or the space bar, is held. */
const agent = document.getElementById('agent');
const hold = document.getElementById('hold');
const end = document.getElementById('end');
const fault = document.getElementById('fault');
let held = false;

const tell = ({ message, fix }) => (fault.textContent = `${message} ${fix}`);

function talk(on) {
  if (on === held) return;
  held = on;
  hold.setAttribute('aria-pressed', String(on));
  if (on) fault.textContent = '';
  (on ? agent.startTurn() : agent.endTurn()).catch(tell);
}

hold.addEventListener('pointerdown', (event) => {
  hold.setPointerCapture(event.pointerId); // a finger may slip off the button
  talk(true);
});
for (const name of ['pointerup', 'pointercancel', 'blur']) hold.addEventListener(name, () => talk(false));
hold.addEventListener('contextmenu', (event) => event.preventDefault());

const isSpace = (event) => event.key === ' ' && (event.target === hold || event.target === document.body);
addEventListener('keydown', (event) => {
  if (!isSpace(event)) return;
  event.preventDefault();
  talk(true);
});
addEventListener('keyup', (event) => isSpace(event) && talk(false));

end.addEventListener('click', () => agent.stop());
agent.addEventListener('vla-state', ({ detail }) => {
  end.disabled = ['idle', 'ended', 'error'].includes(detail.state);
});
