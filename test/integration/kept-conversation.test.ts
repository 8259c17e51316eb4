import { expect } from '@open-wc/testing';
import { agentAnswer } from '../helpers/page/conversation-items.js';
import { needsToken, stage } from '../helpers/page/live-agent.js';

describe('a conversation that the agent service keeps', function () {
  it('goes on with the conversation of an agent, in the next session and on another page', async function () {
    await needsToken(this, 'a page names no agent, and continues no thread of one');
    const fitter = {
      'agent-name': `fitter-${Math.random()}`,
      'agent-project-name': 'shop',
      'token-url': '/voice/token',
    };
    const first = await stage(fitter);
    expect(first.agent.conversationId).to.equal(undefined);
    await first.agent.sendText('I ride a blue bike');
    await agentAnswer(first);
    const { session } = await first.seen('vla-session');
    const { conversationId } = first.agent;
    expect(conversationId).to.be.a('string').and.equal(session.agent?.thread_id);

    await first.agent.stop();
    await first.agent.sendText('recall');
    const recalled =
      (what: string) =>
      ({ text, final }: { readonly text: string; readonly final: boolean }) =>
        final && text === `You wrote before: ${what}.`;
    await first.seen('vla-transcript', recalled('I ride a blue bike'));
    expect(first.agent.conversationId).to.equal(conversationId);

    await first.agent.stop();
    first.agent.conversationId = undefined;
    await first.agent.sendText('recall');
    await first.seen('vla-transcript', ({ text, final }) => final && text === 'You wrote nothing before.');
    expect(first.agent.conversationId).not.to.equal(conversationId);
    first.agent.remove();

    const other = await stage({ ...fitter, 'conversation-id': conversationId! });
    await other.agent.sendText('recall');
    await other.seen('vla-transcript', recalled('recall'));
    other.agent.remove();
  });
});
