/** The kinds of answers, as plain data. The code in responding/ sends them. */
import type { MonoAudio } from '../audio/wav.js';
import type { FoundryAgent, McpServer } from '../session/session-types.js';
import type { JsonObject } from '../shared/json.js';

export interface PlannedCall {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** Events that accompany this answer though the session did not ask for them. */
export interface Accompaniment {
  readonly wordTimes?: true;
  readonly visemes?: true;
  readonly blendshapes?: true;
}

export interface Words {
  readonly text: string;
  /** played after the words */
  readonly replay?: MonoAudio;
  readonly beside?: Accompaniment;
  /** the sources of the answer, as annotations of the protocol */
  readonly citations?: readonly JsonObject[];
}

export type CutReason = 'content_filter' | 'max_output_tokens';

/** What one response does. */
export type Answer =
  | (Words & { readonly kind: 'say'; readonly afterMs?: number })
  | { readonly kind: 'call'; readonly calls: readonly PlannedCall[] }
  | { readonly kind: 'mcp'; readonly server: McpServer; readonly call: PlannedCall }
  | { readonly kind: 'agent'; readonly agent: FoundryAgent; readonly question: string }
  | (Words & { readonly kind: 'webSearch' })
  | (Words & {
      readonly kind: 'fileSearch';
      readonly queries: readonly string[];
      readonly results: readonly JsonObject[];
    })
  | { readonly kind: 'invoke'; readonly input: JsonObject }
  /** an answer that stops half-way, or before it begins */
  | { readonly kind: 'cut'; readonly text: string; readonly reason: CutReason }
  | { readonly kind: 'fail'; readonly message: string; readonly code?: string }
  | { readonly kind: 'warn' | 'error'; readonly message: string; readonly text: string }
  | { readonly kind: 'expire'; readonly text: string };

export const say = (text: string): Answer => ({ kind: 'say', text });
