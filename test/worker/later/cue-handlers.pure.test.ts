import { expect } from 'chai';
import type { Step } from '../../../src/worker/session/turn.js';
import type { TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import * as transcripts from '../../../src/worker/session/transcript.js';
import * as t from '../../helpers/worker/turns.js';

const at = { response_id: 'r1', item_id: 'a1', output_index: 0, content_index: 0 };
const wire = (event: object) => ({ ...at, ...event }) as unknown as TurnEvent;
const word = (text: string, from: number, ms: number) =>
  wire({ type: 'response.audio_timestamp.delta', text, audio_offset_ms: from, audio_duration_ms: ms });
const viseme = (from: number) => wire({ type: 'response.animation_viseme.delta', audio_offset_ms: from, viseme_id: 7 });
const faces = (frame_index: number, frames: unknown) =>
  wire({ type: 'response.animation_blendshapes.delta', frame_index, frames });
const cues = ({ effects }: Step) => effects.flatMap((effect) => (effect.kind === 'cue' ? [effect] : []));
const WORDS = [word('One', 0, 100), word('two', 200, 100), word('three', 400, 100), word('four', 900, 100)];

describe('moments of speech', () => {
  it('carry a word, its time and how long it takes', () => {
    const [cue] = cues(t.after(t.speaking(), word('two', 200, 100)));
    expect(cue).to.deep.include({ itemId: 'a1', atMs: 200 });
    expect(cue?.notice).to.deep.equal({
      kind: 'word',
      detail: { itemId: 'a1', word: 'two', offsetMs: 200, durationMs: 100 },
    });
  });

  it('carry a mouth', () => {
    const [cue] = cues(t.after(t.speaking(), viseme(120)));
    expect(cue?.atMs).to.equal(120);
    expect(cue?.notice).to.deep.include({ kind: 'viseme', detail: { itemId: 'a1', visemeId: 7, offsetMs: 120 } });
  });

  it('carry each face of a piece at its own moment', () => {
    const told = cues(t.after(t.speaking(), faces(6, [[0.1], [0.2]])));
    expect(told.map(({ atMs }) => Math.round(atMs))).to.deep.equal([100, 117]);
    expect(told.map(({ notice }) => notice.detail)).to.deep.include({
      ...{ itemId: 'a1', frameIndex: 6, weights: [0.1], offsetMs: 100 },
    });
  });

  it('carry faces in a text as they came', () => {
    expect(cues(t.after(t.speaking(), faces(0, 'AAAA')))[0]?.notice.detail).to.deep.include({ weights: 'AAAA' });
  });

  it('are none of a response that was silenced', () => {
    expect(cues(t.after(t.speaking(), t.speechStarted(), ...WORDS, viseme(1), faces(0, [[1]])))).to.be.empty;
  });
});

describe('an answer that was broken off', () => {
  const broken = (heardMs: number, ...before: readonly TurnEvent[]) =>
    t.after(t.speaking(...before), t.speechStarted(), t.flushed(t.heard('a1', heardMs, 1000)));
  const textAfter = (heardMs: number, ...before: readonly TurnEvent[]) =>
    transcripts.messageOf(broken(heardMs, ...before).turn.transcript, t.item('a1'))?.text;

  it('ends at the last word that was heard, where the service tells their times', () => {
    expect([50, 150, 320, 899, 1000].map((ms) => textAfter(ms, ...WORDS))).to.deep.equal([
      '',
      'One',
      'One two',
      'One two three',
      'One two three four',
    ]);
  });

  it('ends by the share of its sound, where the service does not', () => {
    expect(textAfter(899)).to.equal('One two three');
    expect(textAfter(500)).to.equal('One two');
  });

  it('ends with what is written right behind the word', () => {
    const turn = t.session(t.created(), t.itemAdded(t.message('a1', 'assistant')), t.words('Well, no.'), t.started());
    const times = [word('Well', 0, 100), word('no', 500, 100)];
    const step = t.after(turn, ...times, t.speechStarted(), t.flushed(t.heard('a1', 200, 600)));
    expect(t.notices(step, 'interrupt')[0]?.interruption.heardText).to.equal('Well,');
  });

  it('ends between the words of a writing without spaces', () => {
    const turn = t.session(
      t.created(),
      t.itemAdded(t.message('a1', 'assistant')),
      t.words('你好，我是店员'),
      t.started(),
    );
    const step = t.after(turn, word('你好', 0, 100), t.speechStarted(), t.flushed(t.heard('a1', 200, 900)));
    expect(t.notices(step, 'interrupt')[0]?.interruption.heardText).to.equal('你好，');
  });
});
