/**
 * The package after bundlers and servers have changed it: a worker or worklet that is missing, is not a script, or is
 * forbidden. The pages are in test/host-pages.mjs.
 */
import { expect } from '@open-wc/testing';
import type { Fault, VoiceLiveAgent } from '../../src/index.js';
import { until } from '../helpers/page/live-agent.js';

interface Host {
  readonly agent: VoiceLiveAgent;
  readonly view: Window & typeof globalThis;
  /** The warnings of the console. */
  readonly warned: readonly string[];
}

async function host(name: string): Promise<Host> {
  const frame = document.createElement('iframe');
  frame.allow = 'microphone; autoplay';
  frame.src = `/pages/${name}.html`;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  const view = frame.contentWindow as Host['view'];
  const warned: string[] = [];
  view.console.warn = (...words: unknown[]) => void warned.push(words.join(' '));
  const agent = view.document.querySelector('voice-live-agent')!;
  await until('the tag is defined', () => agent.matches(':defined'));
  return { agent, view, warned };
}

async function speaks(agent: VoiceLiveAgent): Promise<void> {
  await agent.start();
  await agent.sendText('hello');
  await until('it speaks', () => agent.state === 'speaking');
  await agent.stop();
}

const faultOf = (agent: VoiceLiveAgent): Promise<Fault> =>
  agent.start().then(
    () => expect.fail('it started'),
    (fault: unknown) => fault as Fault,
  );

const asked = (view: Window, file: string): number =>
  view.performance.getEntriesByType('resource').filter(({ name }) => name.includes(file)).length;

describe('a worker or worklet', function () {
  this.timeout(60_000);
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('of the npm build is found under a strict policy, and both worklets are one file', async () => {
    const { agent, view, warned } = await host('npm');
    await speaks(agent);
    expect(asked(view, 'inside') + asked(view, 'rescue')).to.equal(0);
    expect(warned).to.be.empty;
  });

  for (const [what, page] of [
    ['whose address has no origin, as Next.js gives it,', 'relative-href'],
    ['that is a data: address the policy refuses', 'worklet-is-data'],
    ['whose file is missing (worker)', 'worker-missing'],
    ['whose file is missing (worker, the build for a script tag)', 'worker-missing-script'],
    ['whose file is missing (worklets)', 'worklets-missing'],
    ['that esbuild put into a classic script', 'iife'],
    ['that is not in the folder of assets-url', 'no-folder'],
  ] as const) {
    it(`${what} still speaks`, async () => {
      const { agent } = await host(page);
      await speaks(agent);
    });
  }

  it('that did not answer is told once, with the address, and not asked again', async () => {
    const { agent, view, warned } = await host('worker-missing');
    await agent.sendText('hello');
    await until('it is told', () => warned.length > 0);
    expect(warned).to.have.lengthOf(1);
    expect(warned[0]).to.contain('status 404');
    expect(warned[0]).to.contain('/dist/engine.worker.js');
    expect(warned[0]).to.contain('assets-url');
    await agent.stop();
    const before = asked(view, 'engine.worker.js');
    await agent.sendText('hello again');
    expect(asked(view, 'engine.worker.js')).to.equal(before);
    const worker = (await agent.diagnose()).find(({ check }) => check === 'worker');
    expect(worker).to.include({ ok: true, fix: '' });
    expect(worker?.detail).to.contain('status 404');
    await agent.stop();
  });

  for (const [what, page, file] of [
    ['worker', 'worker-silent', '/dist/engine.worker.js'],
    ['worklet', 'worklets-silent', '/dist/sound.worklet.js'],
  ] as const) {
    it(`whose file never comes (${what}) speaks by the copy inside, and is told with the address`, async () => {
      const { agent, warned } = await host(page);
      await speaks(agent);
      await until('it is told', () => warned.some((text) => text.includes(file)), 20);
      const told = warned.find((text) => text.includes(file));
      expect(told).to.contain('could not be fetched').and.to.contain('The copy inside the package is used');
    });
  }

  it('whose file never comes, and may not come from inside, says so: worker-silent-strict', async () => {
    const { agent } = await host('worker-silent-strict');
    const fault = await faultOf(agent);
    expect(fault.code, fault.cause).to.equal('worker-failed');
    expect(fault.cause).to.contain('/dist/engine.worker.js could not be fetched');
    expect(fault.fix).to.contain('assets-url');
  });

  for (const [page, check, words] of [
    ['worker-missing-strict', 'worker', ['status 404', '/dist/engine.worker.js']],
    ['worklets-missing-strict', 'worklets', ['status 404', '/dist/sound.worklet.js']],
    ['worker-is-html', 'worker', ['text/html', '/dist/engine.worker.js']],
  ] as const) {
    it(`that is missing, and may not come from inside, says so: ${page}`, async () => {
      const { agent, warned } = await host(page);
      const fault = await faultOf(agent);
      expect(fault.code, fault.cause).to.equal('worker-failed');
      for (const word of words) expect(fault.cause).to.contain(word);
      expect(fault.fix).to.contain('assets-url');
      expect(warned.join('\n')).to.contain(words[1]);
      const finding = (await agent.diagnose()).find((each) => each.check === check);
      expect(finding?.ok).to.be.false;
      for (const word of words) expect(finding?.detail).to.contain(word);
      expect(finding?.fix).to.equal(fault.fix);
    });
  }

  it('that the policy refuses says so', async () => {
    const { agent } = await host('worker-refused');
    const fault = await faultOf(agent);
    expect(fault.code, fault.cause).to.equal('csp-blocked');
    expect(fault.cause).to.contain('worker-src').and.to.contain('/dist/engine.worker.js');
  });

  it('that is a refused data: address says so in a few words', async () => {
    const { agent } = await host('worklet-is-data-strict');
    const fault = await faultOf(agent);
    expect(fault.code, fault.cause).to.equal('csp-blocked');
    expect(fault.cause).to.contain('data:text/javascript');
    expect(fault.cause).to.have.lengthOf.below(300);
  });
});

describe('the npm build', function () {
  this.timeout(30_000);
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('speaks the language of the page', async () => {
    const { agent, view } = await host('npm');
    const launcher = () => agent.shadowRoot!.querySelector('[part=launcher]')?.textContent ?? '';
    await until('its words are German', () => launcher().includes('Sprechen Sie'));
    expect(asked(view, '/locales/de.js')).to.equal(1);
    expect(asked(view, '/locales/')).to.equal(1);
  });
});
