/**
 * Replaces each {name} in a sentence by its value. Returns a list, because a value may be a template and not a string.
 */
export const fillWords = (sentence: string, values: Readonly<Record<string, unknown>>): readonly unknown[] =>
  sentence.split(/(\{\w+\})/).map((part) => (part.startsWith('{') ? values[part.slice(1, -1)] : part));
