import { expect } from '@open-wc/testing';
import { control, faultOf, mint, seconds, stage, until, withFaults } from '../helpers/agent.js';
import { refuseMicrophone, watch } from '../helpers/watch.js';

/** What the panel shows, as a visitor reads it. */
const panelText = (agent: HTMLElement): string =>
  agent.shadowRoot?.querySelector('vla-panel')?.shadowRoot?.querySelector('[role=alert]')?.textContent ?? '';

describe('when something is wrong', function () {
  this.timeout(30_000);

  it('a missing token-url is shown in the panel and on the launcher, and start() says so', async () => {
    const { agent, seen } = await stage({ 'token-url': '' });
    const launcher = agent.shadowRoot!.querySelector('[part=launcher]');
    await until('the launcher says it', () => (launcher?.textContent ?? '').includes('set-up needed'));
    agent.show();
    await until('the panel says it', () => panelText(agent).includes('token-url'));
    const fault = await faultOf(agent.start());
    expect(fault).to.include({ code: 'setup', retryable: false });
    expect(fault.fix).to.contain('token-url');
    expect((await seen('vla-error')).code).to.equal('setup');
    agent.remove();
  });

  for (const [url, code] of [
    ['/status/403', 'token-refused'],
    ['/status/500', 'token-failed'],
    ['/status/429', 'throttled'],
    ['/test/fixtures/spoken.wav', 'token-failed'],
  ] as const) {
    it(`a token endpoint like ${url} gives ${code}, in words, and an error state`, async () => {
      const { agent } = await stage({ 'token-url': url });
      agent.show();
      const fault = await faultOf(agent.start());
      expect(fault.code).to.equal(code);
      expect(agent.state).to.equal('error');
      expect(agent.fault).to.deep.equal(fault);
      await until('the panel says it', () => panelText(agent).includes(fault.message));
      agent.remove();
    });
  }

  it('a dead server gives connect-failed', async () => {
    const { agent } = await stage({ 'token-url': '' }, (agent) => {
      agent.tokenProvider = async () => ({ ...(await mint()), endpoint: 'http://localhost:9' });
    });
    expect((await faultOf(agent.start())).code).to.equal('connect-failed');
    agent.remove();
  });

  it('a refused upgrade gives connect-failed, and is not tried for ever', async () => {
    let asked = 0;
    const { agent } = await stage({ 'token-url': '' }, (agent) => {
      withFaults('refuseUpgrade:401')(agent);
      const provide = agent.tokenProvider!;
      agent.tokenProvider = (signal) => (asked++, provide(signal));
    });
    expect((await faultOf(agent.start())).code).to.equal('connect-failed');
    await seconds(0.5);
    expect(asked).to.equal(1);
    agent.remove();
  });

  it('a refused session setting names the setting', async () => {
    const { agent } = await stage({}, (agent) => (agent.session = { temperature: 9 }));
    const fault = await faultOf(agent.start());
    expect(fault.code).to.equal('session-rejected');
    expect(fault.cause).to.contain('session.temperature');
    agent.remove();
  });

  it('a denied microphone says what to do, and the text chat goes on', async () => {
    const allow = refuseMicrophone();
    const { agent, seen } = await stage();
    agent.show();
    const fault = await faultOf(agent.start());
    expect(fault).to.include({ code: 'mic-denied', retryable: true });
    await until('the panel says it', () => panelText(agent).includes(fault.message));
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('emulator'));
    allow();
    agent.remove();
  });

  it('a malformed and a binary frame are told, and the conversation goes on', async () => {
    const { agent, details, seen } = await stage(
      { 'token-url': '' },
      withFaults('malformedAfterMs:200,binaryAfterMs:300'),
    );
    await agent.sendText('hello');
    await until('both are told', () => details('vla-error').length === 2);
    await agent.sendText('help');
    await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('weather'));
    expect(new Set(details('vla-error').map(({ code }) => code))).to.deep.equal(new Set(['server-error']));
    agent.remove();
  });

  it('a lost connection ends the call, releases the microphone, and start() works again', async () => {
    const watching = watch();
    const { agent, seen, service } = await stage();
    await agent.start();
    await control(await service(), 'close', { code: 1011 });
    expect((await seen('vla-error')).code).to.equal('connection-lost');
    expect(agent.state).to.equal('error');
    expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
    await until('its worker is gone', () => watching.ended.length === 1);
    await agent.start();
    expect(agent.state).to.equal('listening');
    watching.restore();
    agent.remove();
  });

  it('a worker that dies is told, the microphone is released, and start() works again', async () => {
    const watching = watch();
    const { agent, seen } = await stage();
    await agent.start();
    Worker.prototype.terminate.call(watching.workers[0]);
    expect((await seen('vla-error')).code).to.equal('worker-failed');
    expect(watching.tracks[0]!.readyState).to.equal('ended');
    await agent.start();
    expect(agent.state).to.equal('listening');
    watching.restore();
    agent.remove();
  });

  it('no credential is in any event, fault, attribute or line of the console', async () => {
    const tokens: string[] = [];
    const lines: string[] = [];
    const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
    const original = methods.map((method) => console[method]);
    for (const method of methods) console[method] = (...args: unknown[]) => void lines.push(args.map(String).join(' '));
    const { agent, events, service } = await stage({ 'token-url': '', 'raw-events': '' }, (agent) => {
      agent.tokenProvider = async () => {
        const answer = await mint();
        tokens.push(answer.token);
        return answer;
      };
    });
    agent.show();
    await agent.start();
    await control(await service(), 'close', { code: 1011 });
    await until('the error', () => agent.state === 'error');
    agent.tokenProvider = () => Promise.reject(new Error(`leak ${tokens[0]}`));
    const fault = await faultOf(agent.start());
    methods.forEach((method, i) => (console[method] = original[i]!));
    const everything = [
      JSON.stringify(events),
      JSON.stringify(fault),
      ...lines,
      agent.outerHTML,
      agent.shadowRoot!.innerHTML,
      JSON.stringify({ ...localStorage, ...sessionStorage }),
    ].join('\n');
    expect(tokens).to.have.lengthOf(1);
    expect(everything).not.to.contain(tokens[0]);
    agent.remove();
  });
});
