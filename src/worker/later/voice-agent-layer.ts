/**
 * A connection with a Foundry voice agent: it translates frames (`protocol/dialects/`), and keeps from the conversation what
 * the service does by itself: its own function calls, the answer after an MCP call, and the set-up of the session.
 */
import type { ConnectionSettings, Credential } from '../contract/engine-api.js';
import { failed } from '../contract/failed.js';
import type { Transport } from '../transport/transport.js';
import { voiceAgentAddress } from '../transport/voice-agent-address.js';
import type { Layer, Way } from '../transport/way.js';
import type { WireEvent } from '../protocol/dialects/dialect.js';
import { voiceAgent } from '../protocol/dialects/voice-agent.js';
import { isObject } from '../protocol/wire-object.js';
import { CHANGE_ID, SET_UP } from '../session/session-handlers.js';
import { givenUp } from './agent-events.js';
import { UnwantedGreeting } from './unwanted-greeting.js';

/** The same in both dialects, and the only frame that is sent 50 times a second. */
const SOUND = '{"type":"input_audio_buffer.append"';
/** The reason with which the service closes when the agent ended the call, as with any other good end. */
const BY_AGENT = /^Conversation ended by agent/i;
const NORMAL = 1000;
/** So long after `session.created` the session is taken for set up. Our choice. */
const SET_UP_WITHIN_MS = 3000;
/**
 * So long after its beginning a handoff is given up, since nobody can speak with an agent that is at work without end. A
 * definition may delay it by ten seconds. Our choice.
 */
const HANDED_OVER_WITHIN_MS = 30_000;
/** An event of this type changes nothing in the conversation. */
const NOTHING = 'vla.nothing';
/** A bound on memory, for ids of items: only the newest are still spoken of. */
const MOST_IDS = 64;

/** The fields of an event that have other names or values in the conversation. */
const TRANSLATED = ['type', 'session', 'item', 'response'] as const;

/** What of the frame the event does not have as it came. Its sound, which is the most of it, is not told twice. */
const leftOf = (event: WireEvent, frame: WireEvent): WireEvent =>
  event['type'] === NOTHING
    ? frame
    : Object.fromEntries(TRANSLATED.flatMap((name) => (name in frame ? [[name, frame[name]]] : [])));

function remember(ids: Set<unknown>, id: unknown): void {
  ids.add(id);
  if (ids.size > MOST_IDS) ids.delete(ids.values().next().value);
}

