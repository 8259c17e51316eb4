/** From one text frame of the service to a handled event. It knows that either may fail, and not what an event means. */
import type { Notice } from './contract/conversation.js';
import type { Problem } from './contract/faults.js';
import type { ServerEvent } from './protocol/server-events.js';
import { parseServerEvent } from './protocol/parse-server-event.js';

/** Parses a frame and passes the event to `hear`. Returns the reason when the frame could not be read or handled. */
export function readFrame(text: string, hear: (event: ServerEvent) => void): string | undefined {
  const parsed = parseServerEvent(text);
  if (parsed.kind === 'malformed') return parsed.reason;
  const { event } = parsed;
  try {
    hear(event);
    return undefined;
  } catch (error) {
    // An event of an unexpected shape must not end the conversation.
    return `${event.type}: ${(error as Error).name}`;
  }
}

/** What the page is told of a frame that could not be read. */
export const unreadable = (flaw: string): Problem => ({ code: 'server-error', cause: `unreadable frame: ${flaw}` });

/** An event, with what is otherwise in its frame when it is translated; null when there was no frame. */
export type FramedEvent = ServerEvent & { readonly vla_raw?: object | null };

/** An event for the page, as it came. */
export const asCame = ({ vla_raw, ...event }: FramedEvent): Notice => ({
  kind: 'event',
  event: { ...event, ...vla_raw },
});
