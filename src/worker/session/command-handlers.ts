/** Handlers of the events that the visitor and the page cause, and of the gate's timeout. They know no device and no socket. */
import { answerTools } from './response-handlers.js';
import * as gates from './response-gate.js';
import type { Local } from './local-events.js';
import { dropTools, onHold, silence } from './speech-handlers.js';
import * as tools from './tool-batch.js';
import * as transcripts from './transcript.js';
import {
  askForAnswer,
  step,
  kindOf,
  nextId,
  applyGate,
  send,
  andThen,
  setTranscript,
  type Step,
  type Turn,
} from './turn.js';
import { itemId } from '../protocol/ids.js';
import { modalities } from '../protocol/session-defaults.js';

/** Stops the current answer: playback is flushed, and a running response is cancelled. The flush truncates it to what was heard. */
function stopAnswer(turn: Turn): Step {
  const running = gates.answering(turn.gate.slot);
  const silenced = silence({ ...turn, gate: gates.unwanted(turn.gate, 'reserved') });
  return running && !turn.silenced.includes(running)
    ? andThen(silenced, (next) => send(next, { type: 'response.cancel', response_id: running }))
    : silenced;
}

export const onInterrupt = (turn: Turn): Step => andThen(stopAnswer({ ...turn, mcpCalls: [] }), dropTools);

/** A typed message interrupts a spoken answer like speech, and stands in the transcript at once. */
export function onText(turn: Turn, { text }: Local<'visitor.text'>): Step {
  const [id, named] = nextId(turn, 'item');
  const item = itemId(id);
  const previous = turn.transcript.order.at(-1);
  const interrupted = turn.mode === 'voice' ? stopAnswer(named) : step(named);
  const written = andThen(interrupted, (next) =>
    setTranscript(
      next,
      transcripts.settle(
        transcripts.place(next.transcript, item, { role: 'user', previous: previous ?? null }),
        item,
        'user',
        text,
      ),
      item,
    ),
  );
  const created = andThen(written, (next) =>
    send(next, {
      type: 'conversation.item.create',
      item: { id, type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
    }),
  );
  // While tool outputs are missing, the answer to the batch is the answer to this message, too.
  return andThen(created, (next) => (next.tools.owed.length > 0 ? step(next) : askForAnswer(next)));
}

export function onMode(turn: Turn, { mode }: Local<'visitor.mode'>): Step {
  if (mode === turn.mode) return step(turn);
  const wanted = (mode === 'voice' && turn.modalities) || modalities(mode);
  return send({ ...turn, mode }, { type: 'session.update', session: { modalities: wanted } });
}

export function onToolOutput(turn: Turn, { callId, output }: Local<'tool.output'>): Step {
  const batch = tools.answer(turn.tools, callId);
  if (!batch) return step(turn);
  const sent = send(
    { ...turn, tools: batch },
    { type: 'conversation.item.create', item: { type: 'function_call_output', call_id: callId, output } },
  );
  // The timeout frees the batch when `response.done` never comes.
  const { slot, waiting } = turn.gate;
  const ms = gates.slotTimeoutMs(slot, slot.phase === 'free' ? waiting.length : 1);
  const watched = batch.owed.length > 0 ? sent : andThen(sent, (next) => step(next, { kind: 'timer', ms }));
  return andThen(watched, answerTools);
}

/** The service sent nothing in time: what waits for it goes on without it. Before the session is set up the timer only starts again. */
export function onSlotTimeout(turn: Turn): Step {
  if (!turn.ready) return step(turn, { kind: 'timer', ms: gates.slotTimeoutMs(turn.gate.slot, 1) });
  const { slot, waiting } = turn.gate;
  // A message waited for the end of the visitor's speech, of which nothing was heard any more: it is taken for over.
  const heard = slot.phase === 'free' && waiting[0] && !turn.held ? onHold(turn, { on: false }) : step(turn);
  const gaveUp = andThen(heard, (next) => answerTools({ ...next, tools: { ...next.tools, responseDone: true } }));
  return andThen(gaveUp, (next) => applyGate(next, gates.expired(next.gate)));
}

/** Events of the page are sent as they are. A request for an answer goes through the gate like any other. */
export function onPageEvent(turn: Turn, { event }: Local<'page.event'>): Step {
  const [own, next] = nextId(turn, kindOf(event.type));
  const eventId = event.event_id ?? own;
  if (event.type === 'response.create') {
    const params = event.response ?? (event.additional_instructions ? {} : undefined);
    return applyGate(next, gates.ask(next.gate, { eventId, params, event }));
  }
  return step(next, { kind: 'send', event: { ...event, event_id: eventId } });
}
