/** What a Foundry voice agent says otherwise than the route of Voice Live, event by event, and what it is told. */
import { expect } from '@open-wc/testing';
import { control, until, type Connection, type Stage } from '../helpers/page/live-agent.js';
import { connectionsWith, defineVoiceAgent, stageVoiceAgent } from '../helpers/page/voice-agent.js';
import { AGENT_EVENTS, AGENT_SESSION, NOT_FOR_AGENTS } from '../helpers/pure/voice-agent-samples.js';
import type { ClientEvent, VoiceLiveAgentDetails } from '../../src/index.js';

type Seen = { readonly [Name in keyof VoiceLiveAgentDetails]: (detail: VoiceLiveAgentDetails[Name]) => boolean };

/** The event of the element that an event becomes, beside `vla-event`. */
const BECOMES: Readonly<Record<string, Partial<Seen>>> = {
  'session.updated': { 'vla-session': ({ session }) => session.id === 'sess_sample' && String(session.modalities) === 'text' && session.input_audio_format === 'pcm16' }, // prettier-ignore
  'response.created': { 'vla-state': ({ state }) => state === 'thinking' },
  'conversation.item.added': { 'vla-transcript': ({ itemId, text }) => itemId === 'item_answer' && !text },
  'response.output_text.delta': { 'vla-transcript': ({ text, final }) => !final && text === 'written' },
  'response.output_text.done': { 'vla-transcript': ({ text }) => text === 'written answer' },
  'response.output_audio_transcript.delta': { 'vla-transcript': ({ text, final }) => !final && text === 'said' },
  'response.output_audio_transcript.done': { 'vla-transcript': ({ text }) => text === 'said answer' },
  'response.output_item.done': { 'vla-transcript': ({ itemId, final }) => itemId === 'item_answer' && final },
  'response.done': { 'vla-usage': ({ responseId, response }) => responseId === 'resp_sample' && response.total_tokens === 30 }, // prettier-ignore
  'session.handoff.started': { 'vla-handoff': ({ status, to, description }) => status === 'started' && to === 'billing' && description === 'Invoices', 'vla-state': ({ state }) => state === 'working' }, // prettier-ignore
  'session.handoff.completed': { 'vla-handoff': ({ status, durationMs }) => status === 'completed' && durationMs === 640 }, // prettier-ignore
  'session.handoff.aborted': { 'vla-handoff': ({ status, reason }) => status === 'aborted' && reason === 'user_interruption' }, // prettier-ignore
  'session.subagent.started': { 'vla-subagent': ({ status, name }) => status === 'started' && name === 'poet' },
  'session.subagent.completed': { 'vla-subagent': ({ status }) => status === 'completed' },
  'session.subagent.aborted': { 'vla-subagent': ({ status, reason }) => status === 'aborted' && reason === 'timeout' },
};

/** A written conversation that rests, and the emulator's side of it. All tests of the file share it. */
async function resting(): Promise<{ readonly shown: Stage; readonly service: () => Promise<Connection> }> {
  const name = await defineVoiceAgent({ model: 'gpt-realtime' });
  const host = document.createElement('div');
  document.body.append(host);
  const shown = await stageVoiceAgent(
    { 'agent-kind': 'voice', 'agent-name': name, 'raw-events': '' },
    (agent) => (agent.structuredInputs = { name }),
    {},
    host.attachShadow({ mode: 'open' }),
  );
  await shown.agent.sendText('good morning');
  await shown.seen('vla-usage');
  return { shown, service: async () => (await connectionsWith(name)).at(-1)! };
}

describe('what a voice agent says', function () {
  let talk: Awaited<ReturnType<typeof resting>>;
  before(async () => void (talk = await resting()));
  after(() => talk?.shown.agent.remove());

  for (const [type, fields] of Object.entries(AGENT_EVENTS)) {
    it(`reaches the page as it came, and does what it should: ${type}`, async () => {
      const event = { type, event_id: `sample_${type}`, ...fields };
      await control(await talk.service(), 'send', event);
      const told = await talk.shown.seen('vla-event', ({ event_id }) => event_id === event.event_id);
      expect(told).to.deep.equal({ ...event, dialect: 'voice-agent' });
      for (const [name, fits] of Object.entries(BECOMES[type] ?? {})) {
        await talk.shown.seen(name as keyof VoiceLiveAgentDetails, fits as (detail: unknown) => boolean);
      }
    });
  }

  for (const [field, [said, told]] of Object.entries(AGENT_SESSION)) {
    it(`is told a field of the session in its own names: ${field}`, async () => {
      const sent = { type: 'session.update', event_id: `sample_${field}`, session: { [field]: said } };
      talk.shown.agent.sendEvent(sent as ClientEvent);
      const arrived = async () =>
        (await talk.service()).received.find(({ event }) => event['event_id'] === sent.event_id)?.event;
      await until(`${field} arrives`, async () => (await arrived()) !== undefined);
      expect((await arrived())!['session']).to.deep.equal({ type: 'realtime', ...told });
    });
  }

  it('is not told what it has no event for', async () => {
    for (const type of NOT_FOR_AGENTS) talk.shown.agent.sendEvent({ type } as ClientEvent);
    talk.shown.agent.sendEvent({ type: 'input_audio_buffer.clear', event_id: 'after_them' });
    const types = async () => (await talk.service()).received.map(({ type }) => type);
    await until('the last one arrives', async () => (await types()).includes('input_audio_buffer.clear'));
    expect((await types()).filter((type) => NOT_FOR_AGENTS.includes(type))).to.be.empty;
  });

  it('never ends the conversation', async () => {
    expect((await talk.service()).open).to.be.true;
    expect(talk.shown.agent.state).to.not.equal('error');
  });
});

describe('the page that tells what a voice agent’s events become', () => {
  it('says of each what is tested here', async () => {
    const rows = '/scripts/protocol-coverage/voice-agent.ts';
    const { AGENT_ROWS } = (await import(rows)) as { AGENT_ROWS: Record<string, readonly unknown[]> };
    const wrong = Object.entries(AGENT_ROWS).filter(
      ([type, [, , becomes = '']]) => String(becomes) !== Object.keys(BECOMES[type] ?? {}).join(', '),
    );
    expect(wrong.map(([type]) => type)).to.be.empty;
  });
});
