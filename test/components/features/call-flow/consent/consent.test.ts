import { expect } from '@open-wc/testing';
import { Consent } from '../../../../../src/components/features/call-flow/consent/consent.js';
import type { AgentHost } from '../../../../../src/components/contract/agent.js';
import { fakeContext } from '../../../../helpers/page/feature-context.js';

const asking = (change: Partial<AgentHost> = {}) =>
  fakeContext({ consentRequired: true, consentVersion: '1', storage: 'session', id: 'shop', ...change });

/** Presses a button of the card. */
const answer = (consent: Consent, given: boolean): void =>
  consent.card()!.values.forEach((value) => {
    if (typeof value === 'function') (value as (given: boolean) => void)(given);
  });

describe('consent before a call', () => {
  afterEach(() => sessionStorage.clear());

  it('tells the page the version, the time and the language of the answer', async () => {
    const agent = asking({ language: 'en-GB' });
    const consent = new Consent(agent);
    const call = consent.beforeCall();
    answer(consent, true);
    await call;
    const [{ name, detail }] = agent.told as [{ name: string; detail: { time: string } }];
    expect(name).to.equal('vla-consent');
    expect(detail).to.include({ given: true, version: '1', language: 'en-GB' });
    expect(Date.parse(detail.time)).to.be.a('number').and.not.NaN;
  });

  it('asks no second time for a version that this tab remembers, and asks for another version', async () => {
    const first = new Consent(asking());
    const call = first.beforeCall();
    answer(first, true);
    await call;
    const remembered = asking();
    await new Consent(remembered).beforeCall();
    expect(remembered.calls).to.be.empty;
    const other = new Consent(asking({ consentVersion: '2' }));
    void other.beforeCall();
    expect(other.card() === undefined).to.equal(false);
  });

  it('asks once when two calls wait for the answer', async () => {
    const consent = new Consent(asking());
    const calls = [consent.beforeCall(), consent.beforeCall()];
    answer(consent, true);
    await Promise.all(calls);
    expect(consent.card() === undefined).to.equal(true);
  });

  it('remembers no refusal', async () => {
    const consent = new Consent(asking());
    const call = consent.beforeCall().catch((fault: { readonly cause: string }) => fault.cause);
    answer(consent, false);
    expect(await call).to.equal('the visitor did not agree');
    expect(sessionStorage.length).to.equal(0);
  });
});
