/** Sends the first and the last event of a response. The events between them are in play-answer.ts. */
import { say } from '../answering/answer.js';
import { answerInstructions } from '../answering/instructions.js';
import { chooseAnswer } from '../answering/choose-answer.js';
import { scriptedAnswer } from '../answering/scripted.js';
import type { Entry } from '../conversation/conversation.js';
import type { JsonObject } from '../shared/json.js';
import { type Ending, failed } from './ending.js';
import { playAnswer } from './play-answer.js';
import type { CancelReason, ResponseRun } from './response-run.js';
import { countUsage } from './usage.js';

/**
 * Plays one response from `response.created` to `response.done`. Aborting the signal cancels it; its reason is a
 * `CancelReason`, and the closing events are sent all the same.
 */
export async function runResponse(run: ResponseRun, context: readonly Entry[]): Promise<void> {
  const { services, signal } = run;
  services.send({ type: 'response.created', response: describe(run, { status: 'in_progress' }) });
  if (services.tellsRateLimits) services.send({ type: 'rate_limits.updated', rate_limits: RATE_LIMITS });
  const ended = await perform(run, context).catch((error: unknown) => failed(String(error)));
  const ending = signal.aborted ? cancelled(signal.reason as CancelReason) : ended;
  const usage = countUsage(context, run.output);
  services.send({ type: 'response.done', response: describe(run, { ...ending, usage }) });
}

const RATE_LIMITS = [
  { name: 'requests', limit: 1000, remaining: 999, reset_seconds: 0.06 },
  { name: 'tokens', limit: 120_000, remaining: 116_000, reset_seconds: 2 },
];
const cancelled = (reason: CancelReason) => ({ status: 'cancelled', status_details: { type: 'cancelled', reason } });

function perform(run: ResponseRun, context: readonly Entry[]): Promise<Ending> {
  const { services } = run;
  const { script, instructions, kept, ...situation } = run.settings;
  const answer =
    script === undefined
      ? (answerInstructions(instructions, kept) ??
        scriptedAnswer(services.answers, context) ??
        services.agent?.choose(context) ??
        chooseAnswer({ context, ...situation }))
      : say(script);
  return services.agent?.play(run, answer) ?? playAnswer(run, answer);
}

function describe({ responseId, settings, output }: ResponseRun, progress: JsonObject): JsonObject {
  return {
    id: responseId,
    object: 'realtime.response',
    status_details: null,
    output: output.map((entry) => entry.item),
    usage: null,
    conversation_id: settings.kept ? settings.conversationId : null,
    modalities: settings.modalities,
    voice: settings.voice,
    output_audio_format: settings.outputFormat,
    temperature: settings.temperature ?? null,
    max_output_tokens: settings.maxOutputTokens,
    metadata: settings.metadata ?? null,
    ...progress,
  };
}
