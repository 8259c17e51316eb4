/** What the service is told of attributes and properties, at the start and while a conversation goes on. */
import { expect } from '@open-wc/testing';
import type { RequestSession } from '../../src/index.js';
import { control, faultOf, mint, needsToken, stage, until, type Stage } from '../helpers/page/live-agent.js';

const said: string[] = [];
const { warn } = console;
before(() => (console.warn = (...words: unknown[]) => void said.push(words.join(' '))));
after(() => (console.warn = warn));

const updates = async ({ service }: Stage): Promise<readonly RequestSession[]> =>
  (await service()).received
    .filter(({ type }) => type === 'session.update')
    .map(({ event }) => event['session'] as RequestSession);

/** The update that comes once `change` was made. */
async function updateAfter(staged: Stage, change: () => unknown): Promise<RequestSession> {
  const { length } = await updates(staged);
  await change();
  await until('it is told', async () => (await updates(staged)).length > length);
  const all = await updates(staged);
  expect(all).to.have.lengthOf(length + 1);
  return all.at(-1)!;
}

const MCP = {
  type: 'mcp',
  server_label: 'docs',
  server_url: 'https://mcp.example/sse',
  require_approval: 'never',
} as const;
const NOW = { name: 'now', description: 'The time.' };

describe('the session', function () {
  this.timeout(60_000);

  it('asks for the language as each reader takes it', async () => {
    const staged = await stage({ language: 'de-DE', instructions: 'Be kind.' });
    await staged.agent.sendText('hello');
    const [session] = await updates(staged);
    expect(session!.input_audio_transcription).to.deep.equal({ model: 'gpt-4o-mini-transcribe', language: 'de' });
    expect(session!.instructions).to.match(/^Be kind\.\n\n.*speak German \(Germany\)\.$/);
    expect(staged.agent.shadowRoot!.querySelector('.dock')!.textContent).to.include('Sprechen');
  });

  it('is told at once what changes in it, and nothing twice', async () => {
    const staged = await stage({ temperature: '0.7' });
    const { agent, details } = staged;
    await agent.sendText('hello');
    expect(await updateAfter(staged, () => (agent.instructions = 'Be brief.'))).to.deep.equal({
      instructions: 'Be brief.',
    });
    const several = await updateAfter(staged, () => {
      agent.temperature = 0.9;
      agent.setAttribute('language', 'fr');
      agent.turnDetection = 'server_vad';
      agent.heading = 'Not of the session';
    });
    expect(several).to.have.all.keys('temperature', 'instructions', 'turn_detection', 'input_audio_transcription');
    expect(several.turn_detection).to.include({ type: 'server_vad', auto_truncate: false });
    agent.temperature = 0.8;
    agent.temperature = 0.9;
    agent.session = {};
    await agent.updateComplete;
    expect(await updateAfter(staged, () => (agent.voice = 'en-US-AndrewNeural'))).to.deep.equal({
      voice: { type: 'azure-standard', name: 'en-US-AndrewNeural' },
    });
    expect(details('vla-error')).to.deep.equal([]);
  });

  it('keeps what cannot change, with one warning each', async () => {
    const staged = await stage();
    const { agent, details } = staged;
    await agent.start();
    await agent.sendText('hello');
    await until('the agent was heard', () => details('vla-state').some(({ state }) => state === 'speaking'));
    const before = await updates(staged);
    const model = agent.model;
    for (let i = 0; i < 2; i++) {
      agent.voice = 'en-US-AndrewNeural';
      agent.model = 'gpt-4.1';
      await agent.updateComplete;
      agent.model = model;
      agent.voice = 'en-US-AvaNeural';
      await agent.updateComplete;
    }
    await until(
      'it is said',
      () => said.filter((line) => line.includes('does not change in a conversation')).length === 2,
    );
    expect(said.filter((line) => /: (voice|model) does not change/.test(line))).to.have.lengthOf(2);
    expect(await updates(staged)).to.have.lengthOf(before.length);
    expect(details('vla-error')).to.deep.equal([]);
  });

  it('keeps what the host pinned', async function () {
    await needsToken(this, 'the relay keeps it, not the page (test/server/policy.test.ts)');
    const pinned = { voice: { type: 'azure-standard', name: 'en-US-AvaNeural' }, temperature: 0.7 } as const;
    const staged = await stage({ 'token-url': '' }, (agent) => {
      agent.tokenProvider = async () => ({ ...(await mint()), session: pinned });
    });
    const { agent } = staged;
    await agent.sendText('hello');
    const changed = await updateAfter(staged, () => {
      agent.voice = 'en-US-AndrewNeural';
      agent.temperature = 1.1;
      agent.instructions = 'Be brief.';
    });
    expect(changed).to.deep.equal({ instructions: 'Be brief.' });
  });

  it('has all tools in one list, whichever of them changes', async function () {
    await needsToken(this, 'no page names an MCP server');
    const staged = await stage({}, (agent) => {
      agent.tools = [MCP, { ...NOW, handler: () => 'noon' }];
      agent.session = { tools: [{ type: 'function', name: 'look' }] };
    });
    const { agent } = staged;
    await agent.sendText('hello');
    const now = { type: 'function', ...NOW };
    const look = { type: 'function', name: 'look' };
    expect((await updates(staged))[0]!.tools).to.deep.equal([MCP, now, look]);
    const more = await updateAfter(staged, () => agent.registerTool({ name: 'later' }, () => 1));
    expect(more.tools).to.deep.equal([MCP, now, { type: 'function', name: 'later' }, look]);
    const less = await updateAfter(staged, () => (agent.tools = [MCP]));
    expect(less.tools).to.deep.equal([MCP, { type: 'function', name: 'later' }, look]);
    const mcp = await staged.seen('vla-mcp', ({ kind, status }) => kind === 'list' && status === 'completed');
    expect(mcp.tools).to.include('add');
  });

  it('keeps the modalities of the page from a chat to a call', async () => {
    const modalities = ['text', 'audio', 'animation'];
    const staged = await stage({}, (agent) => (agent.session = { modalities, animation: { outputs: ['viseme_id'] } }));
    await staged.agent.sendText('hello');
    await staged.agent.start();
    for (const session of await updates(staged)) expect(session.modalities).to.deep.equal(modalities);
    expect((await updates(staged)).length).to.be.greaterThan(1);
  });

  it('names its connection to the page as it did to the service', async function () {
    await needsToken(this, 'the relay names the connection to the service');
    const staged = await stage();
    await staged.agent.sendText('hello');
    const { id, query } = await staged.service();
    const { clientRequestId } = await staged.seen('vla-session');
    expect(clientRequestId).to.equal(id);
    expect(query['client-request-id']).to.equal(id);
    await control(await staged.service(), 'send', { type: 'error', error: { type: 'server_error', message: 'oops' } });
    expect(await staged.seen('vla-error')).to.include({ clientRequestId: id });
    await staged.agent.stop();
    await staged.agent.sendText('again');
    const all = staged.details('vla-session').map((detail) => detail.clientRequestId);
    expect(all.at(-1)).not.to.equal(id);
  });

  it('whose settings the service refuses is told in the console, with the setting', async () => {
    const { agent } = await stage({}, (agent) => {
      agent.session = { type: 'realtime', output_modalities: ['audio'] } as unknown as RequestSession;
    });
    const fault = await faultOf(agent.start());
    expect(fault.code).to.equal('session-rejected');
    expect(fault.fix).to.include('console');
    const line = said.find((line) => line.includes('session-rejected'));
    expect(line).to.match(/session\.(type|output_modalities)/);
  });

  it('and its errors lose the token that the service quotes, in events and in the console', async function () {
    await needsToken(this, 'the page has no token');
    let token = '';
    const staged = await stage({ 'token-url': '', 'raw-events': '' }, (agent) => {
      agent.tokenProvider = async () => {
        const answer = await mint();
        token = answer.token;
        return answer;
      };
    });
    await staged.agent.sendText('hello');
    const message = `The token ${encodeURIComponent(token)} is not ${token.slice(0, 20)}`;
    const connection = await staged.service();
    await control(connection, 'send', { type: 'error', error: { type: 'invalid_request_error', code: 'x', message } });
    await control(connection, 'send', { type: 'warning', warning: { code: 'y', message } });
    const fault = await staged.seen('vla-error');
    expect(fault.cause).to.include('The token … is not …');
    await until('the warning is said', () => said.some((line) => line.includes('The token …')));
    await staged.seen('vla-event', ({ type }) => type === 'warning');
    expect(JSON.stringify([staged.events, said])).not.to.include(token.slice(0, 12));
  });

  for (const [how, hours] of [
    ['fast', -2],
    ['slow', 2],
  ] as const) {
    it(`begins on a machine whose clock is two hours ${how}`, async () => {
      const there = Date.now() + hours * 3_600_000;
      const answer = { ...(await mint()), expiresAt: new Date(there + 3_600_000).toISOString() };
      const query = new URLSearchParams({ date: new Date(there).toUTCString(), body: JSON.stringify(answer) });
      const { agent } = await stage({ 'token-url': `/answer?${query}` });
      await agent.sendText('hello');
      expect(agent.state).not.to.equal('error');
    });
  }

  it('does not begin with a token that had expired when it was given, whatever this clock says', async () => {
    const there = Date.now() + 7_200_000;
    const answer = { ...(await mint()), expiresAt: new Date(there - 60_000).toISOString() };
    const query = new URLSearchParams({ date: new Date(there).toUTCString(), body: JSON.stringify(answer) });
    const { agent } = await stage({ 'token-url': `/answer?${query}` });
    expect(await faultOf(agent.sendText('hello'))).to.include({
      code: 'token-invalid',
      cause: 'the token has expired',
    });
  });
});
