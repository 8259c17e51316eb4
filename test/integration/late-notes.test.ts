/** The code for lines in the transcript comes late: it is loaded with the first thing that is noted. */
import { expect } from '@open-wc/testing';
import { until } from '../helpers/page/live-agent.js';
import { deepAll } from '../helpers/page/shadow-dom.js';
import { stageVoiceAgent } from '../helpers/page/voice-agent.js';

/** All of the built element, of which that code comes when it is asked for. */
const LATE_NOTES: string = '/late/activity-notes/dist/voice-live-agent.js';

describe('the line of a handoff', function () {
  it('stands before what the next behaviour says, also when its code comes later than that', async () => {
    await import(LATE_NOTES);
    const { agent, seen } = await stageVoiceAgent({ 'agent-kind': 'voice', 'agent-name': 'front-desk', open: '' });
    await agent.sendText('billing, please');
    await seen('vla-transcript', ({ text, final }) => final && text === 'You are with billing now.');
    const lines = (): readonly string[] =>
      deepAll(agent, '.words, .note').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
    await until('the sentence is shown', () => lines().includes('You are with billing now.'));
    expect(deepAll(agent, '.note'), 'the code has not come').to.be.empty;
    await fetch('/late-files/activity-notes');
    await until('the handoff is noted', () => deepAll(agent, '.note.done').length === 1);
    const [asked, noted, answered] = lines().slice(-3);
    expect([asked, answered]).to.deep.equal(['billing, please', 'You are with billing now.']);
    expect(noted).to.include('Invoices and refunds');
  });
});
