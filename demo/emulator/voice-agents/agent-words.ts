/** The table of triggers that only voice agents have. demo/emulator/README.md lists them. */
import { type Answer, say } from '../answering/answer.js';
import type { Entry } from '../conversation/conversation.js';
import { textOf } from '../conversation/items.js';
import type { Tool } from '../session/session-types.js';
import type { JsonObject } from '../shared/json.js';
import { FORWARD_TOOL } from './ask-subagent.js';
import type { Subagent } from './definition-types.js';
import { END_TOOL } from './end-conversation.js';
import { type HandoffState, TRANSFER_TOOL } from './handoff-state.js';

/** What an answer is chosen from, beside the words. */
export interface AgentSituation {
  readonly tools: readonly Tool[];
  readonly handoff: HandoffState | undefined;
  readonly subagents: readonly Subagent[];
  readonly inputs: JsonObject;
}

interface Behaviour {
  readonly when: RegExp;
  /** undefined leaves the words to the emulator */
  readonly answer: (situation: AgentSituation, match: RegExpExecArray) => Answer | undefined;
}

const call = (name: string, args: JsonObject = {}): Answer => ({ kind: 'call', calls: [{ name, args }] });

const behaviours: readonly Behaviour[] = [
  { when: /^([\w-]+),? please\b/i, answer: ({ handoff }, match) => transferTo(handoff, match[1]!.toLowerCase()) },
  {
    when: /^handoff broken\b/i,
    answer: ({ handoff }) => (handoff?.available[0] ? call(TRANSFER_TOOL, { target: 'broken' }) : undefined),
  },
  { when: /^goodbye\b/i, answer: ({ tools }) => (hasEnd(tools) ? call(END_TOOL) : undefined) },
  { when: /^who am I\b/i, answer: ({ inputs }) => say(tellInputs(inputs)) },
  {
    when: /^ask (?:the )?([\w-]+)\s*(.*)$/is,
    answer: ({ subagents }, match) =>
      subagents.length === 0
        ? undefined
        : call(FORWARD_TOOL, { subagent_name: match[1], query: match[2]!.trim() || 'What can you do?' }),
  },
];

/** The answer to what the visitor typed. Undefined for anything that every session answers. */
export function answerAgentWords(context: readonly Entry[], situation: AgentSituation): Answer | undefined {
  const last = context.at(-1);
  if (last?.item.type !== 'message' || last.item.role !== 'user' || last.audio) return undefined;
  const text = textOf(last.item).trim();
  for (const { when, answer } of behaviours) {
    const match = when.exec(text);
    if (match) return answer(situation, match);
  }
  return undefined;
}

export const hasEnd = (tools: readonly Tool[]): boolean =>
  tools.some(({ type, name }) => type === 'system' && name === END_TOOL);

/** By the name of the node, without its `$`, or of the edge that leads there. */
function transferTo(handoff: HandoffState | undefined, wanted: string): Answer | undefined {
  const edge = handoff?.available.find(({ id, target }) => id === wanted || target.replace('$', '') === wanted);
  return edge && call(TRANSFER_TOOL, { target: edge.target });
}

function tellInputs(inputs: JsonObject): string {
  const told = Object.entries(inputs).map(([name, value]) => {
    const words = typeof value === 'string' ? value : JSON.stringify(value);
    return `${name.replaceAll('_', ' ')} is ${words}`;
  });
  return told.length === 0 ? 'I was told nothing about you.' : `I was told that ${told.join(', and ')}.`;
}
