/**
 * The rules of a conversation's lines: when one is opened, given up, tried again, and followed by the next (`line.ts` draws
 * it). Pure: a step returns the next state and effects as data, and the connection manager runs them. This module knows
 * lines by their numbers, and nothing of sockets or of what is said. Its numbers are our choices.
 */
import type { FaultCode, Problem } from '../contract/faults.js';
import { closeCause } from '../transport/transport.js';
import type { Calm, Line, LineEffect, LineEvent, LineStep, Phase, ReconnectReason } from './line.js';

export const closedLine: Line = {
  first: true,
  agent: false,
  last: 0,
  tries: 0,
  triesFrom: 0,
  shortLives: 0,
  forgiven: [],
};

const MOST_TRIES = 8;
const MOST_ONLINE_MS = 90_000;
const MOST_OFFLINE_MS = 600_000;
/** A line that lived longer was a good one: what fails after it begins to count anew. */
const GOOD_LIFE_MS = 10_000;
/** For everything before the first socket is open. Each part of it has a shorter limit. */
const FIRST_MS = 60_000;
const SET_UP_FIRST_MS = 15_000;
/** From dial to set-up, for later lines. */
const SET_UP_MS = 10_000;
/** The longest delay that an endpoint can ask for. */
const MOST_DELAY_MS = 60_000;
const HAND_OVER_MS = 60_000;
const HAND_OVER_AGAIN_MS = 12_000;
/** This long before the end it is enough that no answer is being sent; and then nothing is waited for. */
const HURRY_MS = 15_000;
const AT_ONCE_MS = 5_000;
/** Sessions that live shorter are handed over three times, and then lost: the next would never come in time. */
const SHORT_LIFE_MS = 20_000;
const MOST_SHORT_LIVES = 3;
/** Above an hour, or below zero, the clocks disagree. */
const LONGEST_LIFE_MS = 65 * 60_000;
const USUAL_LIFE_MS = 30 * 60_000;

/** When a session ends by our clock. `expiresAt`: by the service's clock, in seconds since 1970. */
export function endOf(expiresAt: number | null | undefined, now: number): number {
  const life = (expiresAt ?? 0) * 1000 - now;
  return now + (life >= 0 && life <= LONGEST_LIFE_MS ? life : USUAL_LIFE_MS);
}

export function phaseOf({ live, dial, at, first }: Line): Phase {
  if (live) return dial ? 'handing' : 'live';
  return dial ? (first ? 'opening' : 'dialling') : at === undefined ? 'closed' : 'waiting';
}

/** True while the conversation lives without a line. */
export const isReconnecting = ({ live, dial, at, first }: Line): boolean =>
  !live && !first && Boolean(dial ?? at !== undefined);

const offlineEnd = ({ offlineAt, triesFrom }: Line): number => Math.max(offlineAt!, triesFrom) + MOST_OFFLINE_MS;

/** When `time` must be told at the latest. A hand-over needs it every second. */
export function wakeAt(line: Line): number | undefined {
  if (line.at !== undefined) return line.offlineAt === undefined ? line.at : offlineEnd(line);
  return line.dial?.stage === 'dialling' ? line.dial.by : undefined;
}

/** Close codes after which no line is tried again. Those from 4000 on are a relay's. */
const NEVER: Readonly<Record<number, FaultCode>> = {
  1003: 'connection-lost',
  1007: 'connection-lost',
  1008: 'unauthorized',
  1009: 'connection-lost',
  1010: 'connection-lost',
  4401: 'token-refused',
  4403: 'unauthorized',
  4408: 'session-expired',
  4429: 'throttled',
};
/** After these two, one line more is worthwhile: without the largest message, or with another ticket. */
const TOO_LARGE = 1009;
const TICKET_REFUSED = 4401;

const meaningOf = (code: number, reason: string): Problem => ({
  code:
    NEVER[code] ??
    (code === 1013 ? 'throttled' : /expired|maximum duration/i.test(reason) ? 'session-expired' : 'connection-lost'),
  cause: closeCause({ code, reason }),
});

