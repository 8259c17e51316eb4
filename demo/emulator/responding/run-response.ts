import { say } from '../answering/answer.js';
import { chooseAnswer } from '../answering/choose-answer.js';
import type { Entry } from '../conversation/conversation.js';
import type { JsonObject } from '../wire.js';
import { callFunction } from './call-function.js';
import { speakMessage } from './speak-message.js';
import type { CancelReason, Performance } from './stage.js';
import { countUsage } from './usage.js';
import { writeMessage } from './write-message.js';

/**
 * Plays one response from `response.created` to `response.done`. Aborting the signal cancels it; its reason is a
 * `CancelReason`, and the closing events are sent all the same.
 */
export async function runResponse(performance: Performance, context: readonly Entry[]): Promise<void> {
  const { stage, signal } = performance;
  stage.send({ type: 'response.created', response: describe(performance, { status: 'in_progress' }) });
  stage.send({ type: 'rate_limits.updated', rate_limits: RATE_LIMITS });
  const failed = await perform(performance, context).catch((error: unknown) => String(error));
  const ending = signal.aborted ? cancelled(signal.reason as CancelReason) : failed ? failure(failed) : COMPLETED;
  const usage = countUsage(context, performance.output);
  stage.send({ type: 'response.done', response: describe(performance, { ...ending, usage }) });
}

const RATE_LIMITS = [
  { name: 'requests', limit: 1000, remaining: 999, reset_seconds: 0.06 },
  { name: 'tokens', limit: 120_000, remaining: 116_000, reset_seconds: 2 },
];
const COMPLETED = { status: 'completed' };
const cancelled = (reason: CancelReason) => ({ status: 'cancelled', status_details: { type: 'cancelled', reason } });
const failure = (message: string) => ({
  status: 'failed',
  status_details: { type: 'failed', error: { type: 'server_error', code: 'server_error', message } },
});

/** @returns why it failed, or nothing */
async function perform(performance: Performance, context: readonly Entry[]): Promise<string | undefined> {
  const { stage, settings, signal } = performance;
  const answer = settings.script === undefined ? chooseAnswer(context, settings.tools) : say(settings.script);
  switch (answer.kind) {
    case 'fail':
      return answer.message;
    case 'call':
      for (const call of answer.calls) if (!signal.aborted) await callFunction(performance, call);
      return undefined;
    case 'warn':
      stage.send({ type: 'warning', warning: { code: 'emulated_warning', message: answer.message } });
      await sayText(performance, answer.text);
      return undefined;
    case 'say':
      if (answer.afterMs) await stage.clock.sleep(answer.afterMs, signal);
      if (!signal.aborted) await sayText(performance, answer.text, answer.replay);
      return undefined;
  }
}

const sayText = (performance: Performance, text: string, replay?: Entry['audio']): Promise<void> =>
  performance.settings.spoken ? speakMessage(performance, text, replay) : writeMessage(performance, text);

function describe({ responseId, settings, output }: Performance, progress: JsonObject): JsonObject {
  return {
    id: responseId,
    object: 'realtime.response',
    status_details: null,
    output: output.map((entry) => entry.item),
    modalities: settings.modalities,
    voice: settings.voice,
    output_audio_format: settings.outputFormat,
    temperature: settings.temperature,
    max_output_tokens: settings.maxOutputTokens,
    ...(settings.metadata && { metadata: settings.metadata }),
    ...progress,
  };
}
