import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { InputAudioBuffer, type Heard } from '../../demo/emulator/hearing/input-audio-buffer.js';
import { speechSeconds } from '../../demo/emulator/hearing/describe-speech.js';
import type { VadSettings } from '../../demo/emulator/hearing/voice-activity.js';
import { join, silence, tone } from '../helpers/node/emulator-client.js';

const SETTINGS: VadSettings = { threshold: 0.5, prefixPaddingMs: 300, silenceDurationMs: 500, speechDurationMs: 80 };

function hear(signal: Int16Array, { rateHz = 24_000, pieceMs = 37, settings = SETTINGS } = {}): readonly Heard[] {
  const ears = new InputAudioBuffer(rateHz);
  ears.configure(rateHz, settings);
  const piece = Math.round((pieceMs * rateHz) / 1000);
  const heard: Heard[] = [];
  for (let at = 0; at < signal.length; at += piece) heard.push(...ears.listen(signal.subarray(at, at + piece)));
  return heard;
}

const times = (heard: readonly Heard[]): readonly number[] =>
  heard.map((event) => (event.kind === 'speechStarted' ? event.startMs : event.endMs));

function assertTimes(heard: readonly Heard[], expected: readonly number[]): void {
  const actual = times(heard);
  assert.equal(actual.length, expected.length, `heard ${actual.join(', ')}`);
  expected.forEach((ms, i) => assert.ok(Math.abs(actual[i]! - ms) <= 20, `${actual[i]} is not ${ms} ± 20`));
}

describe('the input audio buffer', () => {
  for (const rateHz of [24_000, 16_000, 8_000]) {
    for (const pieceMs of [10, 37, 5000]) {
      it(`finds start and end of speech at ${rateHz} Hz in pieces of ${pieceMs} ms`, () => {
        const signal = join(silence(1000, rateHz), tone(1500, { rateHz }), silence(1000, rateHz));
        assertTimes(hear(signal, { rateHz, pieceMs }), [1000 - 300, 2500 + 500]);
      });
    }
  }

  const table: readonly (readonly [title: string, signal: Int16Array, settings: Partial<VadSettings>, number[]])[] = [
    ['hears nothing in silence', silence(3000), {}, []],
    ['does not let the padding reach before the beginning', join(tone(600), silence(900)), {}, [0, 1100]],
    ['honours prefix_padding_ms', join(silence(800), tone(600), silence(900)), { prefixPaddingMs: 100 }, [700, 1900]],
    [
      'honours silence_duration_ms',
      join(silence(800), tone(600), silence(900)),
      { silenceDurationMs: 200 },
      [500, 1600],
    ],
    ['bridges pauses shorter than the silence', join(tone(400), silence(400), tone(400), silence(900)), {}, [0, 1700]],
    [
      'hears two turns',
      join(silence(500), tone(400), silence(900), tone(400), silence(900)),
      {},
      [200, 1400, 1500, 2700],
    ],
    [
      'does not let the padding reach into the turn before',
      join(silence(500), tone(400), silence(600), tone(400), silence(900)),
      { prefixPaddingMs: 400 },
      [100, 1400, 1400, 2400],
    ],
    ['ignores a click', join(silence(500), tone(40), silence(900)), {}, []],
    ['needs speech_duration_ms of voice', join(silence(500), tone(300), silence(900)), { speechDurationMs: 400 }, []],
    [
      'hears a soft voice with a low threshold',
      join(silence(500), tone(500, { amplitude: 0.0045 }), silence(900)),
      { threshold: 0.3 },
      [200, 1500],
    ],
    [
      'does not with a high one',
      join(silence(500), tone(500, { amplitude: 0.0045 }), silence(900)),
      { threshold: 0.5 },
      [],
    ],
    [
      'lets a voice grow softer within a turn',
      join(silence(500), tone(400), tone(400, { amplitude: 0.0045 }), silence(900)),
      {},
      [200, 1800],
    ],
  ];
  for (const [title, signal, settings, expected] of table) {
    it(title, () => assertTimes(hear(signal, { settings: { ...SETTINGS, ...settings } }), expected));
  }

  it('commits the audio between the reported times', () => {
    const heard = hear(join(silence(1000), tone(1500), silence(1000)));
    const stopped = heard.find((event) => event.kind === 'speechStopped');
    assert.ok(stopped);
    assert.ok(Math.abs(stopped.audio.pcm.length / 24 - 2300) <= 20);
    assert.ok(Math.abs(speechSeconds(stopped.audio) - 1.5) <= 0.02);
  });

  it('keeps counting time over a change of rate', () => {
    const ears = new InputAudioBuffer(24_000);
    ears.configure(24_000, SETTINGS);
    ears.listen(silence(1000));
    ears.configure(8_000, SETTINGS);
    const heard = ears.listen(join(silence(500, 8_000), tone(500, { rateHz: 8_000 })));
    assertTimes(heard, [1200]);
  });

  it('without turn detection keeps everything until it is committed', () => {
    const ears = new InputAudioBuffer(24_000);
    assert.deepEqual(ears.listen(tone(500)), []);
    assert.equal(ears.commit()?.pcm.length, 12_000);
    assert.equal(ears.commit(), undefined);
    ears.listen(tone(100));
    ears.clear();
    assert.equal(ears.commit(), undefined);
    assert.equal(ears.heardMs, 600);
  });

  it('keeps the newest two minutes', () => {
    const ears = new InputAudioBuffer(8_000);
    for (let second = 0; second < 130; second++) ears.listen(silence(1000, 8_000));
    assert.equal(ears.received.pcm.length, 120 * 8_000);
    assert.equal(ears.heardMs, 130_000);
  });
});
