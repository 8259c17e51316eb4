import { expect } from 'chai';
import type { TranscriptChange } from '../../../src/worker/contract/conversation.js';
import { newTurn, type Turn } from '../../../src/worker/session/turn.js';
import * as transcripts from '../../../src/worker/session/transcript.js';
import type { Transcript } from '../../../src/worker/session/transcript.js';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import { random, type Random } from '../../helpers/pure/random.js';
import * as t from '../../helpers/worker/turns.js';

const { emptyTranscript, append, changeOf, close, interrupt, messageIds, messageOf, place, remove, settle } =
  transcripts;
const id = t.item;

/** Items a, b, c … one after the other. */
const chain = (names: string): Transcript =>
  [...names].reduce(
    (transcript, name, i) => place(transcript, id(name), { role: 'agent', previous: i ? id(names[i - 1]!) : null }),
    emptyTranscript,
  );
const orderOf = (transcript: Transcript): string => transcript.order.join('');

describe('the order of the transcript', () => {
  it('puts an item right after the one before it, though that came later', () => {
    const first = place(emptyTranscript, id('b'), { role: 'agent', previous: id('a') });
    expect(orderOf(place(first, id('a'), { role: 'user', previous: null }))).to.equal('ab');
    expect(orderOf(place(first, id('a'), { role: 'user' }))).to.equal('ab');
  });

  it('puts an item in the middle when that is where it belongs', () => {
    expect(orderOf(place(chain('abd'), id('c'), { role: 'agent', previous: id('b') }))).to.equal('abcd');
  });

  it('puts what has no known place last, until it is known', () => {
    const unknown = place(chain('ab'), id('x'), { role: 'user' });
    expect(orderOf(unknown)).to.equal('abx');
    expect(orderOf(place(unknown, id('x'), { previous: id('a') }))).to.equal('axb');
  });

  it('puts a first item first', () => {
    expect(orderOf(place(chain('bc'), id('a'), { role: 'user', previous: null }))).to.equal('abc');
  });

  it('keeps a known place when less is said later', () => {
    expect(orderOf(place(chain('abc'), id('b'), { role: 'user' }))).to.equal('abc');
  });

  it('keeps items that name each other in a ring', () => {
    const ring = place(place(chain('a'), id('x'), { previous: id('y') }), id('y'), { previous: id('x') });
    expect([...orderOf(ring)].sort().join('')).to.equal('axy');
  });

  it('keeps an item that names itself', () => {
    expect(orderOf(place(chain('a'), id('x'), { previous: id('x') }))).to.equal('ax');
  });

  it('keeps the others in their order when one is removed', () => {
    const removed = remove(chain('abcd'), id('b'));
    expect(orderOf(removed)).to.equal('acd');
    expect(orderOf(place(removed, id('e'), { role: 'user', previous: id('c') }))).to.equal('aced');
    expect(orderOf(place(remove(chain('abc'), id('a')), id('d'), { previous: null }))).to.equal('dbc');
    // x has no known place, so c must not lose its own
    const loose = place(chain('a'), id('x'), { role: 'user' });
    const grown = place(place(loose, id('b'), { previous: id('a') }), id('c'), { previous: id('b') });
    expect(orderOf(place(remove(grown, id('b')), id('y'), { previous: id('a') }))).to.equal('aycx');
  });

  it('holds places for items without words and shows them to nobody', () => {
    const withTool = place(chain('a'), id('tool'), { previous: id('a') });
    const after = place(withTool, id('b'), { role: 'agent', previous: id('tool') });
    expect(messageIds(after)).to.deep.equal(['a', 'b']);
    expect(messageOf(after, id('b'))?.previousItemId).to.equal('a');
    expect(messageOf(after, id('tool'))).to.equal(undefined);
  });
});

