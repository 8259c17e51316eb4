/** What becomes of a frame of the page. It knows nothing but the words. */
import type { JsonObject } from '../options/json.js';

/** What a frame is counted as: each lane has a rate of its own. `parsed` counts the bytes of all frames that are parsed. */
export type Lane = 'sound' | 'text' | 'response' | 'other' | 'parsed';

export type Verdict =
  | {
      readonly kind: 'pass';
      readonly data: Buffer | string;
      readonly lane: Lane;
      readonly cost: number;
      readonly changed?: string;
    }
  | { readonly kind: 'drop'; readonly reason: string }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string };

/** An event as it is sent on: always put together anew from what was judged. */
export type Written =
  | {
      readonly event: JsonObject;
      readonly lane: Lane;
      /** 1 unless it is given; 0 for what has a bound of its own. */
      readonly cost?: number;
      /** Why it differs from what the page sent, in one word. */
      readonly changed?: string | undefined;
    }
  | { readonly drop: string };
