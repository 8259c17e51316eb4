/** What the worker loads once a session stands: late, missing, refused; and in every build. */
import { expect } from '@open-wc/testing';
import { connectionOf, control, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { framed } from '../helpers/page/framed.js';

const LATER = 'engine.later.js';

/** The warnings of a console from now on. */
function warningsOf(view: { readonly console: Console }): readonly string[] {
  const warned: string[] = [];
  view.console.warn = (...words: unknown[]) => void warned.push(words.join(' '));
  return warned;
}

const chatted = async ({ agent }: Pick<Stage, 'agent'>): Promise<void> => {
  await agent.sendText('hello');
  await until('it was answered', () => agent.state === 'idle' && agent.messages.length === 2);
};

describe('what is loaded once a session stands', function () {
  const { warn } = console;
  afterEach(() => {
    console.warn = warn;
    document.querySelectorAll('iframe').forEach((frame) => frame.remove());
  });

  it('comes too late for a loss, which waits for it and goes on: what was said and typed is known', async () => {
    const shown = await stage({ 'assets-url': '/late/engine.later/dist' });
    const { agent, details, service } = shown;
    await chatted(shown);
    const before = await service();
    await control(before, 'close', { code: 1011 });
    await until('it is known', () => agent.state === 'reconnecting');
    await agent.sendText('help');
    expect(details('vla-reconnect'), 'not before').to.be.empty;
    await fetch('/late-files/engine.later');
    await until('it is answered', () => agent.messages.length === 4 && agent.state === 'idle');
    const next = await service();
    expect(next.id).not.to.equal(before.id);
    expect(JSON.stringify(next.items)).to.contain('hello').and.contain('help');
    expect(next.received.filter(({ type }) => type === 'response.create')).to.have.lengthOf(1);
    expect(details('vla-reconnect')).to.have.lengthOf(1);
    expect(details('vla-error')).to.be.empty;
    agent.remove();
  });

  it('is missing: the conversation works, a loss ends it, and the console names the address once', async () => {
    const warned = warningsOf(window);
    const shown = await stage({ 'assets-url': '/without/engine.later/dist' });
    const { agent, details, seen, service } = shown;
    await chatted(shown);
    await control(await service(), 'close', { code: 1011 });
    expect(await seen('vla-error')).to.include({ code: 'connection-lost' });
    expect(details('vla-error')).to.have.lengthOf(1);
    const told = warned.filter((text) => text.includes(LATER));
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.contain('/without/engine.later/dist/').and.contain('assets-url');
    agent.remove();
  });

  it('is missing: a session in g711 does not begin, and says why', async () => {
    const shown = await stage({ 'assets-url': '/without/engine.later/dist' }, (agent) => {
      agent.session = { output_audio_format: 'g711_ulaw' };
    });
    const fault = await shown.agent.sendText('hello').then(
      () => expect.fail('it began'),
      (error: unknown) => error,
    );
    expect(fault).to.include({ code: 'worker-failed' });
    expect((fault as { cause: string }).cause).to.contain(LATER);
    shown.agent.remove();
  });

  for (const [page, what, asks] of [
    ['npm', 'the npm build', 1],
    ['cross-origin', 'another origin', 1],
    ['classic', 'the one file, which has it inside', 0],
    ['worker-missing', 'the copy inside the package', 0],
  ] as const) {
    it(`is there with ${what}: a lost connection is made again`, async () => {
      const view = await framed(`/pages/${page}.html`);
      const warned = warningsOf(view);
      const agent = view.document.querySelector('voice-live-agent')!;
      await until('the tag is defined', () => agent.matches(':defined'));
      agent.model = `gpt-realtime-later-${page}-${Math.random().toString(36).slice(2)}`;
      agent.tokenUrl = `/voice/token?model=${agent.model}`; // through a relay, the connection is found by it
      await chatted({ agent });
      const before = await connectionOf(agent.model);
      await control(before, 'close', { code: 1011 });
      await until('there is another', async () => (await connectionOf(agent.model)).id !== before.id);
      await until('it goes on', () => agent.state === 'idle');
      expect(JSON.stringify((await connectionOf(agent.model)).items)).to.contain('hello');
      expect(warned.filter((text) => text.includes(LATER))).to.be.empty;
      if (asks === 0) {
        const asked = view.performance.getEntriesByType('resource').filter(({ name }) => name.includes(LATER));
        expect(asked).to.be.empty;
      }
      await agent.stop();
    });
  }

  it('is refused by the policy of the page: the conversation works, and the console names the address', async () => {
    const view = await framed('/pages/later-refused.html');
    const warned = warningsOf(view);
    const agent = view.document.querySelector('voice-live-agent')!;
    await until('the tag is defined', () => agent.matches(':defined'));
    await chatted({ agent });
    await until('it is told', () => warned.some((text) => text.includes(LATER)));
    expect(warned.find((text) => text.includes(LATER))).to.contain('script-src');
    await agent.stop();
  });
});
