/** An option that cannot be right, or a package that is missing: a sentence that says what to do. */
export class VoiceServerError extends Error {
  override readonly name = 'VoiceServerError';
}
