import type { LinesHooks } from '../lines-hooks.js';
import { OTHER_RATES } from '../media/wire-audio.js';
import type { ResponseSession } from '../protocol/objects/index.js';

/** Says that the service reports a rate that no session has, and which one is used. */
export function warnOfRate(
  { input_audio_sampling_rate: rate }: ResponseSession,
  { tell }: Pick<LinesHooks, 'tell'>,
): void {
  if (!rate || rate === 24_000 || OTHER_RATES.includes(rate)) return;
  tell({ kind: 'warning', text: `the service reports input_audio_sampling_rate ${rate}: 24000 is used` });
}
