/** Interim responses: a sentence while the answer takes long. */
import { sayWords } from './say-words.js';
import type { ResponseRun } from './response-run.js';

/** Thresholds and words where the session names none. */
const DEFAULT_LATENCY_MS = 2000;
const DEFAULT_TEXT = 'One moment, please.';

/** Waits, and says something meanwhile when it takes longer than the session's threshold. */
export async function fillWait(run: ResponseRun, waitMs: number): Promise<void> {
  const { services, settings, signal } = run;
  const thresholdMs = settings.interim?.latency_threshold_ms ?? DEFAULT_LATENCY_MS;
  if (!asked(run, 'latency') || waitMs <= thresholdMs) return services.clock.sleep(waitMs, signal);
  await services.clock.sleep(thresholdMs, signal);
  const saidAt = services.clock.now();
  await sayInterim(run);
  await services.clock.sleep(waitMs - thresholdMs - (services.clock.now() - saidAt), signal);
}

/** Says something before a tool is called, if the session wants it so. */
export async function fillWaitForTool(run: ResponseRun): Promise<void> {
  if (asked(run, 'tool')) await sayInterim(run);
}

/** A configuration without triggers means latency. */
const asked = ({ settings: { interim } }: ResponseRun, trigger: 'latency' | 'tool'): boolean =>
  interim !== undefined && (interim.triggers ?? ['latency']).includes(trigger);

async function sayInterim(run: ResponseRun): Promise<void> {
  const texts = run.settings.interim?.texts ?? [];
  await sayWords(run, { text: texts[run.output.length % texts.length] ?? DEFAULT_TEXT });
}
