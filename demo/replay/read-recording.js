/** Reads a file of `exportRecording()`; docs/recordings.md tells its format. What is none is refused with a sentence for its owner. */

const FORMAT = 'voice-live-agent/recording';
const VERSION = 1;
/** Larger files are no recordings: the widget keeps 16 MB at most. */
const MOST_CHARACTERS = 64_000_000;

/** What is wrong with a file, in words for its owner. */
export class RecordingError extends Error {}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of each kind of entry, as far as playing needs them. Kinds that are not here are passed over. */
const NEEDS = {
  start: { mode: 'string' },
  opened: { line: 'number' },
  sent: { line: 'number' },
  received: { line: 'number' },
  closed: { line: 'number', code: 'number' },
  state: { state: 'string' },
};

function flawOf(entry) {
  if (!isObject(entry)) return 'is no object';
  if (typeof entry.kind !== 'string') return 'has no kind';
  if (!Number.isFinite(entry.at)) return 'has no time (at)';
  const wrong = Object.entries(NEEDS[entry.kind] ?? {}).find(([name, type]) => typeof entry[name] !== type);
  if (wrong) return `of kind ${entry.kind} has no ${wrong[0]}`;
  const carries = entry.kind === 'sent' || entry.kind === 'received';
  if (carries && typeof entry.text !== 'string' && typeof entry.frame?.type !== 'string') return 'has no frame';
  return undefined;
}

function parsed(text) {
  if (text.length > MOST_CHARACTERS) throw new RecordingError('The file is too large to be a recording.');
  try {
    return JSON.parse(text);
  } catch {
    throw new RecordingError('The file is no JSON: it is damaged, cut off, or no recording.');
  }
}

/**
 * @param text of the file
 * @returns the recording, its entries in the order of their times
 * @throws RecordingError
 */
export function readRecording(text) {
  const file = parsed(text);
  if (!isObject(file) || file.format !== FORMAT)
    throw new RecordingError('The file is no recording of voice-live-agent: exportRecording() makes one.');
  if (file.version !== VERSION)
    throw new RecordingError(
      `The recording has version ${file.version}, and this player reads version ${VERSION}: play it with the package that wrote it, or a newer one.`,
    );
  if (!Array.isArray(file.entries)) throw new RecordingError('The recording has no entries.');
  for (const [index, entry] of file.entries.entries()) {
    const flaw = flawOf(entry);
    if (flaw) throw new RecordingError(`The recording is damaged: entry ${index + 1} ${flaw}.`);
  }
  const entries = file.entries.toSorted((a, b) => a.at - b.at);
  if (!entries.some(({ kind }) => kind === 'opened'))
    throw new RecordingError(
      'The recording has no connection: nothing was recorded before the conversation began, or it never began.',
    );
  return { ...file, entries };
}

/** The conversations of a recording, each from its start to the next. Those without a connection are left out. */
export function conversationsOf({ entries }) {
  const starts = entries.flatMap(({ kind }, index) => (kind === 'start' && index > 0 ? [index] : []));
  return [0, ...starts]
    .map((from, i) => entries.slice(from, starts[i]))
    .filter((part) => part.some(({ kind }) => kind === 'opened'));
}
