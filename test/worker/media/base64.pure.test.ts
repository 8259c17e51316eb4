import { expect } from 'chai';
import { decodeBase64, encodeBase64 } from '../../../src/worker/media/base64.js';
import { random } from '../../helpers/pure/random.js';

const NATIVE = [
  [Uint8Array.prototype, 'toBase64'],
  [Uint8Array, 'fromBase64'],
] as const;

/** Runs without the native methods, as an older browser. */
function withoutNative(): () => void {
  const found = NATIVE.map(([owner, name]) => [owner, name, Object.getOwnPropertyDescriptor(owner, name)] as const);
  for (const [owner, name] of found) Reflect.deleteProperty(owner, name);
  return () => found.forEach(([owner, name, was]) => was && Object.defineProperty(owner, name, was));
}

/** Runs with simple replacements of the native methods, as a newer browser. */
function withNative(): () => void {
  const back = withoutNative();
  const used: string[] = [];
  Object.assign(Uint8Array.prototype, {
    toBase64(this: Uint8Array) {
      used.push('to');
      return btoa([...this].map((byte) => String.fromCharCode(byte)).join(''));
    },
  });
  Object.assign(Uint8Array, {
    fromBase64(text: string) {
      used.push('from');
      return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    },
  });
  return () => {
    for (const [owner, name] of NATIVE) Reflect.deleteProperty(owner, name);
    back();
    expect(used).to.include.members(['to', 'from']);
  };
}

for (const [title, prepare] of [
  ['with native methods', withNative],
  ['without native methods', withoutNative],
  ['as this browser has it', () => () => undefined],
] as const) {
  describe(`base64 ${title}`, () => {
    let back: () => void;
    before(() => (back = prepare()));
    after(() => back());

    for (const [text, base64] of [
      ['', ''],
      ['f', 'Zg=='],
      ['fo', 'Zm8='],
      ['foo', 'Zm9v'],
      ['foobar', 'Zm9vYmFy'],
    ] as const) {
      it(`writes "${text}" as "${base64}" and back`, () => {
        const bytes = new TextEncoder().encode(text);
        expect(encodeBase64(bytes)).to.equal(base64);
        expect(decodeBase64(base64)).to.deep.equal(bytes);
      });
    }

    it('gives all bytes back, at any length and offset', () => {
      const { integer } = random(64);
      for (const length of [1, 2, 3, 255, 8191, 8192, 8193, 20_000]) {
        const memory = Uint8Array.from({ length: length + 7 }, () => integer(0, 255));
        const bytes = memory.subarray(integer(0, 7)).subarray(0, length);
        expect(decodeBase64(encodeBase64(bytes))).to.deep.equal(new Uint8Array(bytes));
      }
    });

    for (const text of ['*', 'Zg=Zg', 'Zm9v!', 'ä']) {
      it(`finds "${text}" to be no base64`, () => {
        expect(decodeBase64(text)).to.equal(undefined);
      });
    }
  });
}