/** A conversation of so many items as the service tells it: streams that keep their own order. */
function conversation({ integer, pick }: Random, items: number) {
  const texts = Array.from({ length: items }, (_, i) =>
    Array.from({ length: integer(1, 6) }, () => pick(['one ', 'two ', 'three ', `${i} `])),
  );
  const streams: TurnEvent[][] = [];
  texts.forEach((deltas, i) => {
    const name = `i${i}`;
    const previous = i ? `i${i - 1}` : null;
    const whole = deltas.join('');
    if (i % 2 === 0) {
      streams.push([
        ...[t.speechStarted(name), t.speechStopped(name)],
        ...[t.committed(name, previous), t.itemCreated(t.message(name, 'user'), previous)],
      ]);
      streams.push([...deltas.map((delta) => t.heardDelta(name, delta)), t.heardWords(name, whole)]);
    } else {
      const item = t.message(name, 'assistant');
      streams.push([t.itemAdded(item, `r${i}`), t.itemCreated(item, previous), t.itemDone(item, `r${i}`)]);
      streams.push([...deltas.map((delta) => t.words(delta, name, `r${i}`)), t.wordsDone(whole, name)]);
    }
  });
  return { streams, texts: texts.map((deltas) => deltas.join('')) };
}

/** One shuffle that keeps each stream's own order. */
function interleave(streams: readonly (readonly TurnEvent[])[], { integer }: Random): readonly TurnEvent[] {
  const left = streams.map((stream) => [...stream]);
  const events: TurnEvent[] = [];
  while (left.length > 0) {
    const at = integer(0, left.length - 1);
    events.push(left[at]!.shift()!);
    if (left[at]!.length === 0) left.splice(at, 1);
  }
  return events;
}

const textsOf = ({ transcript }: Turn): readonly (string | undefined)[] =>
  messageIds(transcript).map((item) => messageOf(transcript, item)?.text);

describe('a conversation told in any order', () => {
  it('reads the same after 1,000 shuffles', function () {
    for (let seed = 1; seed <= 1000; seed++) {
      const source = random(seed);
      const { streams, texts } = conversation(source, source.integer(2, 10));
      const events = interleave(streams, source);
      const { turn, effects } = t.after(newTurn('voice', undefined), t.sessionUpdated(), ...events);
      expect(turn.transcript.order, `seed ${seed}`).to.deep.equal(texts.map((_, i) => `i${i}`));
      expect(textsOf(turn), `seed ${seed}`).to.deep.equal(texts);
      // what the page was told makes the same list
      const told: string[] = [];
      for (const effect of effects) {
        if (effect.kind !== 'notify') continue;
        if (effect.notice.kind === 'order') told.splice(0, Infinity, ...effect.notice.itemIds);
        if (effect.notice.kind !== 'transcript') continue;
        const { itemId } = effect.notice.change;
        if (!told.includes(itemId)) told.push(itemId);
      }
      expect(told, `seed ${seed}`).to.deep.equal(texts.map((_, i) => `i${i}`));
      expect(messageIds(turn.transcript).every((item) => messageOf(turn.transcript, item)?.final)).to.be.true;
    }
  });
});

const changes = (step: ReturnType<typeof t.after>): readonly TranscriptChange[] =>
  t.notices(step, 'transcript').map(({ change }) => change);

