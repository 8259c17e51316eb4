/**
 * The page's one AudioContext, which all agents on it share. It knows who uses the context and when it may rest, and nothing
 * of what is played.
 */

/** `blocked`: an autoplay rule does not let the context run. Its `resume()` then stays pending without an error. */
export type ContextOutcome = 'running' | 'blocked';

/** The page's AudioContext, as one user of it holds it. */
export interface SharedContext {
  readonly context: AudioContext;
  /** The result of the `resume()` that `acquireContext` began. */
  readonly outcome: Promise<ContextOutcome>;
  /** Tries again. Call it inside a gesture of the visitor. */
  resume(): Promise<ContextOutcome>;
  /** Gives the context back. May be called twice. */
  release(): void;
}

/** A context in browsers that let it choose its speaker. '' is the default one. */
export interface SinkContext extends AudioContext {
  readonly sinkId?: string;
  setSinkId?(sinkId: string): Promise<void>;
}

/** The time for a context to run. Our choice: a blocked context never reports, a free one runs within 100 ms. */
const RESUME_MS = 1000;
/** How long an unused context is kept. Our choice: another call often follows soon. */
const LINGER_MS = 10_000;
/** The context still runs so long after its last user: playback fades out. */
const FADE_MS = 50;

let shared: AudioContext | undefined;
let users = 0;
let closing: ReturnType<typeof setTimeout> | undefined;

/**
 * Returns the page's one AudioContext, at the device's own rate. It is made on first use, and resumed. Call it inside the
 * visitor's gesture, before the first await.
 */
export function acquireContext(): SharedContext {
  clearTimeout(closing);
  setSession('play-and-record');
  if (!shared || shared.state === 'closed') {
    shared = new AudioContext({ latencyHint: 'interactive' });
    users = 0;
  }
  const context = shared;
  users++;
  let held = true;
  return {
    context,
    outcome: resume(context),
    resume: () => resume(context),
    release() {
      if (held) release(context);
      held = false;
    },
  };
}

/** Tells Safari what the sound is for: an iPhone plays a call on its loudspeaker, and lets it go on beside other sounds. */
function setSession(type: string): void {
  const { audioSession } = navigator as { readonly audioSession?: { type: string } };
  if (audioSession) audioSession.type = type;
}

/** Resumes the context even if its state is `running`: a suspend for the last user may be under way. */
async function resume(context: AudioContext): Promise<ContextOutcome> {
  const timeout = new Promise((resolve) => setTimeout(resolve, RESUME_MS));
  await Promise.race([context.resume().catch(() => undefined), timeout]);
  return context.state === 'running' ? 'running' : 'blocked';
}

function release(context: AudioContext): void {
  if (context !== shared || --users) return;
  setSession('auto');
  setTimeout(() => users || context.suspend().catch(() => undefined), FADE_MS);
  // The next call should not begin on a speaker that was chosen for this one.
  closing = setTimeout(abandonContext, (context as SinkContext).sinkId ? 0 : LINGER_MS, context);
}

/** Closes a context that does not work any more. The next user gets a new one. */
export function abandonContext(context: AudioContext): void {
  if (context !== shared) return;
  shared = undefined;
  void context.close().catch(() => undefined);
}
