/** A log of all events of the widget, for developers. It uses the elements with the ids `log-…`. */

const LIMIT = 300;
const LONG_TEXT = 300;
const DEEP = 10;

const NAMES = [
  'vla-before-start',
  'vla-state',
  'vla-transcript',
  'vla-speech',
  'vla-interrupt',
  'vla-tool-call',
  'vla-tool-result',
  'vla-error',
  'vla-session',
  'vla-usage',
  'vla-metrics',
  'vla-device',
  'vla-mute',
  'vla-open',
  'vla-close',
  'vla-event',
];

const byId = (id) => document.getElementById(id);
const quote = (text) => `“${text}”`;
const compact = (value) => (value === undefined ? '' : JSON.stringify(value));
const base64Bytes = (text) => Math.floor((text.replace(/=+$/, '').length * 3) / 4);

/** One line about each event. */
const summaries = {
  'vla-before-start': ({ session }) => aboutSession(session),
  'vla-state': ({ state, previous }) => `${previous} → ${state}`,
  'vla-transcript': ({ role, text, final, interrupted }) =>
    `${role}: ${quote(text)}${interrupted ? ' (interrupted)' : final ? '' : ' …'}`,
  'vla-speech': ({ who, speaking }) => `${who} ${speaking ? 'began' : 'stopped'} to speak`,
  'vla-interrupt': ({ heardMs, heardText }) => `after ${Math.round(heardMs)} ms, heard ${quote(heardText)}`,
  'vla-tool-call': ({ name, arguments: args }) => `${name}(${compact(args)})`,
  'vla-tool-result': ({ name, failed, durationMs, output }) =>
    `${name} ${failed ? 'failed' : 'answered'} in ${Math.round(durationMs)} ms: ${output}`,
  'vla-error': ({ code, message }) => `${code}: ${message}`,
  'vla-session': ({ session }) => aboutSession(session),
  'vla-usage': ({ response, total }) => `${response?.total_tokens} tokens, ${total?.totalTokens} in all`,
  'vla-metrics': ({ responseLatencyMs, bargeInMs, ...others }) =>
    `${bargeInMs === undefined ? 'answer' : 'silent'} after ${Math.round(bargeInMs ?? responseLatencyMs)} ms, ${aboutSound(others)}`,
  'vla-device': ({ kind, label, reason }) => `${kind} ${reason}: ${quote(label)}`,
  'vla-mute': ({ muted }) => (muted ? 'muted' : 'open'),
  'vla-open': () => 'the panel was opened',
  'vla-close': () => 'the panel was closed',
  'vla-event': (event) => `${event.type} ${aboutServerEvent(event)}`,
};

const counted = (count, word) => (count > 0 ? `${count} ${word}${count === 1 ? '' : 's'}` : '');
const plural = (list, word) => counted(list?.length, word);

/** The audio problems in an event with metrics. */
const aboutSound = ({ underruns, droppedChunks, clippedChunks, sendDelayMs }) =>
  [
    counted(underruns, 'underrun'),
    droppedChunks > 0 && `${counted(droppedChunks, 'chunk')} lost`,
    clippedChunks > 0 && `${counted(clippedChunks, 'chunk')} clipped`,
    sendDelayMs > 100 && `speech left ${Math.round(sendDelayMs)} ms late`,
  ]
    .filter(Boolean)
    .join(', ') || 'clean';

const aboutSession = ({ id, model, voice, tools }) =>
  [id, model, voice?.name, plural(tools, 'tool')].filter(Boolean).join(', ');

function aboutServerEvent(event) {
  if (typeof event.delta === 'string') return isAudio(event) ? event.delta : quote(event.delta);
  if (event.error) return [event.error.code ?? event.error.type, event.error.message].filter(Boolean).join(': ');
  if (typeof event.transcript === 'string') return quote(event.transcript);
  return event.response?.status ?? event.item?.type ?? event.item_id ?? '';
}

const isAudio = ({ type }) => /(audio|video)\.delta$/.test(type);

/** A copy that is small enough to keep and to show: no long texts, no functions. */
function shorten(value, depth = 0) {
  if (typeof value === 'string') {
    return value.length > LONG_TEXT ? `${value.slice(0, LONG_TEXT)}… (${value.length} characters)` : value;
  }
  if (typeof value === 'function') return '(function)';
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEP) return '…';
  if (Array.isArray(value)) return value.map((entry) => shorten(entry, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, shorten(entry, depth + 1)]));
}

