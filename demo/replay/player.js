/**
 * Plays a conversation of a recording: it is the service at the other end of the engine's fake socket, and does what the visitor
 * did. It has a clock of its own, which stands still while it is paused, and while the engine has yet to make a connection.
 */
import { asNow, isOfVoiceAgent, isTyped, textOf } from './frames.js';

/** The engine asks whether a connection stands. The answer is not that of the recording: the question is of now. */
const OWN_QUESTION = 'conversation.item.retrieve';

/** What the service answers. Its answers wait until the engine has said as much of it as in the recording. */
const CAUSES = ['session.update', 'conversation.item.create', 'response.create'];

/** Another version of the engine may say less. After this time, in ms, the recording goes on without. */
const PATIENCE_MS = 2000;

/** Attributes of the recorded agent that change how a conversation goes or looks. */
const KEPT = [
  ...[
    'model',
    'agent-name',
    'agent-kind',
    'agent-project-name',
    'profile',
    'language',
    'push-to-talk',
    'turn-detection',
  ],
  ...[
    'captions',
    'transcript',
    'text-input',
    'visualizer',
    'input-audio-format',
    'output-audio-format',
    'input-sampling-rate',
  ],
];

/** Events: `tick` when the position or what is waited for changed, `entry` with each entry, `end`. */
export class Player extends EventTarget {
  /** In ms from the first entry. */
  position = 0;
  /** What the clock waits for; undefined while it runs or is paused. */
  waitsFor;
  isPlaying = false;
  isOver = false;
  #speed = 1;
  #entries;
  #began;
  #next = 0;
  #agent;
  #channel;
  #timer;
  #movedAt = 0;
  #isInvited = false;
  /** The engine's sockets that are open, by their ids: the line that each plays. */
  #sockets = new Map();
  /** Of each line, its socket's id. */
  #lines = new Map();
  /** Recorded ids, and those of the engine that stand in their place. */
  #names = new Map();
  /** What the engine did in the recording on each line, by its type, in order. */
  #said = new Map();
  /** By line and type: how often the recorded engine had said it by now, and how often this one has. */
  #due = new Map();
  #done = new Map();
  #patience;
  #typed = new Set();
  #outputs = new Map();

