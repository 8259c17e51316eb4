/** What happened, told to the log and counted for the metrics. Nothing that was said, and no secret, comes this far. */
import { createHmac, randomBytes } from 'node:crypto';
import { dayOf } from '../limits/day.js';
import { VoiceServerError } from '../options/errors.js';
import type { Log, LogEntry } from '../options/log-types.js';
import { Metrics } from './metrics.js';
import { redact } from './redact.js';

const writeLine: Log = (entry) => void process.stdout.write(`${JSON.stringify(entry)}\n`);
const SHORT = 12;

export interface CallFigures {
  readonly seconds: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly tokens: number;
  readonly microEuros: number;
  readonly code: number;
  /** Which side ended it, in one word. */
  readonly by: string;
}

export class Observer {
  readonly metrics: Metrics;
  readonly #log: Log;
  readonly #secrets: () => readonly string[];
  #salt = { day: '', value: randomBytes(0) };

  constructor(
    log: Log | false | undefined,
    gauges: () => Readonly<Record<string, number>>,
    secrets: () => readonly string[],
  ) {
    this.#log = log === false ? () => undefined : (log ?? writeLine);
    this.metrics = new Metrics(gauges);
    this.#secrets = secrets;
  }

  ticketGiven(visitor: string, profile: string, way: string): void {
    this.metrics.count('tickets_total', { result: 'given' });
    this.#tell('info', 'ticket', { visitor: this.#hash(visitor), profile, way });
  }

  ticketRefused(reason: string, detail: string | undefined, visitor: string | undefined): void {
    this.metrics.count('tickets_total', { result: reason });
    this.#tell('warn', 'ticket-refused', {
      reason,
      ...(detail !== undefined && { detail }),
      ...(visitor !== undefined && { visitor: this.#hash(visitor) }),
    });
  }

  socketRefused(reason: string): void {
    this.metrics.count('tickets_total', { result: `socket-${reason}` });
    this.#tell('warn', 'socket-refused', { reason });
  }

  callBegan(call: string, visitor: string, profile: string, connectSeconds: number): void {
    this.metrics.observe('connect_seconds', connectSeconds);
    this.#tell('info', 'call-begin', { call, visitor: this.#hash(visitor), profile });
  }

  callEnded(call: string, visitor: string, profile: string, figures: CallFigures): void {
    this.metrics.count('calls_total', { code: String(figures.code) });
    this.metrics.count('bytes_total', { direction: 'up' }, figures.bytesUp);
    this.metrics.count('bytes_total', { direction: 'down' }, figures.bytesDown);
    this.#tell('info', 'call-end', { call, visitor: this.#hash(visitor), profile, ...figures });
  }

  used(tokens: number, microEuros: number): void {
    this.metrics.count('tokens_total', {}, tokens);
    this.metrics.count('micro_euros_total', {}, microEuros);
  }

  /** A frame that was changed or dropped. A call tells the first of each reason in the log, and counts the rest. */
  policy(call: string, reason: string, first: boolean): void {
    this.metrics.count('policy_total', { reason });
    if (first) this.#tell('warn', 'policy', { call, reason });
  }

  upstreamFailed(call: string, reason: string, detail: string): void {
    this.metrics.count('upstream_failures_total', { reason });
    this.#tell('error', 'upstream-failed', { call, reason, detail });
  }

  storeChanged(away: boolean): void {
    const sentence = away ? 'Redis is lost: no new calls, running ones go on.' : 'Redis is back.';
    this.#tell(away ? 'error' : 'info', 'store', { detail: sentence });
  }

  note(level: LogEntry['level'], event: string, detail: string): void {
    this.#tell(level, event, { detail });
  }

  /** Something threw. Only sentences of our own are told whole: another's message may quote what it was given. */
  failed(where: string, error: unknown): void {
    const { name, message } = error instanceof Error ? error : new Error('unknown');
    const ours = error instanceof VoiceServerError || error instanceof TypeError || name === 'StoreAwayError';
    this.#tell('error', 'failed', { where, detail: ours ? message : `${name}: ${message}` });
  }

  #tell(level: LogEntry['level'], event: string, fields: Readonly<Record<string, string | number>>): void {
    const { detail, ...rest } = fields;
    const clean = typeof detail === 'string' && { detail: redact(detail, this.#secrets()) };
    try {
      this.#log({ time: new Date().toISOString(), level, event, ...rest, ...clean });
    } catch {
      // A log that is full or broken must not end the calls: most entries are told from within a socket's event.
    }
  }

  /** The salt lives as long as the day and this process: yesterday's hashes say nothing about today's visitors. */
  #hash(visitor: string): string {
    const day = dayOf(Date.now());
    if (this.#salt.day !== day) this.#salt = { day, value: randomBytes(32) };
    return createHmac('sha256', this.#salt.value).update(visitor).digest('base64url').slice(0, SHORT);
  }
}
