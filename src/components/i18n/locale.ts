/** Types of labels and languages. The English labels themselves are beside the code that shows them. */

/** The keys of some English labels, each with a sentence in any language. */
export type LabelsOf<English> = { readonly [Key in keyof English]: string };

/** Labels by their keys. A locale has all of them, a page replaces some of them. A missing one is shown in English. */
export type Words = Readonly<Partial<Record<string, string>>>;

/** The language of the face: its labels, its tag and its direction. */
export interface Spoken {
  /** Labels that replace the English ones. */
  readonly words: Words;
  /** BCP 47 tag of the labels. */
  readonly lang: string;
  /** Undefined when English replaces an unsupported language; the page's own direction then applies. */
  readonly dir?: 'ltr' | 'rtl';
}
