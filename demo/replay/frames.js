/** Frames of a recording as they are played now. Pure. */

/** A byte of silence in each format, as a base64 digit that is repeated. */
const SILENCE = { g711_ulaw: '/', g711_alaw: 'V' };

/** What was said in the item of a frame. */
export const textOf = ({ item }) => item?.content?.map(({ text = '' }) => text).join('') ?? '';

/** True for a message that the visitor typed. */
export const isTyped = ({ type, item }) =>
  type === 'conversation.item.create' &&
  item?.role === 'user' &&
  Boolean(item.content?.some((part) => part.type === 'input_text'));

/** True for an entry that only a conversation with a voice agent has. */
export const isOfVoiceAgent = ({ kind, frame }) => kind === 'received' && frame?.session?.type === 'realtime';

/** Sound that was not kept is silence; so is sound at another speed, of the length that it has then. */
function soundOf(delta, cut, speed, format) {
  if (speed === 1 && delta) return delta;
  // Whole samples: 8 digits are 6 bytes.
  const digits = Math.max(8, Math.round((delta.length + cut) / speed / 8) * 8);
  return (SILENCE[format] ?? 'A').repeat(digits);
}

/**
 * @param sound characters of sound that were left out
 * @param now.names the engine's ids in place of the recorded ones
 * @param now.lateMs how much later it is now than it was
 * @returns the frame's text
 */
export function asNow(frame, sound = 0, { names, lateMs, speed, format }) {
  const played = { ...frame };
  if (/^response\.(output_)?audio\.delta$/.test(frame.type))
    played.delta = soundOf(frame.delta ?? '', sound, speed, format);
  if (Number.isFinite(frame.session?.expires_at)) {
    played.session = { ...frame.session, expires_at: Math.round(frame.session.expires_at + lateMs / 1000) };
  }
  let json = JSON.stringify(played);
  for (const [from, to] of names) json = json.replaceAll(`"${from}"`, `"${to}"`);
  return json;
}
