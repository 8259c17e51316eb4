/** What the server tells its operator. It imports nothing. */

/**
 * One line of the log. Visitors are hashes that change every day. No entry holds a word that was said, sound, a ticket, a
 * token or a key.
 */
export interface LogEntry {
  /** ISO 8601. */
  readonly time: string;
  readonly level: 'info' | 'warn' | 'error';
  /** What happened, such as `ticket`, `ticket-refused`, `call-begin`, `call-end`, `policy`. */
  readonly event: string;
  readonly visitor?: string;
  readonly call?: string;
  readonly profile?: string;
  /** A sentence for the operator. */
  readonly detail?: string;
  readonly [field: string]: string | number | boolean | undefined;
}

/** Takes the entries, such as `(entry) => pino[entry.level](entry)`. */
export type Log = (entry: LogEntry) => void;
