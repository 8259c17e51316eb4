import { sayWords } from './say-words.js';
import type { Performance } from './stage.js';

/** Thresholds and words where the session names none. */
const DEFAULT_LATENCY_MS = 2000;
const DEFAULT_TEXT = 'One moment, please.';

/** Waits; when that takes longer than the session likes, something is said meanwhile. */
export async function fillWait(performance: Performance, waitMs: number): Promise<void> {
  const { stage, settings, signal } = performance;
  const thresholdMs = settings.interim?.latency_threshold_ms ?? DEFAULT_LATENCY_MS;
  if (!asked(performance, 'latency') || waitMs <= thresholdMs) return stage.clock.sleep(waitMs, signal);
  await stage.clock.sleep(thresholdMs, signal);
  const saidAt = stage.clock.now();
  await sayInterim(performance);
  await stage.clock.sleep(waitMs - thresholdMs - (stage.clock.now() - saidAt), signal);
}

/** Says something before a tool is called, if the session wants it so. */
export async function fillWaitForTool(performance: Performance): Promise<void> {
  if (asked(performance, 'tool')) await sayInterim(performance);
}

/** A configuration without triggers means latency. */
const asked = ({ settings: { interim } }: Performance, trigger: 'latency' | 'tool'): boolean =>
  interim !== undefined && (interim.triggers ?? ['latency']).includes(trigger);

async function sayInterim(performance: Performance): Promise<void> {
  const texts = performance.settings.interim?.texts ?? [];
  await sayWords(performance, { text: texts[performance.output.length % texts.length] ?? DEFAULT_TEXT });
}