describe('a conversation that goes on and on', () => {
  /** So many turns: a word of the visitor, a word of the agent. */
  const turns = (count: number, from = 0): readonly TurnEvent[] =>
    Array.from({ length: count }, (_, i) => from + i).flatMap((i) => [
      t.itemCreated(t.message(`u${i}`, 'user'), i ? `a${i - 1}` : null),
      t.itemCreated(t.message(`a${i}`, 'assistant'), `u${i}`),
      t.heardWords(`u${i}`, `ask ${i}`),
      t.wordsDone(`say ${i}`, `a${i}`),
    ]);
  const MOST = 500;

  it('is bounded here: the newest items stay, in their order', () => {
    const { transcript } = t.session(...turns(600));
    expect([transcript.entries.size, transcript.order.length]).to.deep.equal([MOST, MOST]);
    expect(transcript.order.at(0)).to.equal('u350');
    expect(transcript.order.slice(-2)).to.deep.equal(['u599', 'a599']);
  });

  it('tells the page every message, in its place, and takes none back', () => {
    const step = t.after(t.session(), ...turns(600));
    const told = changes(step).filter(({ final }) => final);
    expect(told.map(({ text }) => text)).to.deep.equal(
      Array.from({ length: 600 }, (_, i) => [`ask ${i}`, `say ${i}`]).flat(),
    );
    expect(t.notices(step, 'removed')).to.be.empty;
    expect(t.notices(step, 'order')).to.be.empty;
  });

  it('still finds the place of words that come late', () => {
    const turn = t.session(...turns(600));
    const step = t.after(turn, t.committed('late', 'u599'), t.heardWords('late', 'in between'));
    expect(step.turn.transcript.order.slice(-3)).to.deep.equal(['u599', 'late', 'a599']);
    const [told] = t.notices(step, 'order');
    expect(told?.itemIds.slice(-3)).to.deep.equal(['u599', 'late', 'a599']);
  });

  it('goes on with items that nobody placed, or that claim to be the first', () => {
    const turn = t.session(...turns(600), t.committed('first', null), t.heardWords('first', 'me'));
    expect(messageOf(turn.transcript, id('first'))?.text).to.equal('me');
    expect(turn.transcript.entries.size).to.equal(MOST);
    expect(textsOf(t.after(turn, ...turns(1, 600)).turn).at(-1)).to.equal('say 600');
  });
});

describe('a message that comes whole', () => {
  const words = 'Nice to meet you, Alice!';
  const contents = [
    [{ type: 'text', text: words }],
    [{ type: 'output_text', text: words }],
    [{ type: 'audio', transcript: words }],
    [{ type: 'audio', audio: 'AAAA', transcript: words }, { type: 'input_image' }],
  ];
  const whole = (content: readonly object[], status?: string) => ({
    ...t.message('a1', 'assistant', content),
    ...(status && { status }),
  });
  const told = (turn: Turn) => messageOf(turn.transcript, id('a1'));
  for (const type of ['conversation.item.created', 'conversation.item.done'] as const) {
    for (const content of contents) {
      it(`has its words at once, and nothing twice: ${type} with ${JSON.stringify(content)}`, () => {
        const event = { ...t.itemCreated(whole(content, 'completed'), null), type } as TurnEvent;
        const step = t.after(t.session(), event, event, t.itemDone(whole(content)));
        expect(changes(step).map(({ text, final }) => [text, final])).to.deep.equal([[words, true]]);
        expect(told(t.after(step.turn, t.words(' Alice!'), t.wordsDone(words)).turn)?.text).to.equal(words);
      });
    }
  }

  it('is no dots for ever when it has no words', () => {
    expect(told(t.session(t.itemCreated(whole([{ type: 'audio', transcript: null }], 'completed'))))?.final).to.be.true;
  });

  it('gets its words after all when deltas follow', () => {
    const turn = t.session(
      t.itemCreated(whole([], 'completed')),
      t.words('Nice '),
      t.words('to'),
      t.wordsDone('Nice to'),
    );
    expect(told(turn)).to.include({ text: 'Nice to', final: true });
  });

  for (const status of ['in_progress', 'incomplete', undefined]) {
    it(`waits for its deltas while it is ${status} and empty`, () => {
      const turn = t.session(t.itemCreated(whole([], status)));
      expect(told(turn)).to.include({ text: '', final: false });
      expect(told(t.after(turn, t.words('Nice')).turn)).to.include({ text: 'Nice', final: false });
    });
  }

  it('is told as incomplete when it is', () => {
    const turn = t.session(t.itemCreated(whole([{ type: 'text', text: words }], 'incomplete')));
    expect(told(turn)).to.include({ text: words, final: true, incomplete: 'incomplete' });
  });

  const added = t.itemAdded(t.message('a1', 'assistant'));
  const sources: readonly (readonly [string, readonly TurnEvent[]])[] = [
    ['the end of the item', [added, t.itemDone(whole(contents[2]!))]],
    ['the end of the item alone', [t.itemDone(whole(contents[0]!))]],
    ['the end of the response', [added, t.done('r1', { output: [whole(contents[2]!)] })]],
    ['the end of the response alone', [t.done('r1', { output: [whole(contents[0]!)] })]],
    ['the end of the item, after a part of its deltas', [added, t.words('Nice to '), t.itemDone(whole(contents[2]!))]],
    [
      'the end of the item, and later again',
      [t.itemDone(whole(contents[0]!)), t.done('r1', { output: [whole(contents[0]!)] })],
    ],
    [
      'its deltas, of which the service kept less',
      [added, t.words(words), t.itemDone(whole([{ type: 'audio', transcript: 'Nice' }]))],
    ],
  ];
  for (const [source, events] of sources) {
    it(`takes its words from ${source}`, () => {
      expect(told(t.session(t.created(), ...events))).to.include({ text: words, final: true });
    });
  }

  it('joins its parts by lines, in their order', () => {
    const content = [{ type: 'text', text: 'one' }, { type: 'image' }, { type: 'audio', transcript: 'two' }];
    expect(told(t.session(t.itemCreated(whole(content))))?.text).to.equal('one\ntwo');
  });
});

