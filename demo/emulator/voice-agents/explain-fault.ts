/** Faults of the session's rules, which name its fields as Voice Live does. */
import type { RequestFault } from '../shared/result.js';

/** The fields as a rule names them, and as the client wrote them. */
const PATHS: readonly (readonly [own: string, told: string])[] = [
  ['session.turn_detection', 'session.audio.input.turn_detection'],
  ['session.input_audio_format', 'session.audio.input.format'],
  ['session.input_audio_noise_reduction', 'session.audio.input.noise_reduction'],
  ['session.input_audio_echo_cancellation', 'session.audio.input.echo_cancellation'],
  ['session.input_audio_transcription', 'session.audio.input.transcription'],
  ['session.voice', 'session.audio.output.voice'],
  ['response.voice', 'response.audio.output.voice'],
];

const rename = (text: string): string => PATHS.reduce((renamed, [own, told]) => renamed.replaceAll(own, told), text);

export const explainFault = ({ code, message, param }: RequestFault): RequestFault => ({
  ...{ code, message: rename(message) },
  ...(param !== undefined && { param: rename(param) }),
});
