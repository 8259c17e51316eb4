import { expect } from '@open-wc/testing';
import { abandonContext, acquireContext } from '../../../src/audio/io/audio-context.js';

describe('acquireContext', () => {
  it('gives every user the same context', () => {
    const [first, second] = [acquireContext(), acquireContext()];
    expect(second.context).to.equal(first.context);
    first.release();
    second.release();
  });

  it('suspends when the last user leaves, however often the others say so', async () => {
    const [first, second] = [acquireContext(), acquireContext()];
    expect(await second.outcome).to.equal('running');
    first.release();
    first.release();
    expect(first.context.state).to.equal('running');
    second.release();
    await new Promise((resolve) => first.context.addEventListener('statechange', resolve, { once: true }));
    expect(first.context.state).to.equal('suspended');
  });

  it('takes up the same context again soon after', async () => {
    const first = acquireContext();
    first.release();
    const second = acquireContext();
    expect(second.context).to.equal(first.context);
    expect(await second.outcome).to.equal('running');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(second.context.state, 'when the end of the first user is over').to.equal('running');
    second.release();
  });

  it('resumes a context that still says that it runs while its suspend is under way, as browsers do that take a while', async () => {
    const first = acquireContext();
    await first.outcome;
    let slept = (): void => undefined;
    first.context.suspend = () => new Promise((resolve) => (slept = resolve));
    first.release();
    await new Promise((resolve) => setTimeout(resolve, 100));
    let resumed = 0;
    first.context.resume = () => Promise.resolve(void resumed++);
    const second = acquireContext();
    slept();
    expect(await second.outcome).to.equal('running');
    expect(resumed).to.equal(1);
    second.release();
    abandonContext(second.context);
  });

  it('makes a new context when the browser closed the old', async () => {
    const first = acquireContext();
    await first.context.close();
    const second = acquireContext();
    expect(second.context).not.to.equal(first.context);
    first.release();
    expect(await second.outcome).to.equal('running');
    second.release();
  });

  it('does not pass a context on that was sent to one speaker', async () => {
    const first = acquireContext();
    Object.defineProperty(first.context, 'sinkId', { value: 'desk' });
    first.release();
    await new Promise((resolve) => setTimeout(resolve, 10));
    const second = acquireContext();
    expect(second.context).not.to.equal(first.context);
    second.release();
  });

  it('makes one new context for all when one of them gave the old up', async () => {
    const [first, second] = [acquireContext(), acquireContext()];
    abandonContext(first.context);
    const renewed = acquireContext();
    expect(renewed.context).not.to.equal(first.context);
    abandonContext(second.context);
    const also = acquireContext();
    expect(also.context).to.equal(renewed.context);
    for (const old of [first, second]) old.release();
    expect(await renewed.outcome).to.equal('running');
    for (const user of [renewed, also]) user.release();
  });

  it('gives up on a resume that stays pending', async () => {
    const { resume } = AudioContext.prototype;
    const { state } = Object.getOwnPropertyDescriptors(BaseAudioContext.prototype);
    AudioContext.prototype.resume = () => new Promise(() => undefined);
    Object.defineProperty(BaseAudioContext.prototype, 'state', { configurable: true, get: () => 'suspended' });
    try {
      const held = acquireContext();
      expect(await held.outcome).to.equal('blocked');
      held.release();
    } finally {
      AudioContext.prototype.resume = resume;
      Object.defineProperty(BaseAudioContext.prototype, 'state', state);
    }
  });

  describe('on a system with audio sessions', () => {
    let session: { type: string };
    beforeEach(() => {
      session = { type: 'auto' };
      Object.defineProperty(navigator, 'audioSession', { configurable: true, value: session });
    });
    afterEach(() => Reflect.deleteProperty(navigator, 'audioSession'));

    it('says that it is a call before the context is made, and until the last user leaves', () => {
      const { AudioContext } = globalThis;
      abandonContext(acquireContext().context);
      session.type = 'auto';
      let atBirth = '';
      globalThis.AudioContext = class extends AudioContext {
        constructor() {
          super();
          atBirth = session.type;
        }
      };
      const [first, second] = [acquireContext(), acquireContext()];
      globalThis.AudioContext = AudioContext;
      expect(atBirth).to.equal('play-and-record');
      first.release();
      expect(session.type).to.equal('play-and-record');
      second.release();
      expect(session.type).to.equal('auto');
    });
  });

  it('resumes a context in the tap even when the system says that it holds it', async () => {
    const first = acquireContext();
    Object.defineProperty(first.context, 'state', { configurable: true, value: 'interrupted' });
    let resumed = 0;
    first.context.resume = () => {
      Reflect.deleteProperty(first.context, 'state');
      return Promise.resolve(void resumed++);
    };
    const second = acquireContext();
    expect(resumed).to.equal(1);
    await second.outcome;
    for (const user of [first, second]) user.release();
    abandonContext(first.context);
  });
});
