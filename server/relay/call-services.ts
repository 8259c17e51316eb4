/** What a call is given. */
import type { Admission } from '../limits/admission.js';
import type { Observer } from '../observe/observer.js';
import type { Settings } from '../options/read-options.js';
import type { Timings } from '../options/timings.js';
import type { Rules } from '../policy/rules.js';
import type { Credentials } from '../upstream/credentials.js';

export interface CallServices {
  readonly settings: Settings;
  readonly timings: Timings;
  /** By the profile's name. */
  readonly rules: ReadonlyMap<string, Rules>;
  readonly admission: Admission;
  readonly credentials: Credentials;
  readonly observer: Observer;
  /** The call is over, and what it used is told to the store. */
  readonly onEnd: () => void;
}
