/** What `later/` brings to the engine. Types only: it is loaded once a session stands (`load-later.ts`), never imported. */
import type { RefusalOf } from './credential/refusal.js';
import type { LaterLines, LinesHooks } from './lines-hooks.js';
import type { Cue, Cues, NewMeter } from './media/conversation-audio.js';
import type { WireFormat } from './media/wire-audio.js';
import type { RareRules } from './session/rare-rules.js';
import type { WayOf } from './transport/way.js';

export interface Later {
  /** The id of its build. Files of two builds do not work together. */
  readonly build: string;
  /** The lines of a conversation from the second one on. */
  readonly Lines: new (hooks: LinesHooks) => LaterLines;
  readonly rules: RareRules;
  /** Audio formats of the wire beside pcm16, by their names. */
  readonly formats: readonly (readonly [string, WireFormat])[];
  /** `tell` gets each cue at its moment. */
  readonly Cues: new (tell: (cue: Cue) => void) => Cues;
  readonly LatencyMeter: NewMeter;
  readonly wayOf: WayOf;
  readonly refusalOf: RefusalOf;
  /** The fields that these rules rely on, by the types of their events. */
  readonly reliedOn: readonly (readonly [string, string])[];
}
