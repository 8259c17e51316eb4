/** Which build this is. The page and its worker compare: files of two builds do not fit each other. */
export const BUILD = '%BUILD%';

/** What is to be done when they do not, for whoever put them there. */
export const ONE_BUILD = ': serve all files of one build';
