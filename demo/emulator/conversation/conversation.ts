/** The items of one session. It knows their order, and sends no event. */
import { durationMs } from '../audio/pcm.js';
import type { MonoAudio } from '../audio/wav.js';
import { failure, invalidValue, type Result, success } from '../shared/result.js';
import type { Item, MessageItem } from './items.js';

export interface Entry {
  readonly item: Item;
  /** what was said or heard, at its own rate; kept apart from the item because events do not carry it */
  readonly audio?: MonoAudio;
  /** true when the rest of it must not be added any more */
  readonly truncated?: true;
  /** its text was streamed, and the client has ended the stream */
  readonly textDone?: true;
}

/** The items of a session, in order. */
export class Conversation {
  #entries: readonly Entry[] = [];

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get items(): readonly Item[] {
    return this.#entries.map((entry) => entry.item);
  }

  get lastId(): string | null {
    return this.#entries.at(-1)?.item.id ?? null;
  }

  find(itemId: string): Entry | undefined {
    return this.#entries.find(({ item }) => item.id === itemId);
  }

  /**
   * @param previousItemId the item to insert after; `root` is the beginning; undefined or null is the end
   * @returns the id of the item before it
   */
  add(entry: Entry, previousItemId?: string | null): Result<string | null> {
    const { item } = entry;
    if (this.find(item.id)) return failure(invalidValue('item.id', `There is already an item '${item.id}'.`));
    if (item.type === 'function_call_output' && !this.#hasCall(item.call_id)) {
      return failure(invalidValue('item.call_id', `No function call has the call_id '${item.call_id}'.`));
    }
    const index = this.#indexBehind(previousItemId);
    if (index === undefined) return failure(notFound(previousItemId ?? '', 'previous_item_id'));
    this.#entries = this.#entries.toSpliced(index, 0, entry);
    return success(this.#entries[index - 1]?.item.id ?? null);
  }

  /** Does nothing when the item has been deleted in the meantime. */
  replace(entry: Entry): void {
    this.#entries = this.#entries.map((old) => (old.item.id === entry.item.id ? entry : old));
  }

  delete(itemId: string): Result<undefined> {
    if (!this.find(itemId)) return failure(notFound(itemId, 'item_id'));
    this.#entries = this.#entries.filter(({ item }) => item.id !== itemId);
    return success(undefined);
  }

  /** Cuts an assistant's audio to what was heard. Its transcript is removed, because the position of the cut in it is unknown. */
  truncate(itemId: string, contentIndex: number, audioEndMs: number, remark?: string): Result<undefined> {
    const entry = this.find(itemId);
    if (!entry) return failure(notFound(itemId, 'item_id'));
    const { item, audio } = entry;
    if (item.type !== 'message' || item.role !== 'assistant') {
      return failure(invalidValue('item_id', 'Only messages of the assistant can be truncated.'));
    }
    if (item.content[contentIndex]?.type !== 'audio' || !audio) {
      return failure(invalidValue('content_index', `Content part ${contentIndex} of '${itemId}' has no audio.`));
    }
    const lengthMs = durationMs(audio.pcm, audio.rateHz);
    if (audioEndMs > lengthMs) {
      const message = `Audio content of ${Math.floor(lengthMs)}ms is already shorter than ${audioEndMs}ms.`;
      return failure(invalidValue('audio_end_ms', message));
    }
    const pcm = audio.pcm.slice(0, Math.round((audioEndMs * audio.rateHz) / 1000));
    const status = item.status === 'in_progress' ? 'incomplete' : item.status;
    this.replace({
      item: { ...withTranscript(item, contentIndex, remark ?? null), status },
      audio: { ...audio, pcm },
      truncated: true,
    });
    return success(undefined);
  }

  #hasCall(callId: string): boolean {
    return this.items.some((item) => item.type === 'function_call' && item.call_id === callId);
  }

  #indexBehind(previousItemId: string | null | undefined): number | undefined {
    if (previousItemId === undefined || previousItemId === null) return this.#entries.length;
    if (previousItemId === 'root') return 0;
    const index = this.#entries.findIndex(({ item }) => item.id === previousItemId);
    return index < 0 ? undefined : index + 1;
  }
}

export function withTranscript(item: MessageItem, contentIndex: number, transcript: string | null): MessageItem {
  return { ...item, content: item.content.map((part, i) => (i === contentIndex ? { ...part, transcript } : part)) };
}

export const notFound = (itemId: string, param: string) => ({
  code: 'item_not_found',
  message: `There is no item '${itemId}' in this conversation.`,
  param,
});
