/**
 * Wraps the built worker with a script that records when it receives and sends messages, and that can send events in place of
 * the service. It runs in the worker, so a busy page does not delay it. The product is not changed.
 */
import { blobUrl } from '../../../src/thread-scripts/script.js';

/** Runs before the worker's script. All times: `timeOrigin + now()`, comparable with `Date.now()` of a worklet. */
const prelude = (name: string) => `
'use strict';
(() => {
  const now = () => performance.timeOrigin + performance.now();
  const channel = new BroadcastChannel(${JSON.stringify(name)});
  const notes = { appends: [], sent: [], received: [], underruns: 0 };
  let capturedAt; let socket; let playing = false;

  const onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    ...onmessage,
    set(handler) {
      onmessage.set.call(this, handler && ((event) => {
        const kind = event.data?.kind;
        if (kind === 'underrun') notes.underruns++;
        if (kind === 'chunk') capturedAt = event.data.capturedAt;
        handler.call(this, event);
        capturedAt = undefined;
      }));
    },
  });

  const take = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
  self.WebSocket = class extends WebSocket {
    constructor(...args) { super(...args); socket = this; }
    set onmessage(handler) {
      this.handler = handler;
      take.set.call(this, handler && ((event) => {
        if (typeof event.data === 'string' && event.data.includes('"response.audio.delta"')) received('delta');
        handler.call(this, event);
      }));
    }
    get onmessage() { return this.handler; }
    send(text) {
      // The service does not know the simulated answers, so what the client sends about them must not reach it.
      const audio = text.startsWith('{"type":"input_audio_buffer.append"');
      if (audio || !playing) super.send(text);
      const at = now();
      if (audio) notes.appends.push({ at, capturedAt, text });
      else notes.sent.push({ at, text: text.slice(0, 1000) });
    }
  };

  const received = (kind) => notes.received.push({ kind, at: now() });
  const say = (event) => socket.handler({ data: JSON.stringify(event) });
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /** Sends one answer as the service does, and interrupts it after a while. */
  async function interrupted(i, { delta, pieceMs, pieces, everyMs, interruptMs }) {
    const at = { response_id: 'probe_r' + i, item_id: 'probe_i' + i, output_index: 0, content_index: 0 };
    say({ type: 'response.created', response: { id: at.response_id, status: 'in_progress', output: [] } });
    const began = now();
    let spoke = false;
    const due = interruptMs + Math.random() * 40;
    const barge = sleep(due).then(() => {
      spoke = true;
      received('speech_started');
      say({ type: 'input_audio_buffer.speech_started', audio_start_ms: 0, item_id: 'probe_u' + i });
    });
    for (let n = 0; n < pieces && !spoke; n++) {
      received(n ? 'delta' : 'first delta');
      say({ type: 'response.audio.delta', ...at, delta });
      const wait = began + (n + 1) * everyMs - now();
      if (everyMs > 0) await sleep(Math.max(0, wait));
    }
    await barge;
    await sleep(150);
    say({ type: 'input_audio_buffer.speech_stopped', audio_end_ms: 0, item_id: 'probe_u' + i });
    say({ type: 'response.done', response: { id: at.response_id, status: 'cancelled', output: [] } });
    await sleep(100);
  }

  channel.onmessage = async ({ data }) => {
    if (data.kind === 'notes') channel.postMessage({ kind: 'notes', notes });
    if (data.kind !== 'interrupt') return;
    playing = true;
    for (let i = 0; i < data.answers; i++) await interrupted(i, data);
    playing = false;
    channel.postMessage({ kind: 'done' });
  };
})();
`;

export interface Notes {
  /** Audio appends: the frame that was sent, and when it was captured; the latter is missing when the chunk had waited. */
  readonly appends: readonly { readonly at: number; readonly capturedAt: number | undefined; readonly text: string }[];
  /** Other frames, the first 1000 characters. */
  readonly sent: readonly { readonly at: number; readonly text: string }[];
  readonly received: readonly { readonly kind: 'first delta' | 'delta' | 'speech_started'; readonly at: number }[];
  readonly underruns: number;
}

/** Simulated answers, each interrupted while it plays. */
export interface Answers {
  readonly answers: number;
  /** Base64 of one piece of 16-bit PCM at 24 kHz. */
  readonly delta: string;
  readonly pieceMs: number;
  readonly pieces: number;
  /** Time between two pieces; 0 sends all of them at once. */
  readonly everyMs: number;
  /** From the first piece to `speech_started`, and up to 40 ms more. */
  readonly interruptMs: number;
}

export interface WorkerProbe {
  notes(): Promise<Notes>;
  /** Resolves when the last answer is over. */
  interrupt(answers: Answers): Promise<void>;
  restore(): void;
}

type Told = { readonly kind: 'notes'; readonly notes: Notes } | { readonly kind: 'done' };

/** Wraps the workers that are started from now on, until `restore` is called. */
export function probeWorker(): WorkerProbe {
  const name = `test-probe-${Math.random()}`;
  const channel = new BroadcastChannel(name);
  const Original = globalThis.Worker;
  globalThis.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      const script = `${prelude(name)}\nimportScripts(${JSON.stringify(new URL(url, location.href).href)});`;
      super(blobUrl(script), options);
    }
  };
  const told = <K extends Told['kind']>(kind: K) =>
    new Promise<Extract<Told, { kind: K }>>((resolve) => {
      channel.addEventListener('message', function listen({ data }: MessageEvent<Told>) {
        if (data.kind !== kind) return;
        channel.removeEventListener('message', listen);
        resolve(data as Extract<Told, { kind: K }>);
      });
    });
  return {
    async notes() {
      const answer = told('notes');
      channel.postMessage({ kind: 'notes' });
      return (await answer).notes;
    },
    async interrupt(answers) {
      const done = told('done');
      channel.postMessage({ kind: 'interrupt', ...answers });
      await done;
    },
    restore() {
      globalThis.Worker = Original;
      channel.close();
    },
  };
}
