/** Puts values where a sentence has {braces}; they may be templates, and then stand apart from the words around them. */
export const fillWords = (sentence: string, values: Readonly<Record<string, unknown>>): readonly unknown[] =>
  sentence.split(/(\{\w+\})/).map((part) => (part.startsWith('{') ? values[part.slice(1, -1)] : part));
