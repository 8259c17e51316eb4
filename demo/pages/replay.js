/** Chooses a recording, and plays one of its conversations. */
import { Player } from '/replay/player.js';
import { conversationsOf, readRecording, RecordingError } from '/replay/read-recording.js';
import { silentMicrophone } from '/replay/silent-microphone.js';

const byId = (id) => document.getElementById(id);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** So many entries are shown. */
const MOST_LINES = 500;

let conversations = [];
let player;

silentMicrophone();

function load(text) {
  byId('fault').textContent = byId('told').textContent = '';
  conversations = [];
  try {
    const recording = readRecording(text);
    conversations = conversationsOf(recording);
    byId('told').textContent =
      `${recording.entries.length} entries, with ${recording.level}; exported at ${recording.exportedAt} by build ${recording.build}.`;
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    byId('fault').textContent = error.message;
  }
  const options = conversations.map((_, index) => new Option(`${index + 1} of ${conversations.length}`, String(index)));
  byId('conversation').replaceChildren(...options);
  byId('conversation').value = String(conversations.length - 1);
  byId('conversation').disabled = byId('play').disabled = conversations.length === 0;
  void choose();
}

/** Each conversation has a new face and a new engine. */
async function choose() {
  const before = player;
  player = undefined;
  await before?.stop();
  byId('stage').replaceChildren();
  byId('lines').replaceChildren();
  const entries = conversations[Number(byId('conversation').value)];
  if (!entries) return show();
  const agent = document.createElement('voice-live-agent');
  agent.setAttribute('variant', 'inline');
  agent.setAttribute('assets-url', '/replay/');
  byId('stage').append(agent);
  player = new Player(entries, agent);
  player.speed = Number(byId('speed').value);
  player.addEventListener('tick', show);
  player.addEventListener('end', show);
  player.addEventListener('entry', ({ detail }) => line(detail, entries[0].at));
  return show();
}

function show() {
  const { isPlaying = false, isOver = false, position = 0, length = 0, waitsFor } = player ?? {};
  byId('play').textContent = isPlaying ? 'Pause' : isOver ? 'Play again' : 'Play';
  byId('position').value = length ? position / length : 0;
  byId('time').textContent = player
    ? `${seconds(position)} of ${seconds(length)}${waitsFor ? `, waits for ${waitsFor}` : ''}`
    : '';
}

function line({ at, kind, line, frame, state, notice, code, sound }, began) {
  const what = frame?.type ?? state ?? notice?.kind ?? code ?? '';
  const more = sound ? ` (${sound} characters of sound)` : '';
  const entry = document.createElement('li');
  entry.textContent = `${seconds(at - began)} ${kind}${line ? ` on ${line}` : ''} ${what}${more}`;
  byId('lines').append(entry);
  if (byId('lines').childElementCount > MOST_LINES) byId('lines').firstElementChild.remove();
  byId('lines').scrollTop = byId('lines').scrollHeight;
}

byId('file').addEventListener('change', async ({ target }) => load(await target.files[0].text()));
byId('conversation').addEventListener('change', () => void choose());
byId('speed').addEventListener('change', () => player && (player.speed = Number(byId('speed').value)));
byId('play').addEventListener('click', async () => {
  if (player?.isOver) await choose();
  if (player?.isPlaying) player.pause();
  else player?.play();
  show();
});
setInterval(show, 250);

show();
if (new URLSearchParams(location.search).has('given')) load(await (await fetch('/replay/given.json')).text());
