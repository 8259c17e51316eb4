/**
 * Simulates the service's side of one session. Whatever the real service would refuse, or the design of lines forbids, is
 * recorded in `faults`. The session detects speech and answers it, and answers requests.
 */
import type { ClientEvent } from '../../../src/worker/protocol/client-events.js';

/** A chunk of the microphone. `loud` is true when somebody speaks in it. */
export interface Chunk {
  readonly number: number;
  readonly loud: boolean;
}

interface Item {
  readonly id: string;
  readonly type: string;
  readonly role?: string;
  readonly call_id?: string;
  readonly content?: readonly { readonly text?: string; readonly type: string }[];
}

export interface Rules {
  /** Whether the service detects the visitor's turns. */
  readonly detects: boolean;
  readonly lifeMs: number;
  readonly now: () => number;
  /** Makes an id that is unique in all sessions, as the service does. */
  readonly id: (kind: string) => string;
}

/** A turn begins after this many loud chunks in a row, and ends after this many quiet ones. */
const ONSET = 3;
const PAUSE = 25;
const PATIENCE_MS = 14_000;

export class ServiceSession {
  readonly id: string;
  readonly items: Item[] = [];
  /** Frames that have not been delivered to the page yet. */
  readonly outbound: string[] = [];
  readonly faults: string[] = [];
  /** Numbers of the chunks that arrived, in order. */
  readonly heard = new Set<number>();
  #lastHeard = -1;
  readonly #rules: Rules;
  modalities: readonly string[] = [];
  ready = false;
  /** Number of greetings that have started. */
  greeted = 0;
  /** The response in progress. */
  response: { readonly id: string; readonly item: string; readonly isAsked: boolean; words: number } | undefined;
  #loud = 0;
  #quiet = 0;
  #count = 0;
  /** The item id of the turn that the visitor is speaking. */
  #turn: string | undefined;
  readonly #untranscribed: string[] = [];
  #uncommitted = 0;
  readonly #toldCalls: string[] = [];
  #responses = 0;
  #toldAt = 0;
  #stalled = false;

