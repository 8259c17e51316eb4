/** The client events as types. Types only. */
import type { RequestItem } from '../conversation/items.js';
import type { ResponseParams } from '../responding/response-settings.js';
import type { SessionPatch } from '../session/session-types.js';

interface Event<Type extends string> {
  readonly type: Type;
  readonly event_id?: string;
}

/** A client event that has passed the schema of its type. */
export type ClientEvent =
  | (Event<'session.update'> & { readonly session: SessionPatch })
  | (Event<'input_audio_buffer.append'> & { readonly audio: string })
  | Event<'input_audio_buffer.commit'>
  | Event<'input_audio_buffer.clear'>
  | Event<'output_audio_buffer.clear'>
  | (Event<'conversation.item.create'> & { readonly previous_item_id?: string | null; readonly item: RequestItem })
  | (Event<'conversation.item.delete'> & { readonly item_id: string })
  | (Event<'conversation.item.retrieve'> & { readonly item_id: string })
  | (Event<'conversation.item.truncate'> & {
      readonly item_id: string;
      readonly content_index: number;
      readonly audio_end_ms: number;
    })
  | (Event<'input_text.delta'> & { readonly id: string; readonly delta: string; readonly content_index?: number })
  | (Event<'input_text.done'> & { readonly id: string; readonly content_index?: number })
  | (Event<'response.create'> & { readonly response?: ResponseParams; readonly additional_instructions?: string })
  | (Event<'response.cancel'> & { readonly response_id?: string })
  | Event<'input_audio.clear'>
  | (Event<'input_audio.turn.start'> & AudioTurn)
  | (Event<'input_audio.turn.end'> & AudioTurn)
  | (Event<'input_audio.turn.cancel'> & AudioTurn)
  | (Event<'input_audio.turn.append'> & AudioTurn & { readonly audio: string })
  | Event<'session.avatar.connect'>
  | (Event<'rtc.call.sdp.create'> & { readonly sdp_offer?: string })
  | Event<'byom_credential.update'>
  | Event<'mcp_approval_response'>;

interface AudioTurn {
  readonly turn_id: string;
}

export type ClientEventType = ClientEvent['type'];
