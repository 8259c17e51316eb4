/**
 * Brings the rules of lines to where they would be if they had been there from the start: what happened on the first line goes
 * through them again, at the times when it happened. Nothing is sent or told twice.
 */
import type { ConnectionManager } from './connection-manager.js';
import type { LineEvent } from './line.js';
import type { Owed } from './owed.js';
import { endsIn } from './service-problem.js';
import type { Begun } from '../lines-hooks.js';
import type { ClientEvent } from '../protocol/client-events.js';
import type { ServerEvent } from '../protocol/server-events.js';

interface Reliving {
  readonly manager: ConnectionManager;
  readonly owed: Owed;
  /** Takes the sound that was captured before, up to a number of chunks. */
  readonly capture: (captured: number) => void;
  /** Keeps what the next line must know. `stands`: the session was set up. */
  readonly receive: (event: ServerEvent, stands: boolean) => void;
  /** This was sent. */
  readonly sent: (event: ClientEvent) => void;
  /** This found no line. */
  readonly send: (event: ClientEvent) => void;
}

export function relive({ agent, line, past, startedAt }: Begun, lines: Reliving): void {
  const { capture, manager, owed } = lines;
  const step = (event: LineEvent, at: number): void => manager.relive(event, at);
  let isLost = false;
  step({ kind: 'start', agent }, startedAt);
  for (const event of past) {
    const { at } = event;
    capture(event.captured);
    switch (event.kind) {
      case 'opened':
        step({ kind: 'opened', id: line.id }, at);
        break;
      case 'network':
        if (!isLost) step({ kind: 'network', online: event.online, asleepMs: 0 }, at);
        break;
      case 'received': {
        const stands = manager.state.live !== undefined;
        manager.reliveEvent(line, event.event, at);
        lines.receive(event.event, stands);
        const left = stands ? endsIn(event.event) : undefined;
        if (left !== undefined) manager.ends(at + left);
        break;
      }
      case 'held':
        owed.hold(event.on);
        break;
      case 'sent':
        if (isLost) lines.send(event.event);
        else lines.sent(event.event);
        break;
      case 'closed':
        isLost = true;
        // What is left is the turn as it is by now, and the network is what it is now.
        for (const now of past.slice(past.indexOf(event))) {
          if (now.kind === 'held') owed.held = now.on;
          else if (now.kind === 'network') step({ kind: 'network', online: now.online, asleepMs: 0 }, now.at);
        }
        manager.lost(line, event, at);
    }
  }
  capture(Infinity);
}
