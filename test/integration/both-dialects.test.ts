/** A plain conversation is the same with either dialect of the service: one list of cases, and what they expect is said once. */
import { expect } from '@open-wc/testing';
import { control, stage, until, type Connection, type Stage } from '../helpers/page/live-agent.js';
import { connectionsWith, defineVoiceAgent, stageVoiceAgent } from '../helpers/page/voice-agent.js';

const FIND_BIKE = { name: 'find_bike', description: 'Finds bikes.', parameters: { type: 'object', properties: {} } };

/** A voice agent without a greeting, so that both dialects begin alike. */
const DEFINITION = {
  model: 'gpt-realtime',
  audio: {
    input: { transcription: { model: 'azure-speech' } },
    output: { voice: 'en-US-AvaNeural', voice_type: 'azure-standard' },
  },
  tools: [{ type: 'function', ...FIND_BIKE }],
};

interface Talk extends Stage {
  /** The emulator's side of the newest connection. */
  readonly connection: () => Promise<Connection>;
}

type Attributes = Readonly<Record<string, string>>;

async function classic(attributes: Attributes): Promise<Talk> {
  const shown = await stage(attributes);
  return { ...shown, connection: shown.service };
}

async function withVoiceAgent(attributes: Attributes): Promise<Talk> {
  const name = await defineVoiceAgent(DEFINITION);
  const key = Math.random().toString(36).slice(2);
  const shown = await stageVoiceAgent({ 'agent-kind': 'voice', 'agent-name': name, ...attributes }, (agent) => {
    // By this the emulator's side is found.
    agent.structuredInputs = { key };
  });
  return { ...shown, connection: async () => (await connectionsWith(key)).at(-1)! };
}

const states = ({ details }: Talk): readonly string[] => details('vla-state').map(({ state }) => state);

const answers = ({ agent }: Talk): number =>
  agent.messages.filter(({ role, final }) => role === 'agent' && final).length;

async function ask(talk: Talk, text: string): Promise<string> {
  const before = answers(talk);
  await talk.agent.sendText(text);
  await until(`"${text}" is answered`, () => answers(talk) > before && talk.agent.state === 'idle');
  return talk.agent.messages.at(-1)!.text;
}

const received = async ({ connection }: Talk, type: string) =>
  (await connection()).received.filter((seen) => seen.type === type).map(({ event }) => event);

const CASES: readonly (readonly [name: string, attributes: Attributes, play: (talk: Talk) => Promise<void>])[] = [
  [
    'hears a spoken turn and answers it, is muted, and ends',
    {},
    async (talk) => {
      const { agent, details, seen } = talk;
      await agent.start();
      await seen('vla-state', ({ state }) => state === 'speaking');
      expect(states(talk)).to.deep.equal([
        'requesting-mic',
        'connecting',
        'listening',
        'hearing',
        'thinking',
        'speaking',
      ]);
      await seen('vla-transcript', ({ role, final }) => role === 'user' && final);
      expect(agent.messages[0]!.text).to.match(/^\d\.\d seconds of speech$/);
      agent.interrupt();
      await seen('vla-interrupt');
      agent.muted = true;
      await seen('vla-mute', ({ muted }) => muted);
      await until('it rests', () => agent.state === 'listening');
      await agent.stop();
      expect(details('vla-state').at(-1)).to.include({ state: 'ended', reason: 'page' });
      expect(details('vla-error')).to.be.empty;
    },
  ],
  [
    'is silent when the visitor breaks in, and tells the service what was heard',
    { muted: '' },
    async (talk) => {
      const { agent, seen } = talk;
      await agent.start();
      await agent.sendText('tone 30');
      await seen('vla-state', ({ state }) => state === 'speaking');
      agent.muted = false;
      const { heardMs, itemId } = await seen('vla-interrupt');
      const type = 'conversation.item.truncate';
      await until('the service knows', async () => (await received(talk, type)).length > 0);
      const [truncation] = await received(talk, type);
      expect(truncation).to.deep.include({ item_id: itemId, content_index: 0, audio_end_ms: heardMs });
      expect(heardMs).to.be.greaterThan(0);
    },
  ],
  [
    'answers in writing, calls a function of the page, survives a fault and a lost connection, and ends',
    {},
    async (talk) => {
      const { agent, connection, details, seen } = talk;
      agent.registerTool(FIND_BIKE, (asked) => ({ found: 2, asked }));
      expect(await ask(talk, 'good morning')).to.include('You wrote: good morning');
      await agent.sendText('call find_bike {"size": 54}');
      await until('its result is told', () => agent.messages.at(-1)!.text.includes('found 2'));
      expect(details('vla-tool-call').map(({ name, arguments: asked }) => [name, asked])).to.deep.equal([
        ['find_bike', { size: 54 }],
      ]);
      expect(await received(talk, 'response.create'), 'one for each message, one after the function').to.have.length(3);
      await until('it rests', () => agent.state === 'idle');

      agent.sendEvent({ type: 'conversation.item.delete', item_id: 'nothing' });
      expect(await seen('vla-error')).to.include({ code: 'server-error' });

      const before = agent.messages.map(({ text }) => text);
      const first = await connection();
      await control(first, 'close', { code: 1011 });
      await seen('vla-reconnect', ({ reason }) => reason === 'connection-lost');
      await until('there is another', async () => (await connection()).id !== first.id && agent.state === 'idle');
      expect(await ask(talk, 'are you there')).to.include('You wrote: are you there');
      expect(agent.messages.map(({ text }) => text).slice(0, before.length)).to.deep.equal(before);
      const known = JSON.stringify((await connection()).items);
      for (const text of before) expect(known).to.include(JSON.stringify(text).slice(1, -1));
      await agent.stop();
      expect(agent.state).to.equal('ended');
      expect(details('vla-error')).to.have.lengthOf(1);
    },
  ],
];

for (const [dialect, open] of [
  ['voice-live', classic],
  ['voice-agent', withVoiceAgent],
] as const) {
  describe(`a plain conversation in the dialect ${dialect}`, function () {
    this.timeout(60_000);
    for (const [name, attributes, play] of CASES) {
      it(name, async () => {
        const talk = await open(attributes);
        await play(talk);
        talk.agent.remove();
      });
    }
  });
}
