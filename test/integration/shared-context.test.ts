import { expect } from '@open-wc/testing';
import { seconds, stage, until } from '../helpers/page/live-agent.js';

// In a file of its own, and so on a page of its own: no context of an earlier test is there.
describe('two calls of a page', function () {
  it('give the shared context back with the last of them: it is suspended', async () => {
    const contexts: AudioContext[] = [];
    const Original = globalThis.AudioContext;
    globalThis.AudioContext = class extends Original {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
    };
    const first = await stage({ 'turn-detection': 'none' });
    const second = await stage({ 'turn-detection': 'none' });
    await Promise.all([first.agent.start(), second.agent.start()]);
    expect(contexts).to.have.lengthOf(1);
    first.agent.remove();
    await seconds(0.2);
    expect(contexts[0]!.state).to.equal('running');
    second.agent.remove();
    await until('suspended', () => contexts[0]!.state === 'suspended');
    globalThis.AudioContext = Original;
  });
});
