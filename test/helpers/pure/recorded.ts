/**
 * Conversations in the shape in which the service was recorded: the order of its events, its nulls, fields and events that no
 * document has. Words, ids and sounds are made up. They are in test/fixtures/conversations, one event a line.
 */
export interface Line {
  readonly dir: 'sent' | 'received';
  readonly event: { readonly type: string; readonly [field: string]: unknown };
}

/** What the visitor reads in the end. */
export interface Recorded {
  readonly name: string;
  /** A call has sound and a microphone; a chat has neither. */
  readonly mode: 'voice' | 'text';
  readonly model: string;
  readonly messages: readonly (readonly [role: 'user' | 'agent', text: string])[];
}

export const RECORDED: readonly Recorded[] = [
  {
    name: 'typed-turn-spoken-answer',
    mode: 'voice',
    model: 'gpt-realtime',
    messages: [
      ['user', 'When do you open?'],
      ['agent', 'We open at nine, every day.'],
    ],
  },
  {
    name: 'typed-turn-written-answer',
    mode: 'text',
    model: 'gpt-realtime',
    messages: [
      ['user', 'Do you sell tandems?'],
      ['agent', 'Yes, two of them.'],
    ],
  },
  {
    name: 'spoken-turn',
    mode: 'voice',
    model: 'gpt-realtime',
    messages: [
      ['user', 'Grüezi, mein Velo ist kaputt.'],
      ['agent', 'Oh no. Bring it in and we mend it.'],
    ],
  },
  {
    name: 'spoken-turn-of-a-text-model',
    mode: 'voice',
    model: 'gpt-4.1',
    messages: [
      ['user', 'Where can I park?'],
      ['agent', 'Right behind the shop.'],
    ],
  },
  {
    name: 'tool-round',
    mode: 'text',
    model: 'gpt-realtime',
    messages: [
      ['user', 'How many bells are left?'],
      ['agent', 'There are 7 bells left.'],
    ],
  },
  {
    name: 'history',
    // a page puts a history back into a session that stands, before anything is typed
    mode: 'voice',
    model: 'gpt-realtime',
    messages: [
      ['user', 'I ride a blue tandem.'],
      ['agent', 'A fine bike for two.'],
      ['user', 'Which colour is it?'],
      ['agent', 'It is blue.'],
    ],
  },
];

export const readLines = (text: string): readonly Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

interface Item {
  readonly id?: string;
  readonly type: string;
  readonly role?: string;
  readonly status?: string;
  readonly content?: readonly { readonly text?: string }[];
  readonly call_id?: string;
  readonly output?: string;
}
/** The item of an event that has one. */
export const itemOf = ({ event }: Line): Item => event['item'] as Item;

const isSent = (line: Line, type: string): boolean => line.dir === 'sent' && line.event.type === type;
const isReceived = (line: Line, type: string): boolean => line.dir === 'received' && line.event.type === type;

/** Items that a client made: they are whole when the service tells of them, and no speech of the visitor. */
const isClients = (line: Line): boolean =>
  isReceived(line, 'conversation.item.created') &&
  itemOf(line).status !== 'in_progress' &&
  !JSON.stringify(itemOf(line).content ?? []).includes('input_audio');

/** The number of the line in which the client said what this line answers. Undefined where it answers nothing. */
export function causeOf(lines: readonly Line[], index: number): number | undefined {
  const line = lines[index]!;
  /** The answers of one kind answer the requests of theirs in order. */
  const inOrder = (asked: (line: Line) => boolean, answers: (line: Line) => boolean): number | undefined => {
    const before = lines.slice(0, index).filter(answers).length;
    const found = lines.flatMap((each, i) => (i < index && asked(each) ? [i] : []));
    return found[before];
  };
  if (isClients(line)) return inOrder((each) => isSent(each, 'conversation.item.create'), isClients);
  switch (line.event.type) {
    case 'session.updated':
      return inOrder(
        (each) => isSent(each, 'session.update'),
        (each) => isReceived(each, 'session.updated'),
      );
    case 'response.created':
      return inOrder(
        (each) => isSent(each, 'response.create'),
        (each) => isReceived(each, 'response.created'),
      );
    case 'input_audio_buffer.speech_started':
      return lines.findLastIndex((each, i) => i < index && isSent(each, 'input_audio_buffer.append'));
    default:
      return undefined;
  }
}

/** The id that the service gave to an item that the client made in the line of this number. */
export const idOfCreated = (lines: readonly Line[], sent: number): string | undefined => {
  const answer = lines.findIndex((line, index) => isClients(line) && causeOf(lines, index) === sent);
  return answer < 0 ? undefined : itemOf(lines[answer]!).id;
};

/** An event in which some ids have other names: those that the client chose. */
export function renamed(event: Line['event'], names: ReadonlyMap<string, string>): Line['event'] {
  const json = [...names].reduce((text, [from, to]) => text.replaceAll(`"${from}"`, `"${to}"`), JSON.stringify(event));
  return JSON.parse(json) as Line['event'];
}
