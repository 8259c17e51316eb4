/** The fields that the rules of the later part rely on, by the type of the event (`protocol/parse-server-event.ts`). */
import { FORWARDED } from '../protocol/forwarded-events.js';
import type { ServerEvent } from '../protocol/server-events.js';

const OTHERS: { readonly [T in ServerEvent['type']]?: string } = {
  'conversation.item.retrieved': 'item',
  'response.audio_timestamp.delta': 'item_id text audio_offset_ms audio_duration_ms',
  'response.animation_viseme.delta': 'item_id audio_offset_ms',
  'response.animation_blendshapes.delta': 'item_id frame_index',
};

export const RELIED_ON: readonly (readonly [string, string])[] = [
  ...FORWARDED.map((type) => [type, 'item_id'] as const),
  ...Object.entries(OTHERS),
];
