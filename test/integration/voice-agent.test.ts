import { expect } from '@open-wc/testing';
import { control, needsToken, until, type Connection, type Stage } from '../helpers/page/live-agent.js';
import { voiceAgent } from '../helpers/page/dialects.js';
import { connectionsWith, stageVoiceAgent } from '../helpers/page/voice-agent.js';

/** The emulator's agent `front-desk` greets, hands over to `billing`, and hangs up. */
const front = (attributes: Readonly<Record<string, string>> = {}, dialect?: 'voice-agent'): Promise<Stage> =>
  stageVoiceAgent(
    { 'agent-name': 'front-desk', open: '', ...attributes },
    (agent) => (agent.structuredInputs = { visitor_name: 'Ada' }),
    dialect && { dialect },
  );

const agentSaid = ({ agent }: Stage): string =>
  agent.messages
    .filter(({ role, final }) => role === 'agent' && final)
    .map(({ text }) => text)
    .join(' | ');

describe('a voice agent of Foundry', function () {
  this.timeout(90_000);

  it('greets by itself, hands over, and hangs up: its words are written, and the call ends without a fault', async () => {
    const shown = await front({ 'agent-kind': 'voice', muted: '', 'raw-events': '' });
    const { agent, details, seen } = shown;
    await agent.start();
    await until('it greets', () => agentSaid(shown).includes('Ada'));
    expect(agent.activeAgent).to.equal('$entrypoint');
    await agent.sendText('billing, please');
    await seen('vla-handoff', ({ status }) => status === 'completed');
    await until('the other behaviour is in force', () => agent.activeAgent === 'billing');
    expect(
      details('vla-state').some(({ state }) => state === 'working'),
      'it is at work while it hands over',
    ).to.be.true;
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

  it('does not greet again when its connection was lost, and knows what was said', async () => {
    const visitor = `Ada-${Math.random().toString(36).slice(2)}`;
    const shown = await front({ 'agent-kind': 'voice' });
    const { agent, seen } = shown;
    agent.structuredInputs = { visitor_name: visitor };
    await agent.sendText('who am I');
    await until('it answers', () => agentSaid(shown).includes('I was told') && agent.state === 'idle');
    const before = agent.messages.map(({ text }) => text);
    await control((await connectionsWith(visitor))[0]!, 'close', { code: 1011 });
    await seen('vla-reconnect');
    await until('it goes on', async () => (await connectionsWith(visitor)).length === 2 && agent.state === 'idle');
    expect(agent.messages.map(({ text }) => text)).to.deep.equal(before);
    const [, next] = await connectionsWith(visitor);
    const greetings = next!.items.filter((item) => JSON.stringify(item).includes('This is the front desk'));
    expect(greetings, 'the one that it was told of').to.have.lengthOf(1);
    await agent.sendText('are you there');
    await until('it answers', () => agentSaid(shown).includes('You wrote: are you there'));
    agent.remove();
  });

  it('knows in the next conversation what was said in the one before, also where the service keeps it', async function () {
    await needsToken(this, 'the profile says whether the service keeps it');
    const visitor = `Ada-${Math.random().toString(36).slice(2)}`;
    const shown = await front({ 'agent-kind': 'voice', 'store-conversation': 'true' });
    const { agent } = shown;
    agent.structuredInputs = { visitor_name: visitor };
    await agent.sendText('good morning');
    await until('it answers', () => agentSaid(shown).includes('You wrote: good morning') && agent.state === 'idle');
    expect(agent.conversationId, 'the service keeps it').to.match(/^conv_/);
    await agent.stop();
    await agent.sendText('are you there');
    await until('it answers again', () => agentSaid(shown).includes('You wrote: are you there'));
    const [, next] = await connectionsWith(visitor);
    expect(JSON.stringify(next!.items)).to.include('You wrote: good morning');
    agent.remove();
  });

  it('has a session that stands also when the service does not say so, and the page is told of no frame that did not come', async () => {
    const shown = await voiceAgent.stage(
      { 'token-url': '', muted: '', 'raw-events': '' },
      voiceAgent.withFaults('sessionUpdated:"never"'),
    );
    const { agent, details } = shown;
    await agent.start();
    await agent.sendText('good morning');
    await until('it answers', () => agentSaid(shown).includes('You wrote: good morning'));
    expect(details('vla-session')).to.not.be.empty;
    const types = details('vla-event').map(({ type }) => type);
    expect(types).to.include('session.created').and.not.include('session.updated');
    agent.remove();
  });

  it('needs no agent-kind where the token says with whom it talks: only the property session is asked for', async () => {
    const visitor = `Ada-${Math.random().toString(36).slice(2)}`;
    const shown = await front({ instructions: 'Be a pirate.', greeting: 'Ahoy!' }, 'voice-agent');
    const { agent } = shown;
    agent.structuredInputs = { visitor_name: visitor };
    agent.session = { metadata: { from: visitor } };
    const asked: unknown[] = [];
    agent.registerTool({ name: 'find_bike' }, (given) => (asked.push(given), { found: 2 }));
    await agent.sendText('call find_bike {"size": 54}');
    await until('it tells the result', () => agentSaid(shown).includes('found 2'));
    expect(asked).to.deep.equal([{ size: 54 }]);
    expect(agentSaid(shown)).to.not.include('Ahoy');
    const all = (await (await fetch('/emulator/connections')).json()) as readonly Connection[];
    const own = all.find((connection) => JSON.stringify(connection.received).includes(visitor))!;
    const updates = own.received.filter(({ type }) => type === 'session.update');
    expect(updates.map(({ event }) => event['session'])).to.deep.equal([
      { type: 'realtime', output_modalities: ['text'], metadata: { from: visitor } },
    ]);
    agent.remove();
  });
});