/** @param random [0, 1), so that not all visitors come back in the same moment */
export function stepLine(before: Line, event: LineEvent, now: number, random: number): LineStep {
  const line: { -readonly [K in keyof Line]: Line[K] } = { ...before };
  const effects: LineEffect[] = [];
  const id = 'id' in event ? event.id : 0;

  const drop = (gone: { readonly id: number } | undefined): unknown =>
    gone && effects.push({ kind: 'drop', id: gone.id });

  const close = (): void => {
    drop(line.dial);
    drop(line.live);
    line.live = line.dial = line.at = undefined;
  };

  const end = (code?: FaultCode, cause?: string): void => {
    close();
    effects.push({ kind: 'over', problem: code && { code, cause: cause! } });
  };

  const dial = (ms: number): void => {
    line.at = undefined;
    line.dial = { id: ++line.last, by: now + ms, stage: 'dialling', endsAt: 0 };
    if (!line.live) line.tries++;
    effects.push({ kind: 'dial', id: line.last });
  };

  /** The life of the line in use is over. A good one lets the tries begin anew. */
  const settle = (): void => {
    if (now - line.live!.since >= GOOD_LIFE_MS && line.shortLives < MOST_SHORT_LIVES) {
      Object.assign(line, { tries: 0, triesFrom: now, forgiven: [] });
    }
    line.live = undefined;
  };

  /** The dialled line becomes the conversation's. */
  const adopt = (): void => {
    const { id, endsAt } = line.dial!;
    const life = endsAt - now;
    line.live = { id, since: now, endsAt, due: endsAt - Math.min(HAND_OVER_MS, life / 2) };
    line.shortLives = life < SHORT_LIFE_MS ? line.shortLives + 1 : 0;
    line.dial = undefined;
    line.first = false;
    effects.push({ kind: 'replay', id }, { kind: 'adopt', id });
  };

  const tell = (attempt: number, delayMs: number, reason: ReconnectReason): void => {
    effects.push(
      attempt && line.offlineAt !== undefined
        ? { kind: 'reconnect', attempt, delayMs: 0, reason: 'offline' }
        : { kind: 'reconnect', attempt, delayMs, reason },
    );
  };

  /** True when this code is the end; else what it asks for is done. */
  const isFinal = (code: number): boolean => {
    if (!NEVER[code]) return false;
    const once = code === TICKET_REFUSED || (code === TOO_LARGE && !line.first);
    if (!once || line.forgiven.includes(code)) return true;
    line.forgiven = [...line.forgiven, code];
    if (code === TOO_LARGE) effects.push({ kind: 'shed' });
    return false;
  };

  const delayAfter = (code: number): number => {
    if (NEVER[code]) return 0;
    if (code === 4503) return random * 2000;
    const { tries } = line;
    const usual = tries ? Math.min(8000, 500 * 2 ** tries) * (0.5 + random) : random * 300;
    return code === 1013 ? 5000 + usual : usual;
  };

  const tooLong = (): boolean => line.offlineAt === undefined && now - line.triesFrom >= MOST_ONLINE_MS;

  /** Waits for the next try, unless there were enough. */
  const wait = (delayMs: number, reason: ReconnectReason, cause: string | undefined): void => {
    if (tooLong() || line.tries >= MOST_TRIES) return end('connection-lost', cause);
    line.at = now + delayMs;
    tell(line.tries + 1, delayMs, reason);
  };

  /** The line that was being opened is gone. `code`: of its close, if its socket was open. */
  const dialLost = ({ code, cause, retryAt }: Problem, closeCode = 0): void => {
    drop(line.dial);
    line.dial = undefined;
    if (line.live) return void (line.live = { ...line.live, due: now + HAND_OVER_AGAIN_MS });
    const final = isFinal(closeCode);
    if (final || (!NEVER[closeCode] && (line.first || code === 'token-refused'))) {
      close();
      effects.push({ kind: 'over', problem: { code, cause: cause!, ...(retryAt && { retryAt }) } });
    } else if (line.first) dial(FIRST_MS);
    else {
      const asked = retryAt && Math.min(MOST_DELAY_MS, Math.max(0, retryAt - now));
      wait(asked ?? delayAfter(closeCode), 'connection-lost', cause);
    }
  };

  const liveLost = (code: number, reason: string): void => {
    const expired = now >= line.live!.endsAt - AT_ONCE_MS;
    if (code === 1000 && !expired) return end();
    const { code: fault, cause } = meaningOf(code, reason);
    drop(line.live);
    settle();
    if (isFinal(code)) return end(fault, cause);
    const why = expired || fault === 'session-expired' ? 'session-expired' : 'connection-lost';
    if (!line.dial) return wait(delayAfter(code), why, cause);
    // The next line is on its way: nothing is waited for, and no other is opened.
    tell(++line.tries, 0, why);
    if (line.dial.stage !== 'dialling') adopt();
  };

  /** Before the end of a session, at a quiet moment: opens the next line, or changes to it when it is set up. */
  const handOver = (calm: Calm): void => {
    const { endsAt, due } = line.live!;
    const left = endsAt - now;
    const hurry = left <= AT_ONCE_MS;
    if (calm < (hurry ? 0 : left <= HURRY_MS ? 1 : 2)) return;
    const stage = line.dial?.stage;
    if (!stage) {
      if (now >= due && left > 0 && line.shortLives < MOST_SHORT_LIVES) dial(SET_UP_MS);
    } else if (stage === 'parked' || (hurry && stage === 'ready')) {
      const old = line.live;
      if (line.agent) drop(old);
      settle();
      line.tries++;
      adopt();
      if (!line.agent) drop(old);
      tell(0, 0, 'session-expiring');
    }
  };

  /** `woken`: the wait for the next try is over, whatever its time. */
  const onTime = (calm: Calm, woken?: boolean): void => {
    if (line.at !== undefined) {
      if (line.offlineAt === undefined ? tooLong() : now >= offlineEnd(line)) {
        end('connection-lost', 'no connection for too long');
      } else if (line.offlineAt === undefined && (woken || now >= line.at)) dial(SET_UP_MS);
    } else if (line.dial?.stage === 'dialling' && now >= line.dial.by) {
      dialLost({ code: 'connect-timeout', cause: 'the session was not set up in time' });
    } else if (line.live) handOver(calm);
  };

  /** Sleep does not count. What is offline as well is left out as a whole, when it is over. */
  const rest = (asleepMs: number): void => {
    if (line.offlineAt === undefined) line.triesFrom = Math.min(now, line.triesFrom + asleepMs);
  };

  const dialled = line.dial?.id === id ? line.dial : undefined;
  switch (event.kind) {
    case 'start':
      if (phaseOf(line) !== 'closed') break;
      Object.assign(line, closedLine, {
        last: line.last,
        offlineAt: line.offlineAt,
        agent: event.agent,
        triesFrom: now,
      });
      dial(FIRST_MS);
      break;
    case 'stop':
      close();
      break;
    case 'opened':
      if (dialled && line.first) line.dial = { ...dialled, by: now + SET_UP_FIRST_MS };
      break;
    case 'ready':
      if (!dialled) {
        if (line.live?.id !== id) drop(event);
        break;
      }
      line.dial = { ...dialled, endsAt: event.endsAt, stage: line.agent ? 'parked' : 'ready' };
      if (!line.live) adopt();
      else if (!line.agent) effects.push({ kind: 'replay', id });
      break;
    case 'parked':
      if (dialled) line.dial = { ...dialled, stage: 'parked' };
      break;
    case 'closed': {
      const { code, reason = '' } = event;
      if (dialled) dialLost(meaningOf(code, reason), code);
      else if (line.live?.id === id) liveLost(code, reason);
      break;
    }
    case 'failed':
      if (dialled) dialLost(event.problem);
      break;
    case 'ends':
      if (line.live) line.live = { ...line.live, endsAt: Math.min(line.live.endsAt, event.at), due: now };
      break;
    case 'time':
      onTime(event.calm);
      break;
    case 'wake':
      rest(event.asleepMs);
      onTime(0, true);
      break;
    case 'network':
      rest(event.asleepMs);
      if (event.online) {
        if (line.offlineAt !== undefined) line.triesFrom += now - Math.max(line.offlineAt, line.triesFrom);
        line.offlineAt = undefined;
        onTime(0, true);
      } else if (line.offlineAt === undefined) {
        line.offlineAt = now;
        if (line.at !== undefined) tell(line.tries + 1, 0, 'offline');
      }
  }
  return { line, effects };
}
