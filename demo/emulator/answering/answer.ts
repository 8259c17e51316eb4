import type { MonoAudio } from '../audio/wav.js';

export interface PlannedCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What to do in one response, before it is spoken, written or called. */
export type Answer =
  | { readonly kind: 'say'; readonly text: string; readonly replay?: MonoAudio; readonly afterMs?: number }
  | { readonly kind: 'call'; readonly calls: readonly PlannedCall[] }
  | { readonly kind: 'fail'; readonly message: string }
  | { readonly kind: 'warn'; readonly message: string; readonly text: string };

export const say = (text: string): Answer => ({ kind: 'say', text });
