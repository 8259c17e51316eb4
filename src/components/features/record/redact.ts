/**
 * What of a value may be in a recording. Credentials that the engine knows are gone from it before; here go those that only
 * their names tell, and what anybody said. Pure.
 */
import { parseUrl } from '../../base/parse-url.js';

/** Fields whose strings say nothing of what was said: kinds, ids, names of settings, and the service's words about errors. */
const PLAIN =
  /(^|_)(type|id|ids|kind|role|status|object|code|reason|param|format|name|model|modality|mode|state|previous|source|effort|tool_choice|modalities|rate|version|reading|way)$|_label$|Ids?$|^(message|cause|voice|language|outputs|who|clientRequestId|advice|kinds)$/;

/** Fields that hold credentials or the addresses of a peer connection, whatever else is recorded. */
const SECRET = /authorization|^headers$|credential|username|password|secret|api[-_]?key|(^|_)key$|(^|_)token$|sdp/i;

/** Addresses keep neither their user nor their query. */
const ADDRESS = /(^|_)(ur[li]s?|endpoint)$|Url$/;

/** Fields of the model's making or of the page's, whose own fields may have any name. */
const SAID = /^(arguments|metadata|parameters|structured_inputs?|structuredInputs)$/;

/** So much of a masked text tells its length; a picture has megabytes. */
const LONGEST = 2000;

const masked = (text: string): string => 'x'.repeat(Math.min(text.length, LONGEST));

function address(text: string): string {
  const url = parseUrl(text);
  if (!url) return text.replace(/[?#].*$/s, '');
  return url.protocol === 'data:' ? '' : `${url.origin}${url.pathname}`;
}

/** @param words true to keep what was said, typed and told to the model */
export function redacted(value: unknown, words: boolean, name = ''): unknown {
  if (value !== null && value !== undefined && SECRET.test(name)) return typeof value === 'number' ? value : '…';
  if (typeof value === 'string') {
    if (ADDRESS.test(name)) return words && value.startsWith('data:') ? value : address(value);
    return words || PLAIN.test(name) ? value : masked(value);
  }
  if (typeof value !== 'object' || value === null) return value;
  // What is in a list goes by the name of the list.
  if (Array.isArray(value)) return value.map((each) => redacted(each, words, name));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const isSaid = SAID.test(name) || (key === 'message' && !/error|warning/.test(name));
      return [key, redacted(each, words, isSaid ? 'metadata' : key)];
    }),
  );
}
