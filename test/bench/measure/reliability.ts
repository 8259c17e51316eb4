/** Measures what a call keeps over lost connections, hand-overs and many starts, over a network with a round trip of 50 ms. */
import {
  connectionOf,
  heardBy,
  seconds,
  stage,
  until,
  type Connection,
  type Stage,
} from '../../helpers/page/live-agent.js';
import { openNetwork } from '../../helpers/page/network.js';
import { watch } from '../../helpers/page/resource-watch.js';
import { random } from '../../helpers/pure/random.js';
import { heapSize } from './allocation.js';
import { tapEdges } from './sound-edges.js';

const ROUND_TRIP_MS = 50;

const used = async (): Promise<number> => {
  const { heap, buffers } = await heapSize(true);
  return heap + buffers;
};

/** What a page and its service still hold. */
export interface Left {
  readonly workers: number;
  readonly tracks: number;
  readonly contexts: number;
  readonly sockets: number;
  readonly listeners: number;
  readonly heapBytes: number;
}

/** Counts the listeners of the page's own objects; those of elements go with their elements. */
function countListeners(): { count(): number; restore(): void } {
  const there = new Set<readonly [unknown, string, unknown]>();
  const targets = [window, document, navigator.mediaDevices, ...(window.visualViewport ? [window.visualViewport] : [])];
  for (const target of targets) {
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const add = (type: string, listener: EventListener, options?: AddEventListenerOptions | boolean): void => {
      const { signal, once } = typeof options === 'object' ? options : {};
      const entry = [target, type, listener] as const;
      if (!once && !signal?.aborted) there.add(entry);
      signal?.addEventListener('abort', () => there.delete(entry));
      addEventListener.call(target, type, listener, options);
    };
    const remove = (type: string, listener: EventListener, options?: boolean): void => {
      for (const entry of there)
        if (entry[0] === target && entry[1] === type && entry[2] === listener) there.delete(entry);
      removeEventListener.call(target, type, listener, options);
    };
    Object.assign(target, { addEventListener: add, removeEventListener: remove });
  }
  return {
    count: () => there.size,
    restore: () => {
      for (const target of targets) {
        Reflect.deleteProperty(target, 'addEventListener');
        Reflect.deleteProperty(target, 'removeEventListener');
      }
    },
  };
}

const openSockets = async (): Promise<number> => {
  const all = (await (await fetch('/emulator/connections')).json()) as readonly Connection[];
  return all.filter(({ open }) => open).length;
};

/**
 * Runs `step` some times after a warm-up, and tells what is left more than after the warm-up.
 * @param step makes a conversation, and ends it
 */
async function leftBy(warmUp: number, times: number, step: (index: number) => Promise<void>): Promise<Left> {
  const watching = watch();
  const listeners = countListeners();
  try {
    for (let i = 0; i < warmUp; i++) await step(i);
    const before = { listeners: listeners.count(), heap: await used() };
    for (let i = 0; i < times; i++) await step(warmUp + i);
    await until('all sockets are closed', async () => (await openSockets()) === 0);
    await until('the sound rests', () => watching.contexts.every(({ state }) => state !== 'running'));
    const count = <T>(list: readonly T[], holds: (each: T) => boolean): number => list.filter(holds).length;
    return {
      workers: watching.workers.length - watching.ended.length,
      tracks: count(watching.tracks, ({ readyState }) => readyState === 'live'),
      contexts: count(watching.contexts, ({ state }) => state === 'running'),
      sockets: await openSockets(),
      listeners: Math.max(0, listeners.count() - before.listeners),
      heapBytes: (await used()) - before.heap,
    };
  } finally {
    watching.restore();
    listeners.restore();
  }
}

/** Calls of one agent that are started and stopped at once. */
export async function manyStarts(times: number, warmUp: number): Promise<Left> {
  const { agent } = await stage({ 'turn-detection': 'none' });
  const left = await leftBy(warmUp, times, async () => {
    await agent.start();
    await agent.stop();
  });
  agent.remove();
  return left;
}

export interface HandOvers {
  readonly left: Left;
  readonly handOvers: number;
  readonly faults: number;
}

/** A call whose sessions live for `lifeMs`, until there were so many hand-overs; after one with a single hand-over. */
export async function longCall(handOvers: number, lifeMs: number): Promise<HandOvers> {
  const network = await openNetwork(ROUND_TRIP_MS, `expireAfterMs:${lifeMs}`);
  let told = 0;
  let faults = 0;
  const left = await leftBy(1, 1, async (index) => {
    const { agent, details } = await stage({ 'token-url': '', 'turn-detection': 'none' }, network.lead);
    const count = (): number => details('vla-reconnect').filter(({ attempt }) => attempt === 0).length;
    await agent.start();
    const wanted = index === 0 ? 1 : handOvers;
    for (let done = 0; done < wanted; done++) {
      await agent.sendText(`number ${done}`);
      await until('another session took over', () => count() > done, 120);
    }
    await until('it rests', () => agent.state === 'listening');
    told = count();
    faults += details('vla-error').length + details('vla-state').filter(({ state }) => state === 'reconnecting').length;
    await agent.stop();
    agent.remove();
  });
  await network.close();
  return { left, handOvers: told, faults };
}

