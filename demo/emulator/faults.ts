/** Faults that wait for connections, and how they are written in an address. Others apply them. */
import type { EmulatorFaults } from './public-types.js';
import { boolean, type Check, integer, number, object, oneOf, text } from './session/check.js';
import { failure, invalidValue, type Result, success } from './shared/result.js';

export type Faults = EmulatorFaults;

const MAX_REASON_BYTES = 123;
const fitsIntoClose: Check = (value, path) =>
  text()(value, path) ??
  (Buffer.byteLength(value as string) > MAX_REASON_BYTES
    ? invalidValue(path, `'${path}' must have at most ${MAX_REASON_BYTES} bytes: a close frame holds no more.`)
    : undefined);
const ms: Check = integer({ min: 0 });
const schema = object({
  refuseUpgrade: oneOf(400, 401, 403, 404, 429, 500, 503),
  neverAnswer: boolean,
  latencyMs: ms,
  jitterMs: ms,
  stallAfterMs: ms,
  stallMs: ms,
  closeAfterMs: ms,
  closeCode: integer({ min: 1000, max: 4999 }),
  destroyAfterMs: ms,
  malformedAfterMs: ms,
  binaryAfterMs: ms,
  expireAfterMs: ms,
  failTranscription: boolean,
  foreignError: boolean,
  namelessErrors: boolean,
  rateLimits: boolean,
  mcpGoesOn: boolean,
  itemEvents: oneOf('created', 'added', 'both'),
  sessionUpdated: oneOf('never', 'late'),
  closeReason: fitsIntoClose,
  structuredInput: oneOf('refuse'),
  speed: number({ min: 0.1, max: 1000 }),
  pieceMs: integer({ min: 10, max: 1000 }),
});

export function readFaults(value: unknown): Result<Faults> {
  const fault = schema(value, '');
  return fault ? failure(fault) : success(value as Faults);
}

/** Reads `{"latencyMs":50}` or the short form `latencyMs:50,neverAnswer:true`. */
export function parseFaults(text: string): Result<Faults> {
  try {
    return readFaults(JSON.parse(text.trim().startsWith('{') ? text : expandShortForm(text)));
  } catch {
    return failure(invalidValue('emulator-faults', 'Faults are JSON, or key:value pairs with commas between them.'));
  }
}

const expandShortForm = (text: string): string =>
  `{${text
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => pair.replace(/^\s*(\w+)\s*:/, '"$1":'))
    .join(',')}}`;

/** Faults that wait for the next connections. */
export class PendingFaults {
  #faults: Faults = {};
  #left = 0;

  /** @param connections how many of the next connections get them; all, unless said otherwise */
  set(faults: Faults, connections = Infinity): void {
    this.#faults = faults;
    this.#left = connections;
  }

  clear(): void {
    this.#left = 0;
  }

  take(): Faults {
    if (this.#left <= 0) return {};
    this.#left--;
    return this.#faults;
  }
}