describe('the words of the visitor', () => {
  it('stand before the answer that began before they were known', () => {
    const turn = t.session(
      ...[t.speechStarted('u1'), t.speechStopped('u1'), t.committed('u1', null)],
      ...[t.created(), t.itemCreated(t.message('a1', 'assistant'), 'u1'), t.words('Yes.')],
      t.heardWords('u1', 'Are you open?'),
    );
    expect(textsOf(turn)).to.deep.equal(['Are you open?', 'Yes.']);
  });

  it('stay as they are when deltas come after the whole', () => {
    const turn = t.session(t.speechStarted('u1'), t.heardWords('u1', 'Hello there.'), t.heardDelta('u1', ' there.'));
    expect(textsOf(turn)).to.deep.equal(['Hello there.']);
  });

  it('may come as a whole, without deltas', () => {
    const step = t.after(t.session(t.speechStarted('u1')), t.heardWords('u1', 'Hello.'));
    expect(changes(step)).to.deep.equal([
      {
        itemId: 'u1',
        previousItemId: undefined,
        role: 'user',
        text: 'Hello.',
        unheard: '',
        final: true,
        interrupted: false,
        delta: 'Hello.',
      },
    ]);
  });

  it('may be none', () => {
    const turn = t.session(t.speechStarted('u1'), t.heardWords('u1', ''));
    expect(messageOf(turn.transcript, id('u1'))).to.deep.include({ text: '', final: true });
  });

  it('are as far as they came when they cannot be understood', () => {
    const turn = t.session(t.speechStarted('u1'), t.heardDelta('u1', 'Hel'), t.heardNothing('u1'));
    expect(messageOf(turn.transcript, id('u1'))).to.deep.include({ text: 'Hel', final: true });
    expect(t.session(t.heardNothing('nobody')).transcript.order).to.be.empty;
  });

  it('are final at once where nobody writes them down', () => {
    const spoken = [t.speechStarted('u1'), t.itemCreated(t.message('u1', 'user', [{ type: 'input_audio' }]), null)];
    const silent = t.session(t.sessionUpdated({ input_audio_transcription: null }), ...spoken);
    expect(messageOf(silent.transcript, id('u1'))?.final).to.be.true;
    expect(messageOf(t.session(...spoken).transcript, id('u1'))?.final).to.be.false;
  });

  it('keep one item from the first partial to the last word', () => {
    const step = t.after(
      t.session(t.speechStarted('u1')),
      ...['Are ', 'you ', 'open'].map((delta) => t.heardDelta('u1', delta)),
      t.heardWords('u1', 'Are you open?'),
    );
    expect(new Set(changes(step).map(({ itemId }) => itemId))).to.deep.equal(new Set(['u1']));
    expect(changes(step).map(({ delta }) => delta)).to.deep.equal(['Are ', 'you ', 'open', '?']);
  });
});

