/** Converts a client's item to an entry of the conversation. */
import { decodeInput } from '../audio/formats.js';
import { newId } from '../shared/ids.js';
import type { Session } from '../session/session-types.js';
import type { Entry } from './conversation.js';
import type { ContentPart, Item, RequestItem } from './items.js';

/** Adds id and status to a client's item, and stores its decoded audio apart from the item. */
export function makeEntry(request: RequestItem, session: Session): Entry {
  // the output of a function has no status on the wire
  const status = request.type === 'function_call_output' ? {} : { status: 'completed' };
  const item = { id: newId('item'), ...status, ...request, object: 'realtime.item' } as Item;
  if (item.type !== 'message') return { item };
  const sound = item.content.find((part) => part.type === 'input_audio');
  const stripped: Item = { ...item, content: item.content.map(asTold) };
  if (!sound?.audio) return { item: stripped };
  const pcm = decodeInput(Buffer.from(sound.audio, 'base64'), session.input_audio_format);
  return { item: stripped, audio: { pcm, rateHz: session.input_audio_sampling_rate } };
}

/** A part as the service sends it: without audio, and with the older name of a type that has two. */
function asTold(part: ContentPart): ContentPart {
  const { audio, ...rest } = part;
  if (part.type === 'output_text') return { ...rest, type: 'text' };
  return audio === undefined ? part : { transcript: null, ...rest };
}
