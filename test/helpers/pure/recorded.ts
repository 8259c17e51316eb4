/**
 * Recorded conversations in test/fixtures/conversations, one event per line. They keep the order of the service's events, its
 * nulls, and the fields and events that no document mentions. Words, ids and audio are made up.
 */
export interface Line {
  readonly dir: 'sent' | 'received';
  readonly event: { readonly type: string; readonly [field: string]: unknown };
}

/** A conversation with the transcript that the visitor reads at its end. */
export interface Recorded {
  readonly name: string;
  /** `voice` is a call with audio; `text` is a chat without it. */
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
    // a page restores a history in an open session before anything is typed
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

/** Whether a line announces an item that the client created. Such an item is complete at once, and has no spoken audio. */
const isClients = (line: Line): boolean =>
  isReceived(line, 'conversation.item.created') &&
  itemOf(line).status !== 'in_progress' &&
  !JSON.stringify(itemOf(line).content ?? []).includes('input_audio');

/** The number of the client's line that this line answers. Undefined when it answers none. */
export function causeOf(lines: readonly Line[], index: number): number | undefined {
  const line = lines[index]!;
  /** The nth answer of a kind belongs to the nth request of that kind. */
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

/** The id that the service gave to the item that the client created in this line. */
export const idOfCreated = (lines: readonly Line[], sent: number): string | undefined => {
  const answer = lines.findIndex((line, index) => isClients(line) && causeOf(lines, index) === sent);
  return answer < 0 ? undefined : itemOf(lines[answer]!).id;
};

/** A copy of an event in which recorded ids are replaced by those that the client chose. */
export function renamed(event: Line['event'], names: ReadonlyMap<string, string>): Line['event'] {
  const json = [...names].reduce((text, [from, to]) => text.replaceAll(`"${from}"`, `"${to}"`), JSON.stringify(event));
  return JSON.parse(json) as Line['event'];
}