export interface ReconnectTimes {
  /** From `start()` to `listening` of each call, in ms; the code is there, and the microphone is allowed. */
  readonly first: readonly number[];
  /** From each loss of a connection that stood to `listening`, in ms. */
  readonly again: readonly number[];
}

/** A connection that lived shorter counts as a try, and the next one waits longer. */
const GOOD_LIFE_S = 10.5;

const latest = (shown: Stage, state: string): number =>
  shown.events.findLast(({ name, detail }) => name === 'vla-state' && (detail as { state: string }).state === state)!
    .at;

export async function reconnectTimes(losses: number): Promise<ReconnectTimes> {
  const network = await openNetwork(ROUND_TRIP_MS);
  const shown = await stage({ 'token-url': '', 'turn-detection': 'none' }, network.lead);
  const { agent } = shown;
  const first: number[] = [];
  for (let i = 0; i <= losses; i++) {
    const began = performance.now();
    await agent.start();
    if (i > 0) first.push(performance.now() - began); // before that, code was loaded
    if (i < losses) await agent.stop();
  }
  const again: number[] = [];
  for (let i = 0; i < losses; i++) {
    await seconds(GOOD_LIFE_S);
    const before = shown.details('vla-session').length;
    await network.away(true);
    await network.away(false);
    await until('it goes on', () => shown.details('vla-session').length > before && agent.state === 'listening');
    again.push(latest(shown, 'listening') - latest(shown, 'reconnecting'));
  }
  agent.remove();
  await network.close();
  return { first, again };
}

export interface Losses {
  readonly losses: number;
  /** Turns of the visitor. */
  readonly turns: number;
  /** Turns that are missing or in another place on screen. */
  readonly misplaced: number;
  /** Turns without an answer, and answers to turns that had one. */
  readonly unanswered: number;
  readonly answeredTwice: number;
  /** Typed texts that the last session does not know in their order, once each. */
  readonly unknownToService: number;
  readonly faults: number;
  readonly heapBytes: number;
}

const KINDS = ['typed', 'tool', 'muted', 'answer', 'held'] as const;

/** Loses the connection of one call at random moments, in each kind of situation in turn. */
export async function manyLosses(losses: number, lifeS = GOOD_LIFE_S): Promise<Losses> {
  const chance = random(30);
  const network = await openNetwork(ROUND_TRIP_MS);
  const shown = await stage({ 'token-url': '', 'push-to-talk': 'true' }, network.lead);
  const { agent, details } = shown;
  agent.registerTool({ name: 'check_stock', description: 'Tells how many are left.' }, async () => {
    await seconds(0.8);
    return '7 are left';
  });
  const answers = (): number => agent.messages.filter(({ role, final }) => role === 'agent' && final).length;
  const turns = (): number => agent.messages.filter(({ role }) => role === 'user').length;
  const wanted: string[] = [];
  const say = async (text: string): Promise<void> => {
    wanted.push(text);
    await agent.sendText(text);
  };
  const lose = async (): Promise<void> => {
    await seconds(chance.next() * 0.7);
    await network.away(true);
    await seconds(chance.next() * 0.3);
    await network.away(false);
  };
  await agent.start();
  await say('hello');
  await until('it is answered', () => answers() === 1 && agent.state === 'listening');
  const before = await used();

  for (let i = 0; i < losses; i++) {
    const rounds = turns();
    const replies = answers();
    const sessions = details('vla-session').length;
    const kind = KINDS[i % KINDS.length]!;
    await seconds(lifeS);
    if (kind === 'held') {
      await agent.startTurn();
      await seconds(0.5);
      const lost = lose();
      await seconds(0.6);
      await agent.endTurn();
      wanted.push('');
      await lost;
    } else {
      agent.muted = kind === 'muted';
      await say(kind === 'tool' ? 'call check_stock {}' : kind === 'answer' ? 'tone 3' : `number ${i}`);
      if (kind === 'answer') await until('it is answered', () => agent.state === 'speaking');
      if (kind === 'tool') await until('the tool runs', () => agent.state === 'working');
      await lose();
      if (agent.muted !== (kind === 'muted')) throw new Error('the call forgot that it was muted');
    }
    await until(`loss ${i + 1}, ${kind}: the call goes on`, () => details('vla-session').length > sessions, 60);
    await until(
      `loss ${i + 1}, ${kind}: it is answered`,
      () => turns() > rounds && answers() > replies && agent.state === 'listening',
      60,
    );
  }
  const after = await used();
  const spoken = agent.messages.map(({ role, text, interrupted, incomplete }) => ({
    role,
    text,
    isCut: interrupted || Boolean(incomplete),
  }));
  const users = spoken.filter(({ role }) => role === 'user');
  const misplaced =
    wanted.filter((text, index) => text && users[index]?.text !== text).length + Math.abs(users.length - wanted.length);
  /** The answers between two turns. What was cut off by a loss is gone on with, and that is one answer. */
  const replies = spoken.reduce<number[]>((counts, { role, isCut }) => {
    if (role === 'user') return [...counts, 0];
    return isCut ? counts : [...counts.slice(0, -1), (counts.at(-1) ?? 0) + 1];
  }, []);
  const known = (await connectionOf(agent.model)).items.flatMap(({ role, content }) =>
    role === 'user' ? ((content as readonly { readonly text?: string }[])[0]?.text ?? []) : [],
  );
  // A session is told the newest 60 items: a dozen typed turns are among them, with their answers, calls and outputs.
  const typed = wanted.filter(Boolean).slice(-Math.min(known.length, 12));
  const found = known.filter((text) => typed.includes(text)).slice(-typed.length);
  agent.remove();
  await network.close();
  return {
    losses,
    turns: wanted.length,
    misplaced,
    unanswered: replies.filter((count) => count === 0).length,
    answeredTwice: replies.filter((count) => count > 1).length,
    unknownToService: typed.filter((text, index) => found[index] !== text).length,
    faults: details('vla-error').length,
    heapBytes: after - before,
  };
}