describe('changes of the transcript', () => {
  it('carry deltas that concatenate to the text', () => {
    const { integer, pick } = random(3);
    for (let run = 0; run < 200; run++) {
      let transcript = emptyTranscript;
      let joined = '';
      for (let i = integer(1, 20); i > 0; i--) {
        const next = append(transcript, id('a'), 'agent', pick(['a', ' ', 'bc ', '\n', '']));
        joined += changeOf(transcript, next, id('a'))?.delta ?? '';
        transcript = next;
      }
      const whole = settle(transcript, id('a'), 'agent', `${joined}.`);
      expect(joined + changeOf(transcript, whole, id('a'))!.delta).to.equal(messageOf(whole, id('a'))?.text);
    }
  });

  it('carry no delta when the text was replaced', () => {
    const before = append(emptyTranscript, id('a'), 'agent', 'Helo');
    expect(changeOf(before, settle(before, id('a'), 'agent', 'Hello'), id('a'))).to.deep.include({
      text: 'Hello',
      delta: '',
    });
  });

  it('are none when nothing changed', () => {
    const whole = settle(emptyTranscript, id('a'), 'agent', 'Hello');
    expect(changeOf(whole, append(whole, id('a'), 'agent', 'o'), id('a'))).to.equal(undefined);
    expect(changeOf(whole, close(whole, id('a')), id('a'))).to.equal(undefined);
    expect(changeOf(emptyTranscript, emptyTranscript, id('a'))).to.equal(undefined);
  });

  it('join the parts of an answer by lines', () => {
    const two = append(append(emptyTranscript, id('a'), 'agent', 'two', 1), id('a'), 'agent', 'one', 0);
    expect(messageOf(two, id('a'))?.text).to.equal('one\ntwo');
  });

  it('count a part that cannot be to the first', () => {
    for (const index of [-1, 1e9, NaN, 0.5, 'x', null]) {
      const odd = append(emptyTranscript, id('a'), 'agent', 'one', index as number);
      expect(messageOf(odd, id('a'))?.text, String(index)).to.equal('one');
    }
  });
});

