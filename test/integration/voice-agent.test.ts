import { expect } from '@open-wc/testing';
import { mint, needsToken, stage, until, type Stage } from '../helpers/page/live-agent.js';

/** The emulator's agent `front-desk` greets, hands over to `billing`, and hangs up. */
const front = (attributes: Readonly<Record<string, string>> = {}, dialect?: 'voice-agent'): Promise<Stage> =>
  stage(
    { 'token-url': '', 'agent-name': 'front-desk', 'agent-project-name': 'shop', open: '', ...attributes },
    (agent) => {
      agent.removeAttribute('voice');
      agent.removeAttribute('model');
      agent.structuredInputs = { visitor_name: 'Ada' };
      agent.tokenProvider = async () => {
        const { endpoint, token } = await mint();
        return { endpoint, token, ...(dialect && { dialect }) };
      };
    },
  );

const agentSaid = ({ agent }: Stage): string =>
  agent.messages
    .filter(({ role, final }) => role === 'agent' && final)
    .map(({ text }) => text)
    .join(' | ');

describe('a voice agent of Foundry', function () {
  this.timeout(90_000);
  beforeEach(async function () {
    await needsToken(this);
  });

  it('greets by itself, hands over, and hangs up: its words are written, and the call ends without a fault', async () => {
    const shown = await front({ 'agent-kind': 'voice', muted: '', 'raw-events': '' });
    const { agent, details, seen } = shown;
    await agent.start();
    await until('it greets', () => agentSaid(shown).includes('Ada'));
    expect(agent.activeAgent).to.equal('$entrypoint');
    await agent.sendText('billing, please');
    await seen('vla-handoff', ({ status }) => status === 'completed');
    await until('the other behaviour is in force', () => agent.activeAgent === 'billing');
    expect(details('vla-handoff').map(({ status, from, to }) => [status, from, to])).to.deep.equal([
      ['started', '$entrypoint', 'billing'],
      ['completed', '$entrypoint', 'billing'],
    ]);
    await until('it rests', () => agent.state === 'listening');
    await agent.sendText('goodbye');
    await until('it hangs up', () => agent.state === 'ended');
    expect(details('vla-error')).to.be.empty;
    expect(details('vla-tool-call'), 'its own calls are not the page’s').to.be.empty;
    const types = details('vla-event').map(({ type }) => String(type));
    expect(types).to.include('response.output_audio.delta');
    expect(details('vla-event').every((event) => event['dialect'] === 'voice-agent')).to.be.true;
    agent.remove();
  });

  it('calls a function of the page, in a written chat', async () => {
    const shown = await front({ 'agent-kind': 'voice' }, 'voice-agent');
    const { agent } = shown;
    const asked: unknown[] = [];
    agent.registerTool({ name: 'find_bike' }, (given) => (asked.push(given), { found: 2 }));
    await agent.sendText('call find_bike {"size": 54}');
    await until('it tells the result', () => agentSaid(shown).includes('found 2'));
    expect(asked).to.deep.equal([{ size: 54 }]);
    agent.remove();
  });
});