  /**
   * @param entries of one conversation
   * @param agent an element without address and token, whose `assets-url` has the fake socket
   */
  constructor(entries, agent) {
    super();
    this.#entries = entries;
    this.#began = entries[0].at;
    this.#agent = agent;
    for (const entry of entries) if (entry.kind === 'sent' && entry.frame) this.#note(entry);
    const name = Math.random().toString(36).slice(2, 10);
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    const { settings = {} } = entries.find(({ kind }) => kind === 'start') ?? {};
    for (const attribute of KEPT) if (attribute in settings) agent.setAttribute(attribute, settings[attribute]);
    // The page of the recording may have known only from its token with whom it talked.
    const dialect = entries.some(isOfVoiceAgent) ? 'voice-agent' : 'voice-live';
    agent.tokenProvider = async () => ({ url: `wss://replay.invalid/${name}`, dialect });
    agent.addEventListener('vla-state', () => this.waitsFor && this.#goOn());
    agent.addEventListener('vla-tool-call', ({ detail }) => detail.respondWith(this.#outputOf(detail.callId)));
  }

  /** In ms. */
  get length() {
    return this.#entries.at(-1).at - this.#began;
  }

  get speed() {
    return this.#speed;
  }

  set speed(speed) {
    this.#move();
    this.#speed = speed;
    this.#arm();
  }

  play() {
    if (this.isPlaying || this.isOver) return;
    this.isPlaying = true;
    this.#movedAt = performance.now();
    this.#step();
  }

  pause() {
    this.#move();
    this.isPlaying = false;
    clearTimeout(this.#timer);
    this.#tell();
  }

  /** Ends it; the agent's conversation, too. */
  async stop() {
    this.pause();
    this.isOver = true;
    await this.#agent.stop();
    this.#channel.close();
  }

  // ---- the clock ----

  #move() {
    const now = performance.now();
    if (this.isPlaying && !this.waitsFor) this.position += (now - this.#movedAt) * this.#speed;
    this.#movedAt = now;
  }

  /** Plays what is due, then waits for what comes next. */
  #step() {
    clearTimeout(this.#timer);
    if (!this.isPlaying) return;
    this.#move();
    for (let entry = this.#entries[this.#next]; entry; entry = this.#entries[this.#next]) {
      const dueAt = entry.at - this.#began;
      // Nothing happens while there is no connection: once the engine asks for the next one, it gets it.
      const isAsked = entry.kind === 'opened' && this.#asking !== undefined;
      if (dueAt > this.position && !isAsked) break;
      this.position = Math.max(this.position, dueAt);
      this.waitsFor = this.#lacks(entry);
      if (this.waitsFor) return this.#tell();
      this.#next++;
      this.#run(entry);
      this.dispatchEvent(new CustomEvent('entry', { detail: entry }));
    }
    this.#tell();
    if (this.#next < this.#entries.length) return this.#arm();
    this.isPlaying = false;
    this.isOver = true;
    this.dispatchEvent(new Event('end'));
  }

  #arm() {
    clearTimeout(this.#timer);
    const entry = this.#entries[this.#next];
    if (!this.isPlaying || this.waitsFor || !entry) return;
    this.#timer = setTimeout(() => this.#step(), (entry.at - this.#began - this.position) / this.#speed);
  }

  #tell() {
    this.dispatchEvent(new Event('tick'));
  }

  // ---- the recording ----

  #note({ line, frame }) {
    const key = `${line} ${frame.type}`;
    this.#said.set(key, [...(this.#said.get(key) ?? []), frame]);
    if (frame.item?.type === 'function_call_output')
      this.#outputs.set(frame.item.call_id, { output: frame.item.output });
  }

  /** What must be there before an entry is played. */
  #lacks({ kind, line, state, previous }) {
    if (kind === 'opened') {
      if (this.#asking !== undefined) return undefined;
      this.#invite();
      return 'a connection';
    }
    if (kind === 'received' && this.#socketOf(line)) {
      const cause = CAUSES.find(
        (type) => (this.#due.get(`${line} ${type}`) ?? 0) > (this.#done.get(`${line} ${type}`) ?? 0),
      );
      return (
        cause &&
        this.#within(`the engine to send ${cause}`, () =>
          this.#done.set(`${line} ${cause}`, this.#due.get(`${line} ${cause}`)),
        )
      );
    }
    // The engine is stopped where it was stopped, and not before it has told what it was told.
    const isEarly = kind === 'state' && state === 'ended' && this.#agent.state !== previous && this.#sockets.size > 0;
    return isEarly ? this.#within(`the state ${previous}`, () => this.#sockets.clear()) : undefined;
  }

  /** What is waited for, though not for ever. */
  #within(what, giveUp) {
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined;
      giveUp();
      this.#goOn();
    }, PATIENCE_MS);
    return what;
  }

