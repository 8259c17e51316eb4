/** Decodes appended base64 to samples, with the errors that the service would send. */
import { decodeInput } from '../audio/formats.js';
import { failure, invalidValue, type Result, success } from '../shared/result.js';
import type { Session } from '../session/session-types.js';

const MAX_APPEND_BYTES = 15 * 1024 * 1024;

export interface Heard {
  readonly voice: Int16Array;
  /** the echo reference, if the client sends one */
  readonly reference: Int16Array | undefined;
}

/** Decodes the audio of one event by the session's format. */
export function decodeAppend(session: Session, audio: string): Result<Heard> {
  const { input_audio_format: format, input_audio_echo_cancellation: echo } = session;
  const bytes = Buffer.from(audio, 'base64');
  const channels = echo?.channels ?? 1;
  const frameBytes = format === 'pcm16' ? 2 * channels : 1;
  if (bytes.length > MAX_APPEND_BYTES) return failure(invalidValue('audio', 'One append may carry at most 15 MiB.'));
  if (bytes.length % frameBytes !== 0) {
    const message = `The length of '${format}' audio must be a multiple of ${frameBytes} bytes.`;
    return failure(invalidValue('audio', message));
  }
  return success({
    voice: decodeInput(bytes, format, channels),
    reference: channels === 2 ? decodeInput(bytes, format, channels, 1) : undefined,
  });
}
