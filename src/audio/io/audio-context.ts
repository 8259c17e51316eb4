/** An autoplay rule may hold the context back: `resume()` then stays pending and tells nothing. */
export type ContextOutcome = 'running' | 'blocked';

/** One user's hold on the page's AudioContext. */
export interface SharedContext {
  readonly context: AudioContext;
  /** How the resume begun by `acquireContext` ended. */
  readonly outcome: Promise<ContextOutcome>;
  /** Tries again; call it inside a gesture. */
  resume(): Promise<ContextOutcome>;
  /** Gives the context back. May be called twice. */
  release(): void;
}

/** Where browsers let a context choose its speaker; '' is the default. */
export interface SinkContext extends AudioContext {
  readonly sinkId?: string;
  setSinkId?(sinkId: string): Promise<void>;
}

const RESUME_MS = 1000;
/** A call that ends is often followed by another. */
const LINGER_MS = 10_000;
/** A player that ends fades out, which wants a context that runs. */
const FADE_MS = 50;

let shared: AudioContext | undefined;
let users = 0;
let closing: ReturnType<typeof setTimeout> | undefined;

/**
 * The page's one AudioContext, at the device's own rate, made on first use and told to run. Call it inside the
 * visitor's gesture, before the first await.
 */
export function acquireContext(): SharedContext {
  clearTimeout(closing);
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

/** Also where it seems to run: the last user's suspend may be under way. */
async function resume(context: AudioContext): Promise<ContextOutcome> {
  // interrupted (a phone call, the lock screen): resuming would fail, and the system itself gives the context back
  if ((context.state as string) !== 'interrupted') {
    const timeout = new Promise((resolve) => setTimeout(resolve, RESUME_MS));
    await Promise.race([context.resume().catch(() => undefined), timeout]);
  }
  return context.state === 'running' ? 'running' : 'blocked';
}

function release(context: AudioContext): void {
  if (context !== shared || --users) return;
  setTimeout(() => users || context.suspend().catch(() => undefined), FADE_MS);
  // a context that was sent to one speaker is not the next call's
  closing = setTimeout(abandonContext, (context as SinkContext).sinkId ? 0 : LINGER_MS, context);
}

/** This context is of no more use to anybody: whoever comes next gets a new one. */
export function abandonContext(context: AudioContext): void {
  if (context !== shared) return;
  shared = undefined;
  void context.close().catch(() => undefined);
}
