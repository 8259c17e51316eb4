import { expect } from '@open-wc/testing';
import { control, mint, stage, until, type Stage } from '../helpers/page/live-agent.js';

interface Entry {
  readonly at: number;
  readonly kind: string;
  readonly line?: number;
  readonly frame?: { readonly type: string; readonly [field: string]: unknown };
  readonly sound?: number;
  readonly state?: string;
  readonly code?: number;
  readonly [field: string]: unknown;
}

interface Recording {
  readonly format: string;
  readonly version: number;
  readonly level: string;
  readonly entries: readonly Entry[];
}

const INSTRUCTIONS = 'You sell nothing but red bicycles.';
const LATE_SECRET = 'late-secret-of-a-tool-8f3a';

async function exported({ agent }: Stage): Promise<{ readonly json: string; readonly recording: Recording }> {
  const file = await agent.exportRecording();
  expect(file.name).to.match(/^voice-live-recording-.*\.json$/);
  expect(file.type).to.equal('application/json');
  const json = await file.text();
  return { json, recording: JSON.parse(json) as Recording };
}

const framesOf = ({ entries }: Recording, kind: 'sent' | 'received', type: string): readonly Entry[] =>
  entries.filter((entry) => entry.kind === kind && entry.frame?.type === type);

/** The agent whose tokens are noted. */
async function recorded(record: string): Promise<Stage & { readonly tokens: readonly string[] }> {
  const tokens: string[] = [];
  const shown = await stage({ record, instructions: INSTRUCTIONS, 'token-url': '' }, (agent) => {
    agent.tokenProvider = async () => {
      const answer = await mint(agent);
      tokens.push(answer.token ?? new URL(answer.url!).search);
      return answer;
    };
  });
  return { ...shown, tokens };
}

describe('a recording', () => {
  it('has what travelled on each connection and what was decided, and neither secrets nor words', async () => {
    const shown = await recorded('');
    const { agent, service, seen } = shown;
    await agent.start();
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    agent.updateSession({
      tools: [{ type: 'mcp', server_label: 'x', server_url: 'https://x.test', authorization: LATE_SECRET }],
    });
    const error = { type: 'server_error', code: 'quoted', message: `refused: ${shown.tokens[0]} ${LATE_SECRET}` };
    await control(await service(), 'send', { type: 'error', error });
    await seen('vla-error');
    await control(await service(), 'close', { code: 1011 });
    await until('it goes on', () => shown.details('vla-session').length >= 2 && agent.state === 'listening');
    await agent.sendText('hello');
    await until('it is answered', () => agent.messages.at(-1)?.role === 'agent' && agent.messages.at(-1)!.final);
    await agent.stop();

    const { json, recording } = await exported(shown);
    expect(recording).to.include({ format: 'voice-live-agent/recording', version: 1, level: 'events' });
    const kinds = (kind: string): readonly Entry[] => recording.entries.filter((entry) => entry.kind === kind);
    expect(kinds('opened')).to.have.lengthOf(2);
    expect(kinds('closed').map(({ code }) => code)).to.deep.equal([1011]);
    expect(kinds('state').map(({ state }) => state)).to.include.members(['listening', 'reconnecting', 'ended']);
    expect(framesOf(recording, 'received', 'session.updated')).to.have.length.at.least(2);
    const appended = framesOf(recording, 'sent', 'input_audio_buffer.append');
    expect(appended.reduce((sum, { sound = 0 }) => sum + sound, 0)).to.be.above(10_000);
    const deltas = framesOf(recording, 'received', 'response.audio.delta');
    expect(deltas.every(({ sound, frame }) => sound! > 0 && frame!['delta'] === '')).to.equal(true);
    const times = recording.entries.map(({ at }) => at);
    expect(Math.max(...times) - Math.min(...times)).to.be.above(500);

    for (const secret of [...shown.tokens, LATE_SECRET]) expect(json).not.to.include(secret.slice(0, 24));
    expect(json)
      .not.to.include('hello')
      .and.not.include('red bicycles')
      .and.not.match(/[\w+/]{3000}/);
    for (const { text } of agent.messages) expect(json).not.to.include(text);

    const told = (await agent.diagnose()).find(({ check }) => check === 'recording');
    expect(told).to.include({ ok: true });
    expect(told!.detail).to.match(/2 connections, lost 1 times, 0 hand-overs; .* 0 chunks dropped; .* underruns/);
    agent.remove();
  });

  it('has the words when they are asked for, and no sound', async () => {
    const shown = await recorded('words');
    const { agent } = shown;
    await agent.sendText('hello');
    await until('it is answered', () => agent.messages.length === 2 && agent.messages.every(({ final }) => final));
    const { json, recording } = await exported(shown);
    expect(json).to.include('hello').and.include('red bicycles').and.include(agent.messages[1]!.text.slice(0, 20));
    for (const { sound, frame } of framesOf(recording, 'received', 'response.audio.delta'))
      expect([sound! > 0, frame!['delta']]).to.deep.equal([true, '']);
    for (const secret of shown.tokens) expect(json).not.to.include(secret.slice(0, 24));
    agent.remove();
  });

  it('has the sound of both sides when it is asked for', async () => {
    const shown = await recorded('sound');
    await shown.agent.start();
    await shown.seen('vla-speech', ({ who, speaking }) => who === 'agent' && speaking);
    const { recording } = await exported(shown);
    for (const [kind, type, field] of [
      ['sent', 'input_audio_buffer.append', 'audio'],
      ['received', 'response.audio.delta', 'delta'],
    ] as const) {
      const frames = framesOf(recording, kind, type);
      expect(frames.length, type).to.be.above(0);
      for (const { frame } of frames) expect(String(frame![field]).length, type).to.be.above(100);
    }
    shown.agent.remove();
  });

  it('forgets all when record is taken away, and is refused where nothing is recorded', async () => {
    const shown = await recorded('words');
    const { agent } = shown;
    await agent.sendText('hello');
    agent.removeAttribute('record');
    await agent.updateComplete;
    const why = await agent.exportRecording().catch((error: unknown) => String(error));
    expect(why).to.include('set the attribute record');
    agent.record = 'events';
    await agent.updateComplete;
    expect((await exported(shown)).json).not.to.include('hello');
    agent.remove();
  });
});
