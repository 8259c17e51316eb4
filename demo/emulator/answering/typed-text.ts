/** The table of triggers: what a typed text is answered with. demo/emulator/README.md lists them. */
import { textOf } from '../conversation/items.js';
import { type Accompaniment, type Answer, say } from './answer.js';
import { askAgent } from './agent.js';
import { fillForm } from './fill-form.js';
import { callMcp } from './mcp.js';
import { searchFiles, searchWeb } from './search.js';
import type { Situation } from './situation.js';
import { STORY } from './story.js';
import { steadyTone } from './tone.js';
import { callTool } from './tools.js';
import { askWeather } from './weather.js';

interface Behaviour {
  readonly when: RegExp;
  readonly answer: (situation: Situation, match: RegExpExecArray) => Answer;
}

export const GREETING = 'Hello. I am the Voice Live emulator, not an AI.';
const HELP =
  'Type hello, weather in Paris, story, slow, tone, fail, warn, search, file search, mcp, agent, captions, or call and a tool. Or just speak.';
const SLOW_MS = 4000;
const SLOW: Answer = { kind: 'say', text: 'Sorry for the wait.', afterMs: SLOW_MS };
const FILTERED = 'This sentence is cut off by the content filter because you asked for it.';
const CUT = 'This sentence stops in the middle because it has no more tokens for all of its words.';
const THROTTLED = 'Rate limit reached for tokens. Please try again in 2s.';

/** The first row that matches answers. */
const behaviours: readonly Behaviour[] = [
  { when: /^help\b/i, answer: () => say(HELP) },
  { when: /^(hello|hi)\b/i, answer: () => say(GREETING) },
  { when: /^file\s+search\b(.*)/is, answer: (_, match) => searchFiles(match[1]!) },
  { when: /^search\b(.*)/is, answer: (_, match) => searchWeb(match[1]!) },
  { when: /^mcp\b\s*([\w-]*)\s*(.*)$/is, answer: ({ tools }, match) => callMcp(tools, match[1]!, match[2]!) },
  { when: /^agent\b(.*)/is, answer: ({ tools }, match) => askAgent(tools, match[1]!) },
  { when: /^captions\b(.*)/is, answer: (_, match) => sayBeside(match[1]!, { wordTimes: true }) },
  { when: /^visemes\b(.*)/is, answer: (_, match) => sayBeside(match[1]!, { visemes: true }) },
  { when: /^blendshapes\b(.*)/is, answer: (_, match) => sayBeside(match[1]!, { blendshapes: true }) },
  { when: /^(recall|what did I (say|write))\b/i, answer: ({ context }) => recall(context) },
  { when: /^invoke\b(.*)/is, answer: (_, match) => ({ kind: 'invoke', input: { text: match[1]!.trim() } }) },
  { when: /\bweather\b(.*)/i, answer: ({ tools }, match) => askWeather(tools, match[1] ?? '') },
  { when: /^call\s+([\w-]+)\s*(.*)$/is, answer: ({ tools }, match) => callTool(tools, match[1]!, match[2] ?? '') },
  { when: /^fill\b\s*([\w-]*)/i, answer: ({ tools }, match) => fillForm(tools, match[1]!) },
  { when: /^tone\b\s*(\d{1,2})?/i, answer: (_, match) => steadyTone(Number(match[1] ?? 5)) },
  { when: /\bstory\b/i, answer: () => say(STORY) },
  { when: /^slow\b/i, answer: () => SLOW },
  { when: /^filter\s+all\b/i, answer: () => ({ kind: 'cut', text: '', reason: 'content_filter' }) },
  { when: /^filter\b/i, answer: () => ({ kind: 'cut', text: FILTERED, reason: 'content_filter' }) },
  { when: /^cut\b/i, answer: () => ({ kind: 'cut', text: CUT, reason: 'max_output_tokens' }) },
  { when: /^throttle\b/i, answer: () => ({ kind: 'fail', message: THROTTLED, code: 'rate_limit_exceeded' }) },
  { when: /^fail\b/i, answer: () => ({ kind: 'fail', message: 'This response failed because you asked for it.' }) },
  { when: /^expire\b/i, answer: () => ({ kind: 'expire', text: 'The session ends now.' }) },
  {
    when: /^error\b/i,
    answer: () => ({ kind: 'error', message: 'You asked for an error.', text: 'An error was sent.' }),
  },
  {
    when: /^warn\b/i,
    answer: () => ({ kind: 'warn', message: 'You asked for a warning.', text: 'A warning was sent.' }),
  },
];

export function answerText(text: string, situation: Situation): Answer {
  for (const { when, answer } of behaviours) {
    const match = when.exec(text.trim());
    if (match) return answer(situation, match);
  }
  return say(`You wrote: ${text.trim()}. Type help to see what I can do.`);
}

const sayBeside = (text: string, beside: Accompaniment): Answer => ({
  kind: 'say',
  text: text.trim() || GREETING,
  beside,
});

/** The message before this one; it shows whether a resumed conversation still knows it. */
function recall(context: Situation['context']): Answer {
  const messages = context.flatMap(({ item }) => (item.type === 'message' && item.role === 'user' ? [item] : []));
  const before = messages.at(-2);
  return say(before ? `You wrote before: ${textOf(before)}.` : 'You wrote nothing before.');
}
