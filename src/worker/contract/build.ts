/** The id of this build. The page compares it with its worker's: files of two builds do not work together. */
export const BUILD = '%BUILD%';

/** Advice for whoever serves files of two builds; the end of a sentence. */
export const ONE_BUILD = ': serve all files of one build';