export interface ToneFigure {
  /** Samples at the service around the hand-over, on both connections. */
  readonly samples: number;
  /** Places at which the tone that arrived does not go on where it was. */
  readonly breaks: number;
  /** Quanta of silence inside the answer that was heard meanwhile. */
  readonly silentQuanta: number;
  readonly handOvers: number;
}

const TONE_HZ = 433.7;

/**
 * The call hears a steady tone in place of its microphone, from its own audio context: between two contexts the browser drops
 * and repeats samples. Returns a function that restores it.
 */
function toneMicrophone(): () => void {
  const { createMediaStreamSource } = AudioContext.prototype;
  AudioContext.prototype.createMediaStreamSource = function (this: AudioContext) {
    const tone = new OscillatorNode(this, { frequency: TONE_HZ });
    const level = new GainNode(this, { gain: 0.3 });
    tone.connect(level);
    tone.start();
    return level as unknown as MediaStreamAudioSourceNode;
  };
  return () => (AudioContext.prototype.createMediaStreamSource = createMediaStreamSource);
}

/** The samples of a tone follow from the two before. Counts the places at which they do not. */
export function breaksIn(samples: Int16Array, rate: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * TONE_HZ) / rate);
  let breaks = 0;
  let last = -Infinity;
  for (let i = 2; i < samples.length; i++) {
    const off = Math.abs(samples[i]! + samples[i - 2]! - factor * samples[i - 1]!);
    if (off < 200) continue;
    // One break spoils the samples around it.
    if (i - last > 50) breaks++;
    last = i;
  }
  return breaks;
}

/** A tone on the microphone, and one from the agent, while a session hands over to the next. */
export async function toneOverHandOver(lifeMs: number): Promise<ToneFigure> {
  const network = await openNetwork(ROUND_TRIP_MS, `expireAfterMs:${lifeMs},speed:6`);
  const restore = toneMicrophone();
  const toneSeconds = Math.ceil(lifeMs / 1000);
  const taps = tapEdges();
  const shown = await stage({ 'token-url': '', 'turn-detection': 'none' }, network.lead);
  const { agent, details } = shown;
  try {
    await agent.start();
    const first = await connectionOf(agent.model);
    // The answer has come whole, and is still heard, when the next session takes over.
    await agent.sendText(`tone ${toneSeconds}`);
    await until('another session took over', () => details('vla-reconnect').length > 0, 60);
    await seconds(1.5);
    const second = await connectionOf(agent.model);
    const handOvers = details('vla-reconnect').filter(({ attempt }) => attempt === 0).length;
    const heard = [await heardBy(first), await heardBy(second)];
    await until('the tone is over', () => agent.state === 'listening', 60);
    const { edges, rate } = await taps.output();
    // The tone is the end of the answer; there are pauses between the words before it.
    const last = edges.at(-1)!.frame;
    const silent = edges.slice(0, -1).reduce((sum, { kind, frame }, i) => {
      const isInside = kind === 'silence' && frame > last - toneSeconds * rate;
      return isInside ? sum + edges[i + 1]!.frame - frame : sum;
    }, 0);
    const samples = Int16Array.from(heard.flatMap(({ samples }) => [...samples]));
    // From 2 s before the hand-over: while a call begins, a busy machine may lose sound of its own.
    const around = Math.max(0, heard[0]!.samples.length - 2 * heard[0]!.rate);
    return {
      samples: samples.length - around,
      breaks: breaksIn(samples.subarray(around), heard[0]!.rate),
      silentQuanta: Math.round(silent / 128),
      handOvers,
    };
  } finally {
    agent.remove();
    taps.restore();
    restore();
    await network.close();
  }
}