/** The key of the line that all pieces of one stream share. Undefined for an event with a line of its own. */
function streamOf(name, detail) {
  if (name === 'vla-transcript') return detail.final || detail.interrupted ? undefined : `words ${detail.itemId}`;
  if (name !== 'vla-event' || !String(detail.type).endsWith('.delta')) return undefined;
  return [detail.type, detail.response_id, detail.item_id, detail.output_index, detail.content_index].join(' ');
}

/** The summary of an event. It never throws, because an event may lack fields. */
function summarize({ name, detail, count, bytes }) {
  if (bytes > 0) return `${detail.type} <${bytes} bytes>${count > 1 ? ' in all' : ''}`;
  try {
    return summaries[name](detail).trim();
  } catch {
    return compact(detail);
  }
}

function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/** The line of an entry; its JSON is written when somebody opens it. */
function makeRow(entry) {
  const count = make('span', 'entry-count');
  const line = make('span', 'entry-line');
  const json = make('pre', 'entry-json');
  json.tabIndex = 0;
  const time = make('span', 'entry-time', String(entry.ms));
  const summary = make('summary', 'entry-head', time, make('span', 'entry-name', entry.name), count, line);
  const details = make('details', '', summary, json);
  const element = make('li', 'entry', details);
  element.dataset.event = entry.name;

  const writeJson = () => {
    json.textContent = details.open ? JSON.stringify(entry.detail, null, 2) : '';
  };
  const update = () => {
    line.textContent = summarize(entry);
    count.textContent = entry.count > 1 ? `× ${entry.count} in ${entry.lastMs - entry.ms} ms` : '';
    writeJson();
  };
  details.addEventListener('toggle', writeJson);
  update();
  return { element, update };
}

let quiet;

/** Shows below the log what a button did. */
function say(sentence) {
  byId('log-status').textContent = sentence;
  clearTimeout(quiet);
  quiet = setTimeout(() => (byId('log-status').textContent = ''), 3000);
}

class EventLog {
  #entries = [];
  /** The entry to which the next piece of a stream is added. */
  #streams = new Map();
  /** Entries whose line is on screen. */
  #rows = new Map();
  /** Entries that came or changed since the last frame. */
  #fresh = new Set();
  #frame = 0;
  #paused = false;
  #missed = 0;
  #list = byId('log-entries');
  #scroll = byId('log-scroll');
  #filter = byId('log-filter');
  #serverEvents = byId('log-server-events');

