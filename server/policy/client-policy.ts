/**
 * What a page may send. A frame of sound in its exact form passes; everything else is parsed, judged by what was parsed, and
 * written anew, so that a second key, an escape or white space cannot make the service read another frame than the judge did.
 */
import { parseObject, type JsonObject } from '../options/json.js';
import { isBase64, soundBytes } from './audio-frame.js';
import { eventId, isCount, isId, isTooDeep } from './clean.js';
import type { ConversationState } from './conversation-state.js';
import { writeItemCreate } from './item-create.js';
import { writeResponseCreate } from './response-create.js';
import type { Rules } from './rules.js';
import { writeSessionUpdate } from './session-update.js';
import type { Verdict, Written } from './verdict.js';

const MOST_SDP = 65_536;

type Check = (value: unknown) => boolean;
interface Field {
  readonly check: Check;
  readonly optional?: boolean;
}
const id: Field = { check: isId };
const count: Field = { check: isCount };
const sdp: Field = { check: (value) => typeof value === 'string' && value.length <= MOST_SDP };

/** Events that are nothing but a name and a few plain fields. */
const PLAIN: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  'input_audio_buffer.commit': {},
  'input_audio_buffer.clear': {},
  'output_audio_buffer.clear': {},
  'conversation.item.delete': { item_id: id },
  'conversation.item.retrieve': { item_id: id },
  'conversation.item.truncate': { item_id: id, content_index: count, audio_end_ms: count },
  'response.cancel': { response_id: { ...id, optional: true } },
  'session.avatar.connect': { client_sdp: sdp },
};

export class ClientPolicy {
  readonly #rules: Rules;
  readonly #state: ConversationState;
  readonly #replayMs: number;
  readonly #now: () => number;

  constructor(rules: Rules, state: ConversationState, replayMs: number, now: () => number = Date.now) {
    this.#rules = rules;
    this.#state = state;
    this.#replayMs = replayMs;
    this.#now = now;
  }

  judge(frame: Buffer, isBinary: boolean): Verdict {
    if (isBinary) return { kind: 'close', code: 1003, reason: 'Frames are text.' };
    const sound = soundBytes(frame);
    if (sound !== undefined) return { kind: 'pass', data: frame, lane: 'sound', cost: sound };
    const event = parseObject(frame.toString('utf8'));
    if (!event || isTooDeep(event))
      return { kind: 'close', code: 1007, reason: 'The frame is no JSON object of the protocol.' };
    const written = this.#write(event);
    if ('drop' in written) return { kind: 'drop', reason: written.drop };
    const { lane, cost = 1, changed } = written;
    return { kind: 'pass', data: JSON.stringify(written.event), lane, cost, ...(changed && { changed }) };
  }

  #write(event: JsonObject): Written {
    const { type } = event;
    switch (type) {
      case 'input_audio_buffer.append':
        return writeAppend(event);
      case 'session.update':
        return writeSessionUpdate(event, this.#rules);
      case 'response.create':
        return writeResponseCreate(event, this.#rules);
      case 'conversation.item.create':
        return writeItemCreate(event, {
          rules: this.#rules,
          state: this.#state,
          now: this.#now(),
          replayMs: this.#replayMs,
        });
      case 'session.avatar.connect':
        return this.#rules.allowAvatar ? writePlain(event, type) : { drop: 'avatar' };
      default:
        return typeof type === 'string' && Object.hasOwn(PLAIN, type)
          ? writePlain(event, type)
          : { drop: 'unknown-type' };
    }
  }
}

function writeAppend(event: JsonObject): Written {
  const { type, audio } = event;
  if (!isBase64(audio)) return { drop: 'sound-form' };
  return { event: { type, ...eventId(event), audio }, lane: 'sound', cost: (audio.length * 3) >> 2 };
}

function writePlain(event: JsonObject, type: string): Written {
  const fields: Record<string, unknown> = {};
  for (const [name, { check, optional }] of Object.entries(PLAIN[type]!)) {
    const value = event[name];
    if (value === undefined && optional) continue;
    if (!check(value)) return { drop: 'field-form' };
    fields[name] = value;
  }
  return { event: { type, ...eventId(event), ...fields }, lane: 'other' };
}
