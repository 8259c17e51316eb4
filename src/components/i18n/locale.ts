/** A language as the face speaks it: all its sentences, and how they are written. */
/** The keys of English sentences, each with a sentence in whatever language. English itself stands where it is said. */
export type LabelsOf<English> = { readonly [Key in keyof English]: string };

/** Sentences by their keys. A language has all of them, a page replaces some: what is missing is said in English. */
export type Words = Readonly<Partial<Record<string, string>>>;

/** What is said, and how it is written. */
export interface Spoken {
  /** Sentences that replace the English. */
  readonly words: Words;
  readonly lang: string;
  /** Undefined when English stands in for a language that is not there: then the page's own direction holds. */
  readonly dir?: 'ltr' | 'rtl';
}
