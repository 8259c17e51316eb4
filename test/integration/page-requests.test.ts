import { expect } from '@open-wc/testing';
import { withoutBuild } from '../helpers/page/chunks.js';
import { visit } from '../helpers/page/page-visits.js';

const LAUNCHER = 'voice-live-agent >>> [part=launcher]';
const agent = "document.querySelector('voice-live-agent')";
const WAKES = 'JSON.stringify(wakes)';

const files = (asked: readonly string[]): string[] =>
  asked.map((address) => withoutBuild(new URL(address).pathname.split('/').at(-1)!.replace('voice-live-agent', 'vla')));

/** The widget must cost its page little: files, timers, requests and storage. */
describe('a page with the widget', function () {
  it('loads the launcher alone, and the rest when the visitor turns to it, but no credential', async () => {
    const { asked } = await visit(
      '/pages/plain.html',
      ['wait', 300],
      ['hover', LAUNCHER],
      ['asked', ['-session', 'engine.worker', 'sound.worklet']],
      ['wait', 500],
    );
    const [atLoad, still, ...intent] = asked;
    expect(files(atLoad!)).to.deep.equal(['plain.html', 'vla.js', 'vla-core.js']);
    expect(still).to.be.empty;
    const loaded = files(intent.flat());
    expect(loaded).to.include.members(['vla-session.js', 'engine.worker.js', 'sound.worklet.js']);
    expect(
      loaded.filter((file) => /^(token|realtime)/.test(file)),
      'no credential, no connection yet',
    ).to.be.empty;
  });

  it('uses the credential that was ready, and asks again for the next conversation', async () => {
    const { asked } = await visit(
      '/pages/plain.html',
      ['click', LAUNCHER],
      ['asked', ['/token']],
      ['run', `${agent}.sendText('hello')`],
      ['run', `${agent}.stop()`],
      ['run', `${agent}.sendText('hello again')`],
    );
    const tokens = asked.map((addresses) => files(addresses).filter((file) => file === 'token').length);
    expect(
      tokens.slice(0, 4).reduce((a, b) => a + b),
      'for the first conversation',
    ).to.equal(1);
    expect(tokens.at(-1), 'for the second').to.equal(1);
  });

  it('sets no timer and asks for no frame while nothing happens, closed or open', async () => {
    const { answers } = await visit(
      '/pages/plain.html',
      ['still', WAKES],
      ['click', LAUNCHER],
      ['until', `${agent}.open`],
      ['still', WAKES],
    );
    expect(answers[0], 'closed').to.equal(true);
    expect(answers[3], 'open').to.equal(true);
  });

  it('loads for a call by voice and text just the files whose size is kept', async () => {
    const { call, onceACallStands, onceASettingChanges } = (await (
      await fetch('/scripts/call-files.json')
    ).json()) as Readonly<Record<'call' | 'onceACallStands' | 'onceASettingChanges', readonly string[]>>;
    const names = (list: readonly string[]) => list.map((file) => withoutBuild(file).replace(/\.js$/, ''));
    const { asked } = await visit(
      '/pages/plain.html',
      ['click', LAUNCHER],
      ['run', `${agent}.start()`],
      ['click', 'voice-live-agent >>> vla-panel >>> vla-composer >>> textarea'],
      ['type', 'hello'],
      ['asked', names([...call, ...onceACallStands])],
      ['wait', 1000],
      ['click', 'voice-live-agent >>> vla-panel >>> [part=mute]'],
      ['asked', names(onceASettingChanges)],
      ['wait', 300],
    );
    const scripts = asked.flat().map((address) => new URL(address).pathname.split('/dist/')[1]);
    expect([...new Set(scripts.filter((file) => file !== undefined).map(withoutBuild))].sort()).to.deep.equal(
      [...call, ...onceACallStands, ...onceASettingChanges].sort(),
    );
  });

  it('asks no host but its own, stores nothing and says nothing, a whole call long', async () => {
    const { asked, said, answers } = await visit(
      '/pages/plain.html',
      ['click', LAUNCHER],
      ['run', `${agent}.start()`],
      ['run', `${agent}.sendText('hello')`],
      ['until', `${agent}.messages.length > 1`],
      ['run', `${agent}.stop()`],
      ['run', 'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])'],
      ['run', 'Promise.all([indexedDB.databases(), caches.keys()]).then(JSON.stringify)'],
    );
    const hosts = asked.flat().map((address) => new URL(address).hostname);
    expect(hosts.length).to.be.above(7);
    expect(new Set(hosts)).to.deep.equal(new Set([location.hostname]));
    expect(answers.slice(-2)).to.deep.equal(['[{},{},""]', '[[],[]]']);
    expect(said).to.deep.equal([]);
  });
});
