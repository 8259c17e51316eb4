/**
 * Compares conversations of the emulator with the recorded ones: the order of the events, and the fields and nulls of each.
 * Words, ids, numbers and the number of deltas may differ.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { join, type Received, silence, startEmulator, TestClient, tone } from '../helpers/node/emulator-client.js';
import { causeOf, itemOf, type Line, readLines, RECORDED } from '../helpers/pure/recorded.js';

const FOLDER = new URL('../fixtures/conversations/', import.meta.url);
const linesOf = (name: string): readonly Line[] => readLines(readFileSync(new URL(`${name}.jsonl`, FOLDER), 'utf8'));
const SPEECH = join(silence(600), tone(900), silence(1200));
const TRANSCRIPTION = 'conversation.item.input_audio_transcription.';

/** Sends the client's events of a recording. Returns the events that the emulator sent. */
async function perform(lines: readonly Line[], model: string): Promise<readonly Received[]> {
  const call = lines.find(({ event }) => event.type === 'response.function_call_arguments.done')?.event;
  const answer = call && { call: String(call['name']), arguments: JSON.parse(String(call['arguments'])) as object };
  await using running = await startEmulator({
    answers: () => (answer as { call: string; arguments: Record<string, unknown> } | undefined) ?? 'As you like it.',
  });
  using client = await TestClient.open(running, { 'api-version': '2026-04-10', model });
  const said = lines.flatMap((line, index) => (line.dir === 'sent' ? [index] : []));
  let spoken = false;
  for (const index of said) {
    const { event } = lines[index]!;
    if (event.type === 'input_audio_buffer.append') {
      if (!spoken) client.append(SPEECH);
      spoken = true;
      continue;
    }
    const { call_id } = (event['item'] ?? {}) as { readonly call_id?: string };
    // An output must wait for its call, because the emulator chooses the id of the call.
    const made = call_id === undefined ? undefined : await client.next('response.function_call_arguments.done');
    client.send(made ? withCallId(event, made) : event);
    // A further response may be requested only after the end of the previous one.
    const answers = lines.findIndex((_, i) => causeOf(lines, i) === index);
    const waits = said.slice(said.indexOf(index) + 1).some((next) => lines[next]!.event.type === 'response.create');
    if (made && waits) await client.next('response.done');
    if (event.type === 'session.update' && answers >= 0) await client.next('session.updated');
  }
  const responses = lines.filter(({ event }) => event.type === 'response.done').length;
  const transcribed = lines.some(({ event }) => event.type === `${TRANSCRIPTION}completed`);
  while (
    client.of('response.done').length < responses ||
    (transcribed && client.of(`${TRANSCRIPTION}completed`).length === 0)
  )
    await new Promise((resolve) => setTimeout(resolve, 10));
  return client.events;
}

function withCallId(event: Line['event'], made: Received): Line['event'] {
  const { call_id } = made as unknown as { readonly call_id: string };
  return { ...event, item: { ...itemOf({ dir: 'sent', event }), call_id } };
}

type Told = Readonly<Record<string, unknown>> & { readonly type: string };

const told = (lines: readonly Line[]): readonly Told[] =>
  lines.filter(({ dir }) => dir === 'received').map(({ event }) => event);

/** The events in the order to compare: without a transcription beside an answer, and with one delta per type and item. */
function spine(events: readonly Told[]): readonly Told[] {
  const beside = events.some(({ type }) => type === `${TRANSCRIPTION}delta`);
  const kept = events.filter(({ type }) => !beside || !type.startsWith(TRANSCRIPTION));
  const seen = new Set<string>();
  return kept.filter(({ type, item_id }) => {
    const piece = `${type} ${String(item_id)}`;
    const repeats = type.endsWith('.delta') && seen.has(piece);
    seen.add(piece);
    return !repeats;
  });
}

/** Lists the paths of an event's fields with the type of each value. It cannot say what an empty list may contain. */
function shape(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [] : [...new Set(value.flatMap((each) => shape(each, `${path}[]`)))];
  if (typeof value !== 'object' || value === null) return [`${path}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([key, each]) => shape(each, path ? `${path}.${key}` : key));
}

/** Whether a field is not compared, because it belongs to the parameters of a page's function. */
const isOpen = (path: string): boolean => path.includes('.parameters.');

/** Fields that only the later recordings have. The emulator follows the later ones. */
const LATER = ['session.greeting: null', 'session.handoff: null', 'session.output_audio_format: string'];
const EARLIER = ['session.output_audio_format: null'];

describe('the emulator beside a recorded conversation', () => {
  it('covers every recording in the folder', () => {
    const files = readdirSync(FOLDER).map((file) => file.replace('.jsonl', ''));
    assert.deepEqual(files.toSorted(), RECORDED.map(({ name }) => name).toSorted());
  });

  for (const { name, model } of RECORDED) {
    it(`sends the same events in the same order, with the same fields and nulls: ${name}`, async () => {
      const lines = linesOf(name);
      const wanted = spine(told(lines));
      const got = spine((await perform(lines, model)) as unknown as readonly Told[]);
      assert.deepEqual(
        got.map(({ type }) => type),
        wanted.map(({ type }) => type),
      );
      const isEarlier = !shape(wanted[0]).includes(LATER[0]!);
      wanted.forEach((event, i) => {
        const known = (paths: readonly string[]) =>
          paths.filter((path) => !isOpen(path) && !(isEarlier && [...LATER, ...EARLIER].includes(path))).toSorted();
        assert.deepEqual(known(shape(got[i])), known(shape(event)), `${i}: ${event.type}`);
      });
    });
  }

  it('transcribes the visitor in deltas during the answer of a model that hears audio', async () => {
    const events = await perform(linesOf('spoken-turn'), 'gpt-realtime');
    const types = events.map(({ type }) => type);
    assert.ok(types.indexOf(`${TRANSCRIPTION}delta`) > types.indexOf('response.created'));
    const wanted = told(linesOf('spoken-turn'));
    for (const type of ['delta', 'completed'].map((end) => TRANSCRIPTION + end)) {
      const [mine, theirs] = [events, wanted].map((list) =>
        (list as readonly Told[]).filter((each) => each.type === type),
      );
      assert.equal(mine!.length, theirs!.length);
      assert.deepEqual(shape(mine![0]).toSorted(), shape(theirs![0]).toSorted());
    }
  });
});