  constructor() {
    this.#filter.addEventListener('input', () => this.#showAll());
    this.#serverEvents.addEventListener('change', () => this.#showAll());
    byId('log-clear').addEventListener('click', () => this.#clear());
    byId('log-pause').addEventListener('click', () => this.#setPaused(!this.#paused));
    byId('log-copy').addEventListener('click', () => void this.#copy());
    this.#showAll();
  }

  add(name, timeStamp, detail) {
    const ms = Math.round(timeStamp);
    const audio = name === 'vla-event' && isAudio(detail) && typeof detail.delta === 'string';
    const bytes = audio ? base64Bytes(detail.delta) : 0;
    const kept = shorten(audio ? { ...detail, delta: `<${bytes} bytes>` } : detail);
    const stream = streamOf(name, detail);
    let entry = stream === undefined ? undefined : this.#streams.get(stream);
    if (entry) {
      Object.assign(entry, { detail: kept, count: entry.count + 1, lastMs: ms, bytes: entry.bytes + bytes, text: '' });
    } else {
      entry = { name, ms, lastMs: ms, detail: kept, count: 1, bytes, stream, server: name === 'vla-event', text: '' };
      this.#entries.push(entry);
      if (stream !== undefined) this.#streams.set(stream, entry);
      this.#trim(entry.server);
    }
    if (this.#paused) this.#missed += 1;
    this.#fresh.add(entry);
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  /** Server events have a limit of their own, because there are many and they must not displace the others. */
  #trim(server) {
    const same = this.#entries.filter((entry) => entry.server === server);
    if (same.length <= LIMIT) return;
    this.#entries.splice(this.#entries.indexOf(same[0]), 1);
    this.#streams.delete(same[0].stream);
    this.#fresh.delete(same[0]);
  }

  // ---- what is on screen ----

  #matching() {
    return this.#entries.filter((entry) => this.#matches(entry)).slice(-LIMIT);
  }

  #matches(entry) {
    if (entry.server && !this.#serverEvents.checked) return false;
    const wanted = this.#filter.value.trim().toLowerCase();
    if (wanted === '') return true;
    entry.text ||= `${entry.name} ${summarize(entry)} ${JSON.stringify(entry.detail)}`.toLowerCase();
    return entry.text.includes(wanted);
  }

  #showAll() {
    this.#missed = 0;
    this.#fresh.clear();
    this.#rows.clear();
    for (const entry of this.#matching()) this.#rows.set(entry, makeRow(entry));
    this.#list.replaceChildren(...[...this.#rows.values()].map(({ element }) => element));
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#tellCount();
  }

  #paint() {
    this.#frame = 0;
    if (this.#paused) return this.#tellCount();
    const { scrollTop, clientHeight, scrollHeight } = this.#scroll;
    const atEnd = scrollHeight - scrollTop - clientHeight < 40;
    for (const entry of this.#fresh) {
      if (!this.#matches(entry)) continue;
      const row = this.#rows.get(entry);
      if (row) row.update();
      else this.#append(entry);
    }
    this.#fresh.clear();
    if (atEnd) this.#scroll.scrollTop = this.#scroll.scrollHeight;
    this.#tellCount();
  }

  #append(entry) {
    const row = makeRow(entry);
    this.#rows.set(entry, row);
    this.#list.append(row.element);
    if (this.#rows.size <= LIMIT) return;
    const [oldest, { element }] = this.#rows.entries().next().value;
    this.#rows.delete(oldest);
    element.remove();
  }

  #tellCount() {
    const shown = this.#rows.size;
    byId('log-empty').hidden = shown > 0;
    const paused = this.#paused ? `, paused${this.#missed ? ` (${this.#missed} new)` : ''}` : '';
    byId('log-count').textContent = `${shown} ${shown === 1 ? 'event' : 'events'}${paused}`;
  }

  // ---- buttons ----

  #clear() {
    this.#entries = [];
    this.#streams.clear();
    this.#showAll();
  }

  #setPaused(paused) {
    this.#paused = paused;
    byId('log-pause').setAttribute('aria-pressed', String(paused));
    if (paused) this.#tellCount();
    else this.#showAll();
  }

  async #copy() {
    const shown = [...this.#rows.keys()].map(({ name, ms, count, detail }) => ({
      ms,
      name,
      ...(count > 1 && { count }),
      detail,
    }));
    try {
      await navigator.clipboard.writeText(JSON.stringify(shown, null, 2));
      say(`Copied ${shown.length}`);
    } catch {
      say('The browser did not allow it');
    }
  }
}

/** The log is open beside the shop if there is room for both, until the visitor closes it. */
function startDrawer() {
  const toggle = byId('log-toggle');
  const room = matchMedia('(min-width: 1100px)');
  let decided = false;
  const setOpen = (open) => {
    document.documentElement.dataset.log = open ? 'open' : 'closed';
    toggle.setAttribute('aria-expanded', String(open));
  };
  setOpen(room.matches);
  byId('log-hint').open = room.matches;
  room.addEventListener('change', () => {
    if (!decided) setOpen(room.matches);
  });
  toggle.addEventListener('click', () => {
    decided = true;
    setOpen(toggle.getAttribute('aria-expanded') === 'false');
  });
  byId('log').addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || room.matches) return;
    decided = true;
    setOpen(false);
    toggle.focus();
  });
}

/** The lines of the hint are sent as if the visitor had typed them. */
function startHints(agent) {
  for (const button of byId('log-hint').querySelectorAll('[data-say]')) {
    button.addEventListener('click', async () => {
      await customElements.whenDefined('voice-live-agent');
      agent.show();
      await agent.sendText(button.dataset.say).catch(() => undefined); // the panel and vla-error tell why
    });
  }
  byId('log-interrupt').addEventListener('click', () => agent.interrupt?.());
}

export function startEventLog(agent) {
  const log = new EventLog();
  for (const name of NAMES) agent.addEventListener(name, (event) => log.add(name, event.timeStamp, event.detail));
  startDrawer();
  startHints(agent);
}
