/** The triggers `search` and `file search`. It makes up results and sends nothing. */
import type { JsonObject } from '../shared/json.js';
import type { Answer } from './answer.js';

const DOCS = 'https://learn.microsoft.com/azure/ai-services/speech-service/voice-live';

/** Addresses that no page should make links of; asked for with `search unsafe`. */
const UNSAFE = ['javascript:alert(1)', 'http://example.com/plain', 'data:text/html,<b>x</b>', 'no address'];

/** Searches nothing: the answer and its sources are made up, and the answer says so. */
export function searchWeb(rest: string): Answer {
  const query = rest.trim() || 'Voice Live';
  const text = `I searched for ${query} without a network, so the sources are only examples.`;
  const urls = query === 'unsafe' ? UNSAFE : [DOCS, 'https://example.com/bicycles'];
  return { kind: 'webSearch', text, citations: urls.map((url, i) => cite(text, url, `Example ${i + 1}`)) };
}

const cite = (text: string, url: string, title: string): JsonObject => ({
  type: 'url_citation',
  ...{ url, title },
  ...{ start_index: text.indexOf('sources'), end_index: text.length },
});

export function searchFiles(rest: string): Answer {
  const query = rest.trim() || 'opening hours';
  const file = { file_id: 'file-emulated-1', filename: 'handbook.pdf' };
  return {
    kind: 'fileSearch',
    text: `I looked for ${query} in a file that does not exist.`,
    queries: [query],
    results: [{ ...file, score: 0.87, text: `Nothing is written here about ${query}.`, attributes: { page: '1' } }],
    citations: [{ type: 'file_citation', ...file, index: 0 }],
  };
}
