/**
 * What the end of a line does to the turn: the answers that were on their way are owed by the next line, what broke off is
 * closed, and nothing of the old session is waited for any more. Pure; it does not know whether the line was lost or left.
 */
import { givenUp } from './agent-events.js';
import * as gates from '../session/response-gate.js';
import { onHold } from '../session/speech-handlers.js';
import * as transcripts from '../session/transcript.js';
import { andThen, nextId, notify, setTranscript, step, type Effect, type Step, type Turn } from '../session/turn.js';
import type { ItemId } from '../protocol/ids.js';

/** Why a message of the agent is not whole when its line was lost. */
const LOST = 'connection_lost';

/** The next line begins with the agent's first behaviour. */
const leaveHandoff = ({ handingOver }: Turn): readonly Effect[] =>
  handingOver ? [notify({ kind: 'agent', event: givenUp(handingOver, LOST), after: undefined })] : [];

export interface Left extends Step {
  /** The answer that the next line owes; undefined when there is none. */
  readonly owed: gates.Request | undefined;
  /** The answer that broke off, if nothing newer was said. */
  readonly cutOff: ItemId | undefined;
}

/** Joins two answers that are owed into one. One without parameters is about all that was said, so it comes first. */
export const joined = (owed: gates.Request | undefined, request: gates.Request): gates.Request =>
  owed && !owed.params ? owed : request;

/** An answer outside the conversation that no line will bring: whoever asked for it is told. */
export const refuseAside = (requestId: string) =>
  notify({
    kind: 'aside',
    requestId,
    event: { type: 'error', error: { code: LOST, message: 'the connection was lost before the answer' } },
  });

/**
 * Closes a message. Its text runs ahead of its sound, of which what has come is still heard to its end. `isCut`: what is left
 * are the words whose sound came, where the service told their times.
 */
function brokenOff({ transcript, words }: Turn, id: ItemId, isCut: boolean): transcripts.Transcript {
  const closed = transcripts.close(transcript, id, [], LOST);
  const spoken = words.filter(({ itemId }) => itemId === id).map(({ word }) => word);
  return isCut && spoken.length > 0 ? transcripts.interrupt(closed, id, spoken) : closed;
}

/**
 * @param whole  the newest answer of which everything has come, so that it is heard to its end
 * @param speech the item of the visitor's turn that is under way: the next session hears it again, under another id
 * @param held   the visitor holds the turn, so that it goes on
 */
export function leaveLine(turn: Turn, whole: string | undefined, speech: ItemId | undefined, held: boolean): Left {
  const { slot, waiting } = turn.gate;
  const asked = [...(slot.phase === 'requested' && !slot.cancelWhenCreated ? [slot.request] : []), ...waiting];
  const asides = [
    ...turn.asides.map(({ requestId }) => requestId),
    ...asked.filter(gates.isAside).map(({ eventId }) => eventId),
  ];
  let owed = asked.filter((request) => !gates.isAside(request)).reduce<gates.Request | undefined>(joined, undefined);
  let cutOff: ItemId | undefined;
  const [eventId, named] = nextId(turn);
  const plain = { eventId, params: undefined };
  const running = gates.answering(slot);
  if (slot.phase === 'reserved' && !slot.cancelWhenCreated) owed = joined(owed, plain);
  if (running && !turn.silenced.includes(running)) {
    const last = transcripts.messageIds(turn.transcript).at(-1);
    const message = last && transcripts.messageOf(turn.transcript, last);
    if (message?.role !== 'agent' || !message.text) owed = joined(owed, plain);
    else if (last !== whole) cutOff = last;
  }
  const rested: Turn = {
    ...named,
    gate: gates.openGate,
    asides: [],
    mcpCalls: [],
    silenced: [],
    handingOver: undefined,
    omen: undefined,
    tools: { ...turn.tools, responseDone: true },
  };
  let left = step(rested, ...leaveHandoff(turn), ...asides.map(refuseAside), { kind: 'timer', ms: undefined });
  for (const id of new Set([...transcripts.unfinished(turn.transcript), ...(cutOff ? [cutOff] : [])])) {
    left = andThen(left, (next) => setTranscript(next, brokenOff(next, id, id !== whole), id));
  }
  if (speech) {
    const gone = notify({ kind: 'removed', itemId: speech });
    left = andThen(step(left.turn, ...left.effects, gone), (next) =>
      setTranscript(next, transcripts.remove(next.transcript, speech), speech),
    );
  }
  if (turn.visitorSpeaking && !held) left = andThen(left, (next) => onHold(next, { on: false }));
  return { ...left, owed, cutOff };
}
