import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/system-controls/system-controls.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

describe('the feature system-controls', () => {
  let handlers: Map<string, (() => void) | null>;
  let active: boolean[];
  let unknown: string[];

  beforeEach(() => {
    handlers = new Map();
    [active, unknown] = [[], []];
    const session = {
      setActionHandler: (action: string, handler: (() => void) | null) => {
        if (unknown.includes(action)) throw new TypeError(action);
        handlers.set(action, handler);
      },
      setMicrophoneActive: (now: boolean) => Promise.resolve(void active.push(now)),
    };
    Object.defineProperty(navigator, 'mediaSession', { configurable: true, value: session });
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: undefined });
  });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'mediaSession'); // the browser's own are inherited
    Reflect.deleteProperty(navigator, 'wakeLock');
  });

  const call = () => {
    const lifetime = new AbortController();
    const audio = { signal: lifetime.signal };
    const agent = fakeContext({ muted: false }, { audio: audio as never });
    return { agent, lifetime, feature: create(agent) };
  };

  it('mutes and hangs up by the keys of the device, and gives them back at the end', () => {
    const { agent, lifetime } = call();
    handlers.get('togglemicrophone')!();
    expect(agent.host.muted).to.equal(true);
    handlers.get('togglemicrophone')!();
    expect(agent.host.muted).to.equal(false);
    handlers.get('hangup')!();
    expect(agent.calls).to.deep.equal([['stop', 'visitor']]);
    lifetime.abort();
    expect([...handlers.values()]).to.deep.equal([null, null]);
  });

  it('tells the device whether the microphone is heard, and nothing without a call', () => {
    const { agent, feature } = call();
    agent.host.muted = true;
    feature.onUpdate!();
    expect(active).to.deep.equal([true, false]);
    Object.assign(agent.conversation, { audio: undefined });
    feature.onUpdate!();
    expect(active).to.have.lengthOf(2);
    create(fakeContext());
    expect(active).to.have.lengthOf(2);
  });

  it('goes on where the device knows one control, or none', () => {
    unknown = ['togglemicrophone'];
    call();
    expect([...handlers.keys()]).to.deep.equal(['hangup']);
    Object.defineProperty(navigator, 'mediaSession', { configurable: true, value: undefined });
    call();
  });
});
