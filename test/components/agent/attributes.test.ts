import { aTimeout, expect } from '@open-wc/testing';
import { AttributeElement } from '../../../src/components/agent/attribute-element.js';
import { ROWS, toProperty } from '../../../src/components/contract/attributes.js';
import { checkNames } from '../../../src/components/agent/read-attribute.js';

class TestElement extends AttributeElement {}
customElements.define('test-attributes', TestElement);
const make = () => document.createElement('test-attributes') as TestElement & Record<string, unknown>;
/** The words are loaded first. */
const said = (): Promise<unknown> =>
  import('../../../src/components/agent/attribute-warnings.js').then(() => aTimeout(0));
const tagWith = (names: readonly string[]): HTMLElement => {
  const element = document.createElement('test-names');
  for (const name of names) element.setAttribute(name, '[object Object]');
  return element;
};
const read = (name: string, value: string | null): unknown => {
  const element = make();
  if (value !== null) element.setAttribute(name, value);
  return element[toProperty(name)];
};

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
    ['record', null, 'none'],
    ['record', '', 'events'],
    ['record', 'sound', 'sound'],
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
    ['record', 'all', 'none', ['none, events, words, sound', 'none is used']],
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

  it('have camelCase properties with their defaults', () => {
    const element = make();
    expect(toProperty('agent-project-name')).to.equal('agentProjectName');
    for (const name of Object.keys(ROWS)) expect(toProperty(name) in element, name).to.be.true;
    expect([element.volume, element.transcript, element.muted, element.voice]).to.deep.equal([
      1,
      true,
      false,
      undefined,
    ]);
  });

  it('reflect what the page may style, and nothing else', () => {
    const element = make();
    Object.assign(element, { variant: 'inline', open: true, theme: 'dark', muted: true, volume: 0.5, voice: 'ava' });
    expect(element.getAttributeNames().sort()).to.deep.equal(['muted', 'open', 'theme', 'variant']);
    expect(element.getAttribute('theme')).to.equal('dark');
    element.muted = false;
    expect(element.hasAttribute('muted')).to.be.false;
  });

  it('fall back to the default when the attribute goes away', () => {
    const element = make();
    element.setAttribute('volume', '0.5');
    element.removeAttribute('volume');
    expect(element.volume).to.equal(1);
  });

  it('keep what a page set before the tag was defined', () => {
    const early = document.createElement('test-late') as HTMLElement & { volume?: number; open?: boolean };
    Object.assign(early, { volume: 0.25, open: true });
    document.body.append(early);
    customElements.define('test-late', class extends AttributeElement {});
    expect(early.volume).to.equal(0.25);
    expect(Object.keys(early)).not.to.include('volume');
    expect(early.hasAttribute('open')).to.be.true;
    early.remove();
  });

  it('ask for an update when one changes, with what was there before', async () => {
    const changes: (readonly unknown[])[] = [];
    class Watched extends AttributeElement {
      protected override updated(changed: Map<PropertyKey, unknown>): void {
        for (const change of changed) changes.push(change);
      }
    }
    customElements.define('test-watched', Watched);
    const element = document.createElement('test-watched') as Watched;
    element.setAttribute('volume', '0.5');
    document.body.append(element);
    await element.updateComplete;
    element.volume = 0.5;
    element.volume = 0.75;
    await element.updateComplete;
    expect(changes).to.deep.equal([
      ['volume', undefined],
      ['volume', 0.5],
    ]);
    element.remove();
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
      checkNames(tagWith([wrong]));
      checkNames(tagWith([wrong]));
      await said();
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain(`${wrong}: did you mean ${meant}?`);
    });
  }

  it('let names be that are ours, or far from ours, or of HTML', async () => {
    checkNames(
      tagWith([...Object.keys(ROWS), 'class', 'id', 'style', 'slot', 'part', 'lang', 'dir', 'hidden', 'title', 'role']),
    );
    checkNames(
      tagWith([
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
      ]),
    );
    await said();
    expect(warnings).to.be.empty;
  });

  for (const [attribute, property] of [
    ['session', 'session'],
    ['tools', 'tools'],
    ['labels', 'labels'],
    ['token-provider', 'tokenProvider'],
  ] as const) {
    it(`tell that ${property} is a property, once, and not when it was set besides`, async () => {
      const bare = tagWith([attribute]);
      checkNames(bare);
      checkNames(bare);
      checkNames(Object.assign(tagWith([attribute]), { [property]: () => undefined }));
      await said();
      expect(warnings).to.have.length(1);
      expect(warnings[0]).to.contain(`the attribute ${attribute} is not read`).and.contain(`agent.${property} = …`);
    });
  }

  it('say nothing of an attribute whose property holds something', async () => {
    checkNames(Object.assign(tagWith(['tools', 'tokenprovider']), { tools: [{}], tokenProvider: () => undefined }));
    await said();
    expect(warnings).to.be.empty;
  });
});
