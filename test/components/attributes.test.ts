import { aTimeout, expect } from '@open-wc/testing';
import {
  ROWS,
  attributeProperties,
  checkNames,
  initialProperties,
  toProperty,
} from '../../src/components/attributes.js';

interface Converter {
  fromAttribute(value: string | null): unknown;
  toAttribute(value: unknown): unknown;
}
const converter = (name: string): Converter => attributeProperties[toProperty(name)]!.converter as unknown as Converter;
/** The words are loaded first. */
const said = (): Promise<unknown> => import('../../src/components/attribute-words.js').then(() => aTimeout(0));
const read = (name: string, value: string | null): unknown => converter(name).fromAttribute(value);

describe('attributes', () => {
  const { warn } = console;
  let warnings: string[];
  beforeEach(() => {
    warnings = [];
    console.warn = (sentence: string) => warnings.push(sentence);
  });
  afterEach(() => {
    console.warn = warn;
  });

  const good: readonly (readonly [string, string | null, unknown])[] = [
    ['voice', 'ava', 'ava'],
    ['voice', '', undefined],
    ['voice', null, undefined],
    ['model', null, 'gpt-realtime'],
    ['model', '', 'gpt-realtime'],
    ['model', 'gpt-4.1', 'gpt-4.1'],
    ['turn-detection', null, 'azure_semantic_vad'],
    ['turn-detection', 'none', 'none'],
    ['noise-reduction', null, undefined],
    ['noise-reduction', 'near_field', 'near_field'],
    ['input-sampling-rate', '16000', '16000'],
    ['temperature', null, undefined],
    ['temperature', '0', 0],
    ['temperature', '1.2', 1.2],
    ['volume', null, 1],
    ['volume', '', 1],
    ['volume', ' ', 1],
    ['volume', '0.5', 0.5],
    ['max-response-output-tokens', '4096', 4096],
    ['max-response-output-tokens', 'inf', 'inf'],
    ['muted', null, false],
    ['muted', '', true],
    ['muted', 'muted', true],
    ['muted', 'false', false],
    ['transcript', null, true],
    ['transcript', '', true],
    ['transcript', 'false', false],
    ['raw-events', '', true],
  ];
  for (const [name, value, expected] of good) {
    it(`read ${name}=${JSON.stringify(value)} as ${JSON.stringify(expected)}`, async () => {
      expect(read(name, value)).to.equal(expected);
      await said();
      expect(warnings).to.be.empty;
    });
  }

  const bad: readonly (readonly [string, string, unknown, readonly string[]])[] = [
    ['volume', 'loud', 1, ['from 0 to ', '1 is used']],
    ['volume', '9', 1, ['from 0 to ']],
    ['volume', '-1', 1, ['from 0 to ']],
    ['volume', 'NaN', 1, ['from 0 to ']],
    ['temperature', '2', undefined, ['from 0 to 1.2', 'The default of the service holds']],
    ['max-response-output-tokens', 'infinite', undefined, ['from 1 to 4096, or inf']],
    ['theme', 'black', 'auto', ['auto, light, dark', 'auto is used']],
    ['turn-detection', 'vad', 'azure_semantic_vad', ['server_vad']],
    ['reasoning-effort', 'huge', undefined, ['minimal', 'The default of the service holds']],
    ['input-sampling-rate', '44100', undefined, ['8000, 16000, 24000']],
  ];
  for (const [name, value, expected, parts] of bad) {
    it(`warn of ${name}="${value}" once, and use ${String(expected)}`, async () => {
      expect([read(name, value), read(name, value)]).to.deep.equal([expected, expected]);
      await said();
      expect(warnings).to.have.length(1);
      for (const part of [`${name}="${value}"`, ...parts]) expect(warnings[0]).to.contain(part);
    });
  }

  it('are written as attributes are', () => {
    const { toAttribute } = converter('muted');
    expect([false, true, 'dark', 0.5].map(toAttribute)).to.deep.equal([null, '', 'dark', 0.5]);
  });

  it('have camelCase properties with their defaults', () => {
    expect(toProperty('agent-project-name')).to.equal('agentProjectName');
    expect(Object.keys(attributeProperties)).to.deep.equal(Object.keys(initialProperties));
    expect(Object.keys(attributeProperties)).to.have.length(Object.keys(ROWS).length);
    expect(initialProperties).to.deep.include({ volume: 1, transcript: true, muted: false, voice: undefined });
  });

  it('reflect what the page may style', () => {
    const reflected = Object.keys(ROWS).filter((name) => attributeProperties[toProperty(name)]!.reflect);
    expect(reflected).to.deep.equal(['variant', 'open', 'theme', 'muted']);
  });

  for (const [wrong, meant] of [
    ['tokenurl', 'token-url'],
    ['token_url', 'token-url'],
    ['token-urls', 'token-url'],
    ['voise', 'voice'],
    ['instruction', 'instructions'],
    ['vollume', 'volume'],
  ] as const) {
    it(`ask whether ${wrong} should be ${meant}, once`, async () => {
      checkNames([wrong]);
      checkNames([wrong]);
      await said();
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain(`${wrong}: did you mean ${meant}?`);
    });
  }

  it('let names be that are ours, or far from ours, or of HTML', async () => {
    checkNames([
      ...Object.keys(ROWS),
      'class',
      'id',
      'style',
      'slot',
      'part',
      'lang',
      'dir',
      'hidden',
      'title',
      'role',
    ]);
    checkNames([
      'state',
      'tabindex',
      'inert',
      'popover',
      'data-x',
      'aria-label',
      'x',
      'constructor',
      'exportparts',
      'is',
    ]);
    await said();
    expect(warnings).to.be.empty;
  });
});
