/** What the names of voices and languages mean on the wire. Loaded for pages that name one. */
export { languageHint, withLanguage } from './spoken-languages.js';
export { voiceFromName } from './voice-kind.js';