  constructor(rules: Rules) {
    this.#rules = rules;
    this.id = rules.id('sess');
    this.tell({ type: 'session.created', session: this.#session() });
  }

  tell(event: object): void {
    if ('response' in event || 'response_id' in event) this.#toldAt = this.#rules.now();
    this.outbound.push(JSON.stringify(event));
  }

  #session() {
    const { detects, lifeMs, now } = this.#rules;
    return {
      id: this.id,
      expires_at: (now() + lifeMs) / 1000,
      modalities: this.modalities,
      turn_detection: detects ? { type: 'server_vad', create_response: true, interrupt_response: true } : null,
      input_audio_transcription: { model: 'azure-speech' },
      voice: { type: 'azure-standard', name: 'en-US-AvaNeural' },
    };
  }

  receive(text: string): void {
    const event = JSON.parse(text) as ClientEvent;
    if (!this.ready && event.type !== 'session.update') this.faults.push(`7: ${event.type} before session.updated`);
    switch (event.type) {
      case 'session.update':
        this.modalities = event.session.modalities ?? this.modalities;
        this.ready = true;
        return this.tell({ type: 'session.updated', session: this.#session() });
      case 'conversation.item.create':
        return this.#add(event.item as Item, event.previous_item_id);
      case 'conversation.item.retrieve': {
        const item = this.items.find(({ id }) => id === event.item_id);
        return this.tell(
          item ? { type: 'conversation.item.retrieved', item } : { type: 'error', error: { event_id: event.event_id } },
        );
      }
      case 'response.create':
        return this.#ask(event.response?.pre_generated_assistant_message !== undefined, event.event_id);
      case 'response.cancel':
        return this.#finish('cancelled');
      case 'input_audio_buffer.append':
        for (const chunk of JSON.parse(event.audio) as Chunk[]) this.#hear(chunk);
        return;
      case 'input_audio_buffer.commit':
        if (!this.#uncommitted) this.faults.push('commit of an empty buffer');
        return this.#commit(this.#rules.id('item'));
      default:
        this.faults.push(`unexpected ${event.type}`);
    }
  }

  #add(item: Item, previous?: string | null): void {
    const { id, type, call_id } = item;
    const known = (kind: string) => this.items.some((other) => other.type === kind && other.call_id === call_id);
    if (this.items.some((other) => other.id === id)) this.faults.push(`5: second item ${id}`);
    if (type === 'function_call_output' && !known('function_call'))
      this.faults.push(`5: output without its call ${call_id}`);
    if (type === 'function_call_output' && known(type)) this.faults.push(`5: second output of ${call_id}`);
    const at = previous === 'root' ? 0 : this.items.findIndex((other) => other.id === previous) + 1;
    if (previous && previous !== 'root' && !at) this.faults.push(`5: unknown previous item ${previous}`);
    if (type === 'function_call') this.#toldCalls.push(call_id!);
    if (previous) this.items.splice(at, 0, item);
    else this.items.push(item);
    this.tell({ type: 'conversation.item.created', previous_item_id: this.#before(item), item });
  }

  #before(item: Item): string | null {
    return this.items[this.items.indexOf(item) - 1]?.id ?? null;
  }

  #ask(greets: boolean, eventId: string | undefined): void {
    if (this.response) {
      // Not a fault of the client if the service started the response by itself at the same time, or if the response was
      // silent for so long that the gate no longer waits for it.
      this.#stalled ||= this.#rules.now() - this.#toldAt >= PATIENCE_MS;
      if (!this.#stalled && this.response.isAsked) this.faults.push('6: asked while a response runs');
      return this.tell({ type: 'error', error: { code: 'response_active', event_id: eventId } });
    }
    // Checks only calls of the replayed history, which lines must answer. Other calls are subject to the rules of the turn.
    const isOwed = (call: string) =>
      !this.items.some((item) => item.type === 'function_call_output' && item.call_id === call);
    if (!this.#responses && this.#toldCalls.some(isOwed)) this.faults.push('6: asked while outputs are owed');
    this.#respond(true, greets);
  }

  #respond(isAsked: boolean, greets = false): void {
    const [id, item] = [this.#rules.id('resp'), this.#rules.id('item')];
    this.response = { id, item, isAsked, words: 0 };
    this.#responses++;
    this.tell({ type: 'response.created', response: { id, status: 'in_progress' } });
    if (!greets) return;
    this.greeted++;
    this.speak();
  }

  /** Sends the next word of the answer. */
  speak(): void {
    if (!this.response) return;
    const { id, item } = this.response;
    const base = { response_id: id, item_id: item, content_index: 0 };
    if (!this.response.words) {
      const message: Item = { id: item, type: 'message', role: 'assistant', content: [] };
      this.tell({ type: 'response.output_item.added', response_id: id, item: message });
      this.items.push(message);
      this.tell({ type: 'conversation.item.created', previous_item_id: this.#before(message), item: message });
    }
    this.response.words++;
    this.tell({ type: 'response.audio_transcript.delta', ...base, delta: `word${++this.#count} ` });
  }

  /** Makes the answer call a function of the page. */
  call(): void {
    if (!this.response) return;
    const item = {
      id: this.#rules.id('item'),
      type: 'function_call',
      call_id: this.#rules.id('call'),
      name: 'look',
      arguments: '{}',
    };
    this.items.push(item);
    this.tell({
      type: 'conversation.item.created',
      previous_item_id: this.#before(item),
      item: { ...item, arguments: '' },
    });
    this.tell({ type: 'response.output_item.done', response_id: this.response.id, item });
  }

  finish(): void {
    this.#finish('completed');
  }

  #finish(status: string): void {
    if (!this.response) return;
    const { id, item, words } = this.response;
    this.response = undefined;
    const output = words ? [{ id: item, type: 'message', role: 'assistant', content: [] }] : [];
    for (const message of output) this.tell({ type: 'response.output_item.done', response_id: id, item: message });
    this.tell({ type: 'response.done', response: { id, status, output } });
  }

  /** Sends the transcript of the oldest turn that has none. */
  transcribe(): void {
    const item_id = this.#untranscribed.shift();
    const type = 'conversation.item.input_audio_transcription.completed';
    if (item_id) this.tell({ type, item_id, content_index: 0, transcript: `said ${item_id}` });
  }

  #hear({ loud, number }: Chunk): void {
    if (number <= this.#lastHeard) this.faults.push('7: sound out of order, or twice on a line');
    this.heard.add(number);
    this.#lastHeard = number;
    this.#uncommitted++;
    if (!this.#rules.detects) return;
    this.#loud = loud ? this.#loud + 1 : 0;
    this.#quiet = loud ? 0 : this.#quiet + 1;
    if (!this.#turn && this.#loud === ONSET) {
      this.#turn = this.#rules.id('item');
      const audio_start_ms = (this.heard.size - ONSET) * 20;
      this.tell({ type: 'input_audio_buffer.speech_started', item_id: this.#turn, audio_start_ms });
      this.#finish('cancelled');
    } else if (this.#turn && this.#quiet === PAUSE) {
      const turn = this.#turn;
      this.#turn = undefined;
      this.tell({ type: 'input_audio_buffer.speech_stopped', item_id: turn, audio_end_ms: this.heard.size * 20 });
      this.#commit(turn);
      this.#finish('cancelled');
      this.#respond(false);
    }
  }

  #commit(id: string): void {
    this.#uncommitted = 0;
    const item: Item = { id, type: 'message', role: 'user', content: [{ type: 'input_audio' }] };
    this.items.push(item);
    const previous_item_id = this.#before(item);
    this.tell({ type: 'input_audio_buffer.committed', item_id: id, previous_item_id });
    this.tell({ type: 'conversation.item.created', previous_item_id, item });
    this.#untranscribed.push(id);
  }
}
