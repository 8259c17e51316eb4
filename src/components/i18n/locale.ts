/** A language as the face speaks it: all its sentences, and how they are written. */
import type { FaultLabels } from './to-fault.js';
import type { Labels } from './labels.js';
import type { MoreLabels } from './optional-labels.js';

/** Every sentence there is: what a file in locales/ must hold. English stands where it is used. */
export type Pack = { readonly [Key in keyof (Labels & FaultLabels & MoreLabels)]: string };

/** What is said, and how it is written. */
export interface Spoken {
  /** Sentences that replace the English. */
  readonly words: Partial<Pack>;
  readonly lang: string;
  /** Undefined when English stands in for a language that is not there: then the page's own direction holds. */
  readonly dir?: 'ltr' | 'rtl';
}
