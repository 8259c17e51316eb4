/** The types of a source of speech. */
export interface SpokenWord {
  readonly text: string;
  readonly offsetMs: number;
  readonly durationMs: number;
}

export interface Speech {
  /** 24 kHz mono; shared with other callers, not to be changed */
  readonly pcm: Int16Array;
  /** one entry per run of non-blank characters of the text, in order */
  readonly words: readonly SpokenWord[];
}

/** Makes speech of a text. */
export interface SpeechSource {
  speak(text: string, voiceName?: string): Promise<Speech>;
}
