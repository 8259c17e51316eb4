/** In browsers without custom states, or with the old form of them, the attribute shows the state. */
import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/index.js';
import type { VoiceLiveAgent } from '../../../src/index.js';

const { add } = CustomStateSet.prototype;
const states = Object.getOwnPropertyDescriptor(ElementInternals.prototype, 'states')!;
const { attachInternals } = HTMLElement.prototype;

describe('the state', () => {
  afterEach(() => {
    CustomStateSet.prototype.add = add;
    Object.defineProperty(ElementInternals.prototype, 'states', states);
    HTMLElement.prototype.attachInternals = attachInternals;
  });

  const older = {
    'custom states must begin with --': () =>
      (CustomStateSet.prototype.add = function (state) {
        if (!state.startsWith('--')) throw new DOMException('must start with --', 'SyntaxError');
        add.call(this, state);
        return this;
      }),
    'there are no custom states': () =>
      Object.defineProperty(ElementInternals.prototype, 'states', { configurable: true, get: () => undefined }),
    'there are no internals': () => Object.assign(HTMLElement.prototype, { attachInternals: undefined }),
  };
  for (const [where, age] of Object.entries(older)) {
    it(`is an attribute where ${where}, and a call that fails says so`, async () => {
      age();
      const agent = await fixture<VoiceLiveAgent>(html`<voice-live-agent></voice-live-agent>`);
      expect(agent.getAttribute('state')).to.equal('idle');
      const fault = await agent.start().catch((error: unknown) => error as { code: string });
      expect(fault).to.include({ code: 'setup' });
      expect(agent.getAttribute('state')).to.equal('error');
    });
  }

  it('is also :state() where there is one', async () => {
    const agent = await fixture<VoiceLiveAgent>(html`<voice-live-agent></voice-live-agent>`);
    expect(agent.matches(':state(idle)')).to.be.true;
  });
});
