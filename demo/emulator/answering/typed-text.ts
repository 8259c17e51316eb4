import type { Tool } from '../session/session-types.js';
import { type Answer, say } from './answer.js';
import { STORY } from './story.js';
import { steadyTone } from './tone.js';
import { callTool } from './tools.js';
import { askWeather } from './weather.js';

interface Behaviour {
  readonly when: RegExp;
  readonly answer: (tools: readonly Tool[], match: RegExpExecArray) => Answer;
}

export const GREETING = 'Hello. I am the Voice Live emulator, not an AI.';
const HELP = 'Type hello, weather in Paris, story, slow, tone, fail, warn, or call and a tool. Or just speak.';
const SLOW_MS = 4000;

/** The first row that matches answers. */
const behaviours: readonly Behaviour[] = [
  { when: /^help\b/i, answer: () => say(HELP) },
  { when: /^(hello|hi)\b/i, answer: () => say(GREETING) },
  { when: /\bweather\b(.*)/i, answer: (tools, match) => askWeather(tools, match[1] ?? '') },
  { when: /^call\s+([\w-]+)\s*(.*)$/is, answer: (tools, match) => callTool(tools, match[1]!, match[2] ?? '') },
  { when: /^tone\b\s*(\d{1,2})?/i, answer: (_, match) => steadyTone(Number(match[1] ?? 5)) },
  { when: /\bstory\b/i, answer: () => say(STORY) },
  { when: /^slow\b/i, answer: () => ({ kind: 'say', text: 'Sorry for the wait.', afterMs: SLOW_MS }) },
  { when: /^fail\b/i, answer: () => ({ kind: 'fail', message: 'This response failed because you asked for it.' }) },
  {
    when: /^warn\b/i,
    answer: () => ({ kind: 'warn', message: 'You asked for a warning.', text: 'A warning was sent.' }),
  },
];

export function answerText(text: string, tools: readonly Tool[]): Answer {
  for (const { when, answer } of behaviours) {
    const match = when.exec(text.trim());
    if (match) return answer(tools, match);
  }
  return say(`You wrote: ${text.trim()}. Type help to see what I can do.`);
}
