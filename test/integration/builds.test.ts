/** A page that gets files of several builds, or several copies of one build, must notice it. */
import { expect } from '@open-wc/testing';
import type { Fault, VoiceLiveAgent } from '../../src/index.js';
import { faultOf, until } from '../helpers/page/live-agent.js';
import { deepAll } from '../helpers/page/shadow-dom.js';
import { framed } from '../helpers/page/framed.js';
import { visit } from '../helpers/page/page-visits.js';

const OTHER = 'ffffffff';
const MODULE = '/dist/voice-live-agent.js';
const CLASSIC = '/dist/voice-live-agent.iife.js';
const OTHER_MODULE = '/mixed/js/voice-live-agent.js';
const OTHER_CLASSIC = '/mixed/js/voice-live-agent.iife.js';
/** The faults that are shown during a call. */
const BUTTONS = ['mute', 'end'];

const own = async (): Promise<string> => /-core-(\w+)\.js/.exec(await (await fetch(MODULE)).text())![1]!;

const TOLD = 'the rest of the widget could not be loaded';

const load = (view: Window, src: string): Promise<unknown> => {
  const script = view.document.createElement('script');
  script.type = src.includes('iife') ? '' : 'module';
  script.src = src;
  view.document.head.append(script);
  return new Promise((resolve) => script.addEventListener('load', resolve));
};

const buttonsOf = (agent: VoiceLiveAgent): (string | null)[] =>
  deepAll(agent, '[part=mute], [part=end]').map((button) => button.getAttribute('part'));

async function agentOn(path: string): Promise<VoiceLiveAgent> {
  const view = await framed(path);
  const agent = view.document.querySelector('voice-live-agent')!;
  await until('the tag is defined', () => agent.matches(':defined'));
  return agent;
}

describe('files of several builds', function () {
  this.timeout(30_000);
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  const isTold = (fault: Fault, ...words: string[]): void => {
    expect(fault.code).to.equal('worker-failed');
    for (const word of words) expect(fault.cause).to.include(word);
    expect(fault.fix).not.to.be.empty;
  };

  it('are reported when the worker is of another build', async () => {
    const agent = await agentOn('/pages/stale-worker.html');
    isTold(await faultOf(agent.start()), 'engine.worker.js', OTHER, await own());
  });

  for (const name of ['capture', 'playback']) {
    it(`are told when ${name}.worklet.js is of another one, by diagnose() too`, async () => {
      const agent = await agentOn(`/pages/stale-${name}.html`);
      const missing = `vla-${name}-${await own()}`;
      isTold(await faultOf(agent.start()), missing);
      const finding = (await agent.diagnose()).find(({ check }) => check === 'worklets');
      expect(finding).to.include({ ok: false });
      expect(finding!.detail).to.include(missing);
    });
  }

  it('are missing for a cached page of an older build, which says so', async () => {
    const { said } = await visit(
      '/pages/old-page.html',
      ['until', "customElements.get('voice-live-agent') !== undefined"],
      ['run', "document.querySelector('voice-live-agent').show()"],
      ['said', TOLD],
    );
    expect(said.join('\n')).to.include(TOLD);
  });

  it('are refused by an entry file of another build: there is no widget, and the console names the file', async () => {
    const { said, answers } = await visit(
      '/pages/old-chunks.html',
      ['said', '404'],
      ['run', "customElements.get('voice-live-agent') === undefined"],
    );
    expect(answers.at(-1)).to.equal(true);
    expect(said.join('\n')).to.include('404');
  });

  it('have other addresses for the worker and the worklets, so that no cache gives one for the other', async () => {
    const { asked } = await visit(
      '/pages/plain.html',
      ['hover', 'voice-live-agent >>> [part=launcher]'],
      ['asked', ['engine.worker', 'sound.worklet']],
    );
    const fixed = asked.flat().filter((address) => /\.(worker|worklet)\.js/.test(address));
    const build = await own();
    expect(fixed.map((address) => address.split(/[/?]/).at(-2)).sort()).to.include.members([
      'engine.worker.js',
      'sound.worklet.js',
    ]);
    for (const address of fixed) expect(new URL(address).search).to.equal(`?${build}`);
  });
});

describe('two copies on one page', function () {
  this.timeout(30_000);
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  for (const [first, second] of [
    [MODULE, CLASSIC],
    [CLASSIC, MODULE],
    [MODULE, OTHER_MODULE],
    [OTHER_CLASSIC, CLASSIC],
  ] as const) {
    it(`are the first one alone, whole, when ${second} comes after ${first}`, async () => {
      const view = await framed('/pages/bare.html');
      const warned: string[] = [];
      view.console.warn = (...words: unknown[]) => void warned.push(words.join(' '));
      const errors: string[] = [];
      view.addEventListener('error', ({ message }) => errors.push(message));
      view.addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
      await load(view, first);
      expect(warned).to.deep.equal([]);
      await load(view, second);
      await until('the second is told', () => warned.length > 0);
      const build = second.startsWith('/mixed') ? OTHER : await own();
      expect(warned).to.have.lengthOf(1);
      expect(warned[0]).to.match(new RegExp(`second copy.*${build}`));

      const agent = view.document.querySelector('voice-live-agent')!;
      agent.show();
      await agent.start();
      await until('the call has its buttons', () => String(buttonsOf(agent)) === String(BUTTONS));
      await agent.stop();
      expect(errors).to.deep.equal([]);
      expect(warned).to.have.lengthOf(1);
    });
  }
});