const listOf = (value: unknown): readonly WireEvent[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** Names of the functions that the page answers: the others are the service's. */
function functionsOf(session: WireEvent): ReadonlySet<unknown> {
  const transfer = isObject(session['handoff']) ? session['handoff']['transfer_tool'] : undefined;
  const own = isObject(transfer) ? transfer['name'] : transfer;
  const functions = listOf(session['tools']).filter(({ type }) => type === 'function');
  return new Set(functions.map(({ name }) => name).filter((name) => name !== own && name !== 'end_conversation'));
}

/** The session of a page that does not know with whom it talks: only what its property `session` and the host ask for. */
function ownSession(event: WireEvent, own: WireEvent): WireEvent {
  const { event_id: id, session } = event;
  if ((id !== SET_UP && id !== CHANGE_ID) || !isObject(session)) return event;
  const asked = Object.entries(session).flatMap(([name, value]) => {
    if (name === 'modalities' && String(value) === 'text') return [[name, value]];
    return name in own ? [[name, name === 'tools' ? own[name] : value]] : [];
  });
  return { ...event, session: Object.fromEntries(asked) as WireEvent };
}

/** What stands between the socket of this connection and the conversation. */
const translated =
  (settings: ConnectionSettings, credential: Credential): Layer =>
  (to, tell) => {
    let functions: ReadonlySet<unknown> = new Set();
    let conversationId: unknown;
    let setUp: ReturnType<typeof setTimeout> | undefined;
    let handoff: ReturnType<typeof setTimeout> | undefined;
    /** Items that a silence became. Nobody said anything in them. */
    const silences = new Set<unknown>();
    /** Calls of the service, by the ids of their items. */
    const others = new Set<unknown>();

    /** True for what only the service has to do with. */
    function isOfTheService(event: WireEvent): boolean {
      const item = isObject(event['item']) ? event['item'] : undefined;
      if (item?.['type'] === 'function_call' && !functions.has(item['name'])) remember(others, item['id']);
      const id = item ? item['id'] : event['item_id'];
      return others.has(id) || (silences.has(id) && event['type'] === 'conversation.item.created');
    }

    /** The service answers by itself after a call of an MCP server, so these calls are not left to the conversation. */
    const withoutItsCalls = (response: WireEvent): WireEvent => ({
      ...response,
      output: listOf(response['output']).filter(
        ({ id, name, type }) =>
          type !== 'mcp_call' && !(type === 'function_call' && (others.has(id) || !functions.has(name))),
      ),
    });

    function onSession(event: WireEvent, session: WireEvent): WireEvent {
      functions = functionsOf(session);
      conversationId = event['conversation_id'] ?? conversationId;
      clearTimeout(setUp);
      const told = { ...session, ...(conversationId !== undefined && { conversation_id: conversationId }) };
      if (event['type'] === 'session.created') {
        setUp = setTimeout(() => passOwn({ type: 'session.updated', session: told }), SET_UP_WITHIN_MS);
      }
      return { ...event, session: told };
    }

    function handled(event: WireEvent): WireEvent {
      const { type, session, response } = event;
      if (type === 'conversation.created') conversationId = event['conversation_id'];
      if (type === 'input_audio_buffer.timeout_triggered') remember(silences, event['item_id']);
      if (String(type).startsWith('session.handoff.')) clearTimeout(handoff);
      if (type === 'session.handoff.started') {
        handoff = setTimeout(() => passOwn(givenUp(event, 'timeout')), HANDED_OVER_WITHIN_MS);
      }
      if (isObject(session)) return onSession(event, session);
      if (type === 'response.done' && isObject(response)) return { ...event, response: withoutItsCalls(response) };
      return isOfTheService(event) ? { type: NOTHING } : event;
    }

    const warned = new Set<string>();
    function warnOf(dropped: readonly string[]): void {
      const fresh = dropped.filter((name) => !warned.has(name));
      for (const name of fresh) warned.add(name);
      const text = `A voice agent does not take ${fresh.join(', ')}: it was left out.`;
      if (fresh[0]) tell({ kind: 'warning', text });
    }

    const own = settings.dialect ? undefined : ({ ...settings.ownSession, ...credential.session } as WireEvent);
    const asked = (event: WireEvent): WireEvent => (own ? ownSession(event, own) : event);

    let socket: Transport | undefined;
    const greeting = settings.renews && new UnwantedGreeting((event) => socket?.send(JSON.stringify(event)));

    /**
     * Gives the conversation an event, with what of its frame is not in it. It travels as text, as all frames do, and is parsed
     * again: of a second of sound, translating and parsing take 0.3 ms, so that a way for objects beside would gain nothing.
     */
    function pass(event: WireEvent, frame?: WireEvent): void {
      const tellIt = (): void =>
        to.onText(
          JSON.stringify(frame ? { ...event, vla_raw: { ...leftOf(event, frame), dialect: voiceAgent.name } } : event),
        );
      if (!greeting || !greeting.takes(event, tellIt)) tellIt();
    }

    /** Gives the conversation an event that the service did not send, so that the page is not told of a frame. */
    const passOwn = (event: WireEvent): void => pass({ ...event, vla_raw: null });

    return {
      events: {
        onText(text) {
          let frame: unknown;
          try {
            frame = JSON.parse(text);
          } catch {
            // The conversation reports a frame that is no JSON.
          }
          if (!isObject(frame)) return to.onText(text);
          pass(handled(voiceAgent.read(frame)), frame);
        },
        onClose({ code, reason }) {
          clearTimeout(setUp);
          clearTimeout(handoff);
          if (greeting) greeting.stop();
          to.onClose({ code: BY_AGENT.test(reason) ? NORMAL : code, reason });
        },
      },
      over: (transport): Transport => {
        socket = transport;
        return {
          send(text) {
            if (text.startsWith(SOUND)) return transport.send(text);
            const { event, dropped } = voiceAgent.write(asked(JSON.parse(text) as WireEvent));
            warnOf(dropped);
            const session = event?.['session'];
            const isEmpty =
              event?.['type'] === 'session.update' && isObject(session) && Object.keys(session).length < 2;
            if (event && !isEmpty) transport.send(JSON.stringify(event));
          },
          get bufferedAmount() {
            return transport.bufferedAmount;
          },
        };
      },
    };
  };

const address: Way['address'] = (settings, credential, clientRequestId) =>
  credential.scheme === 'api-key'
    ? failed('token-invalid', 'a voice agent takes no api-key, only Entra tokens')
    : (voiceAgentAddress(settings, credential, clientRequestId) ??
      failed('setup', 'no usable endpoint, project or agent'));

/** How a Foundry voice agent is reached and spoken to. */
export const voiceAgentLayer = { address, translated };
