/** The events of one connection in the words of voice agents. It follows the items, whose events differ most. */
import { durationMs } from '../audio/pcm.js';
import type { Entry } from '../conversation/conversation.js';
import type { Faults } from '../faults.js';
import type { Session } from '../session/session-types.js';
import type { JsonObject, ServerEvent } from '../shared/json.js';
import { writeItem, writeResponse } from './item-words.js';
import { writeSession } from './session-words.js';

const NAMES: Readonly<Record<string, string>> = {
  'response.audio.delta': 'response.output_audio.delta',
  'response.audio.done': 'response.output_audio.done',
  'response.audio_transcript.delta': 'response.output_audio_transcript.delta',
  'response.audio_transcript.done': 'response.output_audio_transcript.done',
  'response.text.delta': 'response.output_text.delta',
  'response.text.done': 'response.output_text.done',
};

/** Events that this protocol does not have. */
const UNKNOWN = /^response\.(audio_transcript\.annotation|foundry_agent_call|invocation)/;

/** What the writer needs of its connection. */
export interface Writing {
  readonly faults: Pick<Faults, 'itemEvents'>;
  readonly find: (itemId: string) => Entry | undefined;
  /** the id of a conversation that is stored */
  readonly storedAs: string | undefined;
}

type Write = (event: ServerEvent) => readonly ServerEvent[];

export class EventWriter {
  readonly #about: Writing;
  /** items of running responses */
  readonly #open = new Set<string>();
  /** the item before each item that was announced and is not done */
  readonly #announced = new Map<string, unknown>();

  constructor(about: Writing) {
    this.#about = about;
  }

  readonly write: Write = (event) => {
    if (UNKNOWN.test(event.type)) return [];
    const write = this.#table[event.type];
    return write ? write(event) : [{ ...event, type: NAMES[event.type] ?? event.type }];
  };

  readonly #table: Readonly<Record<string, Write>> = {
    'session.created': (event) => {
      const { storedAs } = this.#about;
      return [{ ...withSession(event), ...(storedAs !== undefined && { conversation_id: storedAs }) }];
    },
    'session.updated': (event) => [withSession(event)],
    'response.created': (event) => [withResponse(event)],
    'response.done': (event) => [withResponse(event)],
    'response.output_item.added': (event) => {
      this.#open.add(idOf(event));
      return [withItem(event)];
    },
    // the item of the conversation is done before the item of the response
    'response.output_item.done': (event) => {
      this.#open.delete(idOf(event));
      return [...this.#done(event), withItem(event)];
    },
    'conversation.item.created': (event) => this.#announce(event),
    // told with the announcement already
    'conversation.item.done': (event) => this.#done(event),
    'conversation.item.retrieved': (event) => [withItem(event)],
    'mcp_list_tools.completed': (event) => {
      const item = this.#about.find(String(event['item_id']))?.item;
      return [event, ...(item ? this.#done({ type: event.type, item }) : [])];
    },
    'conversation.item.input_audio_transcription.completed': ({ language: _, ...event }) => {
      const audio = this.#about.find(String(event['item_id']))?.audio;
      const seconds = audio ? durationMs(audio.pcm, audio.rateHz) / 1000 : 0;
      return [{ ...event, type: event.type, usage: { type: 'duration', seconds } }];
    },
  };

  #announce(event: ServerEvent): readonly ServerEvent[] {
    const told = withItem(event);
    const how = this.#about.faults.itemEvents ?? 'added';
    const id = idOf(event);
    const { item, previous_item_id: before } = event;
    this.#announced.set(id, before);
    const goesOn = this.#open.has(id) || (item as JsonObject)['type'] === 'mcp_list_tools';
    return [
      ...(how === 'created' ? [] : [{ ...told, type: 'conversation.item.added' }]),
      ...(how === 'added' ? [] : [told]),
      ...(goesOn ? [] : this.#done(event)),
    ];
  }

  /** The end of an item, once, and only of one that is in the conversation. */
  #done({ item }: ServerEvent): readonly ServerEvent[] {
    const whole = item as JsonObject;
    const id = String(whole['id']);
    if (!this.#announced.has(id)) return [];
    const before = this.#announced.get(id);
    this.#announced.delete(id);
    return [{ type: 'conversation.item.done', previous_item_id: before, item: writeItem(whole) }];
  }
}

const idOf = ({ item }: ServerEvent): string => String((item as JsonObject)['id']);
const withItem = (event: ServerEvent): ServerEvent => ({ ...event, item: writeItem(event['item'] as JsonObject) });
const withSession = (event: ServerEvent): ServerEvent => ({
  ...event,
  session: writeSession(event['session'] as Session),
});
const withResponse = (event: ServerEvent): ServerEvent => ({
  ...event,
  response: writeResponse(event['response'] as JsonObject),
});