describe('an interrupted message', () => {
  const said = append(emptyTranscript, id('a'), 'agent', 'We open at nine  and close at six.');
  const cuts: readonly (readonly [number, string, string])[] = [
    [0, '', 'We open at nine  and close at six.'],
    [-1, '', 'We open at nine  and close at six.'],
    [1 / 34, '', 'We open at nine  and close at six.'],
    [2 / 34, 'We', 'open at nine  and close at six.'],
    [3 / 34, 'We', 'open at nine  and close at six.'],
    [14 / 34, 'We open at', 'nine  and close at six.'],
    [15 / 34, 'We open at nine', 'and close at six.'],
    [16 / 34, 'We open at nine', 'and close at six.'],
    [33 / 34, 'We open at nine  and close at', 'six.'],
    [1, 'We open at nine  and close at six.', ''],
    [7, 'We open at nine  and close at six.', ''],
  ];
  for (const [share, text, unheard] of cuts) {
    it(`ends at a word's end when ${share.toFixed(2)} of it were heard`, () => {
      expect(messageOf(interrupt(said, id('a'), share), id('a'))).to.deep.include({ text, unheard, interrupted: true });
    });
  }

  it('loses nothing but the white space of the cut, wherever that is', () => {
    const { integer, pick, next } = random(11);
    for (let run = 0; run < 1000; run++) {
      const whole = Array.from({ length: integer(0, 12) }, () => pick(['Größe', 'a', '漢字', '…', '😀x', 'to\n'])).join(
        ' ',
      );
      const cut = interrupt(settle(emptyTranscript, id('a'), 'agent', whole), id('a'), next());
      const { text, unheard } = messageOf(cut, id('a'))!;
      expect((text + unheard).replace(/\s/g, '')).to.equal(whole.replace(/\s/g, ''));
      expect(whole.startsWith(text)).to.be.true;
      // 漢字 are words each: no space parts them
      const atWordsEnd = text === '' || unheard === '' || /[\s漢字]/.test(whole.charAt(text.length));
      expect(atWordsEnd, `"${text}|${unheard}"`).to.be.true;
    }
  });

  const UNSPACED: Readonly<Record<string, readonly string[]>> = {
    Chinese: ['我们', '九', '点', '开门', '，', '六', '点', '关门', '。'],
    Japanese: ['コーヒー', 'は', '東京', 'の', 'カフェ', 'で'],
    Thai: ['สวัสดี', 'ครับ', 'ยินดี', 'ต้อนรับ'],
    Lao: ['ສະບາຍດີ', 'ທ່ານ'],
    mixed: ['请看', 'Fixie', '目录'],
  };
  /** For each place where it may be cut: what was heard. */
  const cutsOf = (whole: string): readonly string[] =>
    Array.from(
      whole,
      (_, at) =>
        messageOf(interrupt(settle(emptyTranscript, id('a'), 'agent', whole), id('a'), at / whole.length), id('a'))!
          .text,
    );

  for (const [language, words] of Object.entries(UNSPACED)) {
    it(`ends between two words of ${language}, which has no spaces`, () => {
      const ends = words.map((_, at) => words.slice(0, at).join(''));
      const cuts = cutsOf(words.join(''));
      for (const heard of cuts) expect(ends, heard).to.include(heard);
      expect(new Set(cuts).size, 'at most of them').to.be.at.least(ends.length - 1);
    });
  }

  it('never ends inside a letter', () => {
    for (const heard of ['ยินดีต้อนรับครับ', '𠮷野家𠮷', 'សួស្តី'].flatMap(cutsOf))
      expect(heard).not.to.match(/[\ud800-\udbff]$|ย$/);
  });

  it('ends where it was cut in a browser that knows no words', () => {
    const segmenter = Object.getOwnPropertyDescriptor(Intl, 'Segmenter')!;
    Reflect.deleteProperty(Intl, 'Segmenter');
    const cuts = cutsOf('东京塔');
    Object.defineProperty(Intl, 'Segmenter', segmenter);
    expect(cuts).to.deep.equal(['', '东', '东京']);
  });

  it('ends where the words end that were heard, though a word goes on there', () => {
    const said = settle(emptyTranscript, id('a'), 'agent', '我们九点开门');
    expect(messageOf(interrupt(said, id('a'), ['我', '们', '九']), id('a'))?.text).to.equal('我们九');
  });

  it('takes late words as unheard and still ends at a word', () => {
    const cut = interrupt(append(emptyTranscript, id('a'), 'agent', 'We open at ni'), id('a'), 1);
    const late = append(cut, id('a'), 'agent', 'ne. Bye.');
    expect(messageOf(late, id('a'))).to.deep.include({ text: 'We open at', unheard: 'nine. Bye.' });
  });

  it('is told even when every word was heard', () => {
    expect(changeOf(said, interrupt(said, id('a'), 1), id('a'))).to.deep.include({ interrupted: true, delta: '' });
  });

  it('is nothing when the item is not known', () => {
    expect(interrupt(said, id('x'), 0.5)).to.equal(said);
  });
});
