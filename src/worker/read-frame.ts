import type { ServerEvent } from './protocol/server-events.js';
import { parseServerEvent } from './protocol/parse-server-event.js';

/** Hands on what a frame of the service says. Returns why, when nobody could read it. */
export function readFrame(text: string, hear: (event: ServerEvent) => void): string | undefined {
  const parsed = parseServerEvent(text);
  if (parsed.kind === 'malformed') return parsed.reason;
  const { event } = parsed;
  try {
    hear(event);
    return undefined;
  } catch (error) {
    // A shape that nobody foresaw must not end the conversation.
    return `${event.type}: ${(error as Error).name}`;
  }
}