  /** Something has come that the clock may have waited for. */
  #goOn() {
    this.#move();
    this.waitsFor = undefined;
    this.#step();
  }

  #run(entry) {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    const { kind, line, frame } = entry;
    if (kind === 'opened') this.#open(line);
    else if (kind === 'received') this.#receive(entry);
    else if (kind === 'closed') this.#close(line, entry.code, entry.reason);
    else if (kind === 'sent' && frame) this.#send(line, frame);
    else if (kind === 'event' && entry.name === 'vla-mute') this.#agent.muted = entry.detail?.muted === true;
    else if (kind === 'state' && entry.state === 'ended') void this.#agent.stop();
  }

  /** The engine makes connections by itself, but the first, and where it found another end of the one before than now. */
  #invite() {
    const open = [...this.#sockets].filter(([, { line }]) => line !== undefined);
    if (open.length > 0) for (const [id] of open) this.#end(id, 1012, 'the recording goes on with another connection');
    else if (!this.#lines.size && !this.#isInvited) {
      this.#isInvited = true;
      const start = this.#entries.find(({ kind }) => kind === 'start');
      const first = this.#entries.find((entry) => entry.kind === 'sent' && entry.frame && isTyped(entry.frame));
      if (start?.mode === 'text' && first) this.#type(first.frame);
      else this.#agent.start().catch(() => undefined);
    }
  }

  #send(line, frame) {
    const key = `${line} ${frame.type}`;
    this.#due.set(key, (this.#due.get(key) ?? 0) + 1);
    const output = this.#outputs.get(frame.item?.call_id);
    if (output) {
      output.isDue = true;
      return output.give?.(output.output);
    }
    if (isTyped(frame)) this.#type(frame);
  }

  /** What was typed on one connection is told to the next one, too: it has its id. */
  #type({ item, ...frame }) {
    const id = item.id ?? textOf({ item });
    if (this.#typed.has(id)) return;
    this.#typed.add(id);
    void this.#agent.sendText(textOf({ ...frame, item }) || 'x').catch(() => undefined);
  }

  #outputOf(callId) {
    const known = this.#outputs.get(callId);
    if (!known) return { error: 'the recording has no output of this call' };
    return known.isDue ? known.output : new Promise((resolve) => (known.give = resolve));
  }

  // ---- the service ----

  /** The id of a socket that waits to be opened. */
  get #asking() {
    return [...this.#sockets].findLast(([, { line }]) => line === undefined)?.[0];
  }

  #socketOf(line) {
    return this.#sockets.get(this.#lines.get(line));
  }

  #post(to, message) {
    this.#channel.postMessage({ to, ...message });
  }

  #open(line) {
    const id = this.#asking;
    this.#lines.set(line, id);
    Object.assign(this.#sockets.get(id), { line });
    this.#post(id, { kind: 'opened' });
  }

  #close(line, code, reason = '') {
    const id = this.#lines.get(line);
    if (this.#sockets.has(id)) this.#end(id, code, reason);
  }

  #end(id, code, reason) {
    this.#sockets.delete(id);
    this.#post(id, { kind: 'closed', code, reason });
  }

  #receive({ line, frame, text, sound }) {
    const id = this.#lines.get(line);
    if (!this.#sockets.has(id)) return;
    // The engine asks questions of its own, which are answered when they come.
    if (frame?.type === 'conversation.item.retrieved') return;
    if (frame?.error?.event_id === 'vla_line') return;
    const lateMs = Date.now() - (this.#began + this.position);
    const now = { names: this.#names, lateMs, speed: this.#speed, format: this.#agent.outputAudioFormat };
    this.#post(id, { kind: 'frame', text: frame ? asNow(frame, sound, now) : text });
  }

  #hear({ from, kind, text }) {
    if (kind === 'open') this.#sockets.set(from, { line: undefined });
    else if (kind === 'close') this.#sockets.delete(from);
    else this.#take(from, JSON.parse(text));
    if (this.waitsFor || kind === 'open') this.#goOn();
  }

  #take(from, frame) {
    const socket = this.#sockets.get(from);
    if (!socket) return;
    const key = `${socket.line} ${frame.type}`;
    this.#done.set(key, (this.#done.get(key) ?? 0) + 1);
    if (frame.type === OWN_QUESTION) {
      const error = {
        type: 'invalid_request_error',
        code: 'item_not_found',
        message: frame.item_id,
        event_id: frame.event_id,
      };
      return this.#post(from, { kind: 'frame', text: JSON.stringify({ type: 'error', event_id: 'replay', error }) });
    }
    // The nth event of a type stands for the nth in the recording.
    const said = this.#said.get(key)?.shift();
    if (!said) return undefined;
    for (const [then, now] of [
      [said.event_id, frame.event_id],
      [said.item?.id, frame.item?.id],
    ])
      if (then && now && then !== now) this.#names.set(then, now);
    return undefined;
  }
}
