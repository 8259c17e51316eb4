import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/call-flow/call-flow.js';
import type { TemplateResult } from 'lit';
import { fakeContext } from '../../../helpers/page/feature-context.js';
import { message } from '../../../helpers/page/fake-view.js';

const tagOf = (card: unknown): string | undefined =>
  /<(vla-[a-z]+)/.exec((card as TemplateResult | undefined)?.strings[0] ?? '')?.[1];
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the feature call-flow', () => {
  afterEach(() => sessionStorage.clear());

  it('asks before a call, and rejects with a fault when the visitor says no', async () => {
    const agent = fakeContext({ consentRequired: true, consentVersion: '3' });
    const feature = create(agent);
    const outcome = feature.beforeCall!().then(
      () => undefined,
      (fault: { readonly code: string }) => fault.code,
    );
    await settle();
    const card = feature.card!() as TemplateResult;
    expect(tagOf(card)).to.equal('vla-consent');
    expect(agent.calls).to.deep.equal([['show']]);
    const answer = card.values.find((value) => typeof value === 'function') as (given: boolean) => void;
    answer(false);
    expect(await outcome).to.equal('mic-denied');
    expect(agent.told.map(({ name }) => name)).to.deep.equal(['vla-consent']);
    expect(feature.card!()).to.equal(undefined);
  });

  it('lets a call begin at once where nobody is to be asked', async () => {
    await create(fakeContext()).beforeCall!();
  });

  it('shows why the conversation ended, unless nothing was said, or there was none', async () => {
    const silent = create(fakeContext({ state: 'ended', sessionId: 's' }, { endReason: 'agent' }));
    expect(silent.card!()).to.equal(undefined);
    const messages = [message('1', 'Bye')];
    const unsent = create(fakeContext({ state: 'error', messages }, { endReason: 'lost' }));
    expect(unsent.card!()).to.equal(undefined);
    const agent = fakeContext({ state: 'ended', sessionId: 's', messages }, { endReason: 'agent' });
    const card = create(agent).card!() as TemplateResult;
    expect(tagOf(card)).to.equal('vla-ended');
    expect(card.values).to.include('agent');
  });

  it('asks for a rating only when the visitor said something and was answered', () => {
    const rated = (...roles: ('user' | 'agent')[]): boolean => {
      const messages = roles.map((role, at) => ({ ...message(String(at), 'Hm'), role }));
      const agent = fakeContext({ state: 'ended', sessionId: 's', messages }, { endReason: 'visitor' });
      const { strings, values } = create(agent).card!() as TemplateResult;
      return values[strings.findIndex((part) => part.trimEnd().endsWith('.rate='))] !== undefined;
    };
    expect(rated('agent')).to.equal(false);
    expect(rated('user')).to.equal(false);
    expect(rated('agent', 'user')).to.equal(false);
    expect(rated('agent', 'user', 'agent')).to.equal(true);
  });

  it('puts back what the tab has kept, and keeps what is final', () => {
    const kept = [message('1', 'Hello')];
    const agent = fakeContext({ storage: 'session', id: 'shop', messages: kept });
    create(agent).on!['vla-transcript']!({ ...kept[0]!, delta: '' });
    const later = fakeContext({ storage: 'session', id: 'shop' });
    create(later);
    const [[command, restored]] = later.calls as [[string, readonly { readonly text: string }[]]];
    expect(command).to.equal('restore');
    expect(restored.map(({ text }) => text)).to.deep.equal(['Hello']);
  });

  it('offers a look at the microphone after its fault', () => {
    const fault = { code: 'mic-busy', message: '', fix: '', retryable: true } as const;
    const agent = fakeContext({ fault });
    expect(tagOf(create(agent).card!())).to.equal('vla-offer');
  });
});
