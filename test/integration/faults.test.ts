import { expect } from '@open-wc/testing';
import { faultOf, needsToken, seconds, stage, until, withFaults } from '../helpers/page/live-agent.js';
import { watch } from '../helpers/page/resource-watch.js';

/** The text of the panel. */
const panelText = (agent: HTMLElement): string =>
  agent.shadowRoot?.querySelector('vla-panel')?.shadowRoot?.querySelector('[role=alert]')?.textContent ?? '';

describe('when something is wrong', function () {
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

  it('a token-url that is no address is named, whatever the page calls', async () => {
    const { agent, seen } = await stage({ 'token-url': 'http://[' });
    for (const call of [() => agent.sendText('hello'), () => agent.start(), () => agent.say('hello')]) {
      const fault = await faultOf(call());
      expect(fault).to.include({ code: 'setup', cause: 'token-url is no address' });
      expect(agent.state).to.equal('error');
      expect(fault.fix).to.contain('Check the address');
    }
    expect((await seen('vla-error')).fix).to.contain('token-url');
    expect(
      agent.messages.map(({ text }) => text),
      'what was typed stays',
    ).to.deep.equal(['hello']);
    agent.setAttribute('token-url', `/voice/token?model=${agent.model}`);
    await agent.sendText('help');
    expect(agent.messages.filter(({ role }) => role === 'user').map(({ text }) => text)).to.deep.equal([
      'hello',
      'help',
    ]);
    agent.remove();
  });

  it('a setting that is no plain data is named, and the state leads out of it', async () => {
    const { agent } = await stage();
    const tools = [{ type: 'function', name: 'x', handler: () => 1 }];
    agent.addEventListener('vla-before-start', ({ detail }) => Object.assign(detail.session, { tools }), {
      once: true,
    });
    const fault = await faultOf(agent.start());
    expect(fault).to.include({ code: 'setup', cause: 'session.tools[0].handler is a function' });
    expect(fault.fix).to.contain('console');
    expect(agent.state).to.equal('error');
    agent.session = { metadata: { at: () => 1 } } as object;
    expect(await faultOf(agent.sendText('hello'))).to.include({ cause: 'session.metadata.at is a function' });
    agent.session = undefined;
    await agent.sendText('hello');
    agent.remove();
  });

  it('an event that is no plain data is named, and the conversation goes on', async () => {
    const { agent, details } = await stage();
    await agent.sendText('hello');
    const told = (): (string | undefined)[] => details('vla-error').map(({ cause }) => cause);
    agent.sendEvent({ type: 'session.update', session: { metadata: { at: () => 1 } } } as never);
    await until('the event is named', () => told().includes('sendEvent.session.metadata.at is a function'));
    agent.session = { metadata: { at: () => 2 } } as object;
    await until('the setting is named', () => told().includes('session.metadata.at is a function'));
    expect(details('vla-error').map(({ code }) => code)).to.deep.equal(['setup', 'setup']);
    agent.session = undefined;
    await agent.sendText('help');
    agent.remove();
  });

  for (const [url, code] of [
    ['/status/403', 'token-refused'],
    ['/status/500', 'token-failed'],
    ['/status/429', 'throttled'],
    ['/nowhere/token', 'setup'],
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
      agent.tokenProvider = async () => ({ token: 'any', endpoint: 'http://localhost:9' });
    });
    expect((await faultOf(agent.start())).code).to.equal('connect-failed');
    agent.remove();
  });

  it('a refused upgrade gives connect-failed, and is not tried for ever', async function () {
    await needsToken(this, 'the page’s own upgrade is accepted');
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

  it('a session that runs out says when, and the next one follows', async () => {
    const before = Date.now();
    const { agent, details, seen } = await stage({ 'token-url': '' }, withFaults('expireAfterMs:1500'));
    await agent.sendText('hello');
    const { session } = await seen('vla-session');
    expect(session.expires_at! * 1000).to.be.within(before + 500, Date.now() + 1500); // it is told in whole seconds
    await seen('vla-reconnect', ({ reason }) => reason.startsWith('session-'));
    expect(details('vla-error')).to.be.empty;
    agent.remove();
  });

  const original = { AudioContext, AudioWorkletNode };
  const pieces = {
    /** A context that throws when the named worklet, or any, is created. */
    'a player that cannot be made': (): void => {
      globalThis.AudioWorkletNode = class extends original.AudioWorkletNode {
        constructor(context: BaseAudioContext, name: string, options?: AudioWorkletNodeOptions) {
          if (name.includes('playback')) throw new DOMException('refused by the test', 'NotSupportedError');
          super(context, name, options);
        }
      };
    },
    'a capture node that cannot be made': (): void => {
      globalThis.AudioWorkletNode = class {
        constructor() {
          throw new DOMException('refused by the test', 'NotSupportedError');
        }
      } as unknown as typeof AudioWorkletNode;
    },
    'a worklet that is refused': (): void => {
      AudioWorklet.prototype.addModule = () => Promise.reject(new DOMException('refused by the test', 'AbortError'));
    },
    'a context that cannot be made': (): void => {
      globalThis.AudioContext = class {
        constructor() {
          throw new DOMException('refused by the test', 'NotSupportedError');
        }
      } as unknown as typeof AudioContext;
    },
  };
  for (const [what, refuse] of Object.entries(pieces)) {
    it(`${what} is told, the microphone is released, and start() works again`, async () => {
      const watching = watch();
      const { agent, details, seen } = await stage({ 'turn-detection': 'none' });
      await agent.start();
      await agent.stop();
      await watching.contexts.at(-1)!.close(); // the next call makes everything anew
      const { addModule } = AudioWorklet.prototype;
      refuse();
      const fault = await faultOf(agent.start());
      Object.assign(globalThis, original);
      AudioWorklet.prototype.addModule = addModule;
      expect(fault.code).to.equal(what.includes('worklet') ? 'worker-failed' : 'audio-blocked');
      expect(fault.fix).not.to.equal('');
      expect(agent.state).to.equal('error');
      expect(agent.fault).to.deep.equal(fault);
      await until('it is told', () => details('vla-error').length === 1);
      await until('the workers are gone', () => watching.ended.length === watching.workers.length);
      expect(watching.tracks.filter(({ readyState }) => readyState === 'live')).to.have.lengthOf(0);

      await agent.start();
      expect(agent.state).to.equal('listening');
      await agent.sendText('hello');
      await seen('vla-state', ({ state }) => state === 'speaking');
      watching.restore();
      agent.remove();
    });
  }

  it('a player that cannot be made does not end the chat that was to become a call', async () => {
    const { agent, details, seen } = await stage({ 'turn-detection': 'none' });
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    const { sessionId } = agent;
    pieces['a player that cannot be made']();
    const fault = await faultOf(agent.start());
    Object.assign(globalThis, original);
    expect(fault.code).to.equal('audio-blocked');
    await agent.sendText('help');
    await until('the answer', () => agent.messages.filter(({ role, final }) => role === 'agent' && final).length === 2);
    expect(agent.sessionId).to.equal(sessionId);
    expect(details('vla-session').at(-1)!.session.modalities).to.deep.equal(['text']);
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
});

describe('what the service refuses', function () {
  const { warn } = console;
  /** A page prints each warning only once, so the lines of all tests are kept together. */
  const lines: string[] = [];
  before(() => (console.warn = (line: string) => void lines.push(line)));
  after(() => (console.warn = warn));

  /** One session of each kind that the service refuses. */
  const refused: readonly (readonly [object, string])[] = [
    [{ temperature: 8 }, 'session.temperature=8'],
    [{ max_response_output_tokens: 5000 }, 'session.max_response_output_tokens=5000'],
    [{ voice: { type: 'azure-realtime-native', name: 'ava' } }, 'azure-realtime'],
    [
      { turn_detection: { type: 'server_vad', end_of_utterance_detection: { model: 'semantic_detection_v1' } } },
      'smart_end_of_turn_detection',
    ],
    [{ turn_detection: { type: 'server_vad', auto_truncate: true, interrupt_response: false } }, 'interrupt_response'],
    [{ input_audio_transcription: { model: 'azure-speech' } }, 'gpt-4o-mini-transcribe'],
    [{ input_audio_echo_cancellation: { type: 'server_echo_cancellation', channels: 2 } }, 'echo-cancellation'],
    [{ input_audio_format: 'g711_ulaw', input_audio_sampling_rate: 16000 }, '8000'],
    [{ modalities: ['audio'] }, 'session.modalities'],
  ];
  for (const [session, wayOut] of refused) {
    it(`is told in the console before, with the way out: ${JSON.stringify(session)}`, async () => {
      const { agent } = await stage({}, (agent) => (agent.session = session as typeof agent.session));
      const fault = await faultOf(agent.sendText('hello'));
      expect(fault.code).to.equal('session-rejected');
      expect(lines.join('\n')).to.contain(wayOut);
      agent.remove();
    });
  }

  it('may be what a listener of vla-before-start wrote', async () => {
    const { agent } = await stage();
    agent.addEventListener('vla-before-start', ({ detail }) => {
      detail.session = { ...detail.session, temperature: 7 };
    });
    expect((await faultOf(agent.sendText('hello'))).code).to.equal('session-rejected');
    expect(lines.join('\n')).to.contain('session.temperature=7');
    agent.remove();
  });
});
