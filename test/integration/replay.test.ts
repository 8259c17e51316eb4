import { expect } from '@open-wc/testing';
import { control, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { stageVoiceAgent } from '../helpers/page/voice-agent.js';

/** The demo's player, as its page loads it. */
const PLAYER = '/replay/player.js';
const READER = '/replay/read-recording.js';
const MICROPHONE = '/replay/silent-microphone.js';

interface Player extends EventTarget {
  readonly position: number;
  readonly length: number;
  readonly isOver: boolean;
  readonly waitsFor: string | undefined;
  speed: number;
  play(): void;
  pause(): void;
  stop(): Promise<void>;
}

/** What those files export; they are scripts without types. */
interface Scripts {
  readonly readRecording: (text: string) => unknown;
  readonly conversationsOf: (recording: unknown) => readonly unknown[];
  readonly Player: new (entries: unknown, agent: Stage['agent']) => Player;
  readonly silentMicrophone: () => () => void;
}

const load = (script: string): Promise<Scripts> => import(script) as Promise<Scripts>;

const said = ({ agent }: Stage): readonly string[] => agent.messages.map(({ role, text }) => `${role}: ${text}`);

async function playerOf(file: File, shown: Stage): Promise<Player> {
  const { readRecording, conversationsOf } = await load(READER);
  const { Player } = await load(PLAYER);
  const parts = conversationsOf(readRecording(await file.text()));
  return new Player(parts.at(-1), shown.agent);
}

/** A call with typed words and spoken answers, a tool, and a lost connection. */
async function recordedCall(record: string): Promise<{ readonly shown: Stage; readonly file: File }> {
  const shown = await stage({ record });
  const { agent, service } = shown;
  agent.registerTool({ name: 'check_stock', description: 'Tells how many are left.' }, () => '7 are left');
  await agent.start();
  agent.muted = true;
  for (const [index, text] of ['hello', 'call check_stock {}'].entries()) {
    await agent.sendText(text);
    const answers = (): number => agent.messages.filter(({ role, final }) => role === 'agent' && final).length;
    await until(`answer ${index + 1}`, () => answers() > index && agent.state === 'listening');
    if (index) break;
    await control(await service(), 'close', { code: 1011 });
    await until(
      'the connection is another',
      () => shown.details('vla-session').length === 2 && agent.state === 'listening',
    );
  }
  await agent.stop();
  return { shown, file: await agent.exportRecording() };
}

describe('a recording that is played', () => {
  it('shows the same conversation: its words, its states, its lost connection, its tool', async () => {
    const { shown: before, file } = await recordedCall('words');
    before.agent.remove();
    const { silentMicrophone } = await load(MICROPHONE);
    const restore = silentMicrophone();
    try {
      const shown = await stage({ 'token-url': '', 'assets-url': '/replay/', variant: 'inline' });
      const player = await playerOf(file, shown);
      player.speed = 4;
      player.play();
      await until('the first answer', () => shown.agent.messages.some(({ role }) => role === 'agent'));
      player.pause();
      const { position } = player;
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(player.position, 'a clock that stands').to.equal(position);
      player.play();
      await until('it is over', () => player.isOver && shown.agent.state === 'ended');
      expect(said(shown)).to.deep.equal(said(before));
      const course = shown.details('vla-state').map(({ state }) => state);
      expect(course).to.include.members(['connecting', 'listening', 'speaking', 'reconnecting', 'ended']);
      expect(shown.details('vla-tool-call').map(({ name }) => name)).to.deep.equal(['check_stock']);
      expect(shown.details('vla-tool-result').map(({ output }) => output)).to.deep.equal(['7 are left']);
      expect(shown.details('vla-error')).to.deep.equal([]);
      await player.stop();
      shown.agent.remove();
    } finally {
      restore();
    }
  });

  it('shows masked words where none were recorded, also of a written chat', async () => {
    const before = await stage({ record: '' });
    await before.agent.sendText('hello');
    await until('it is answered', () => before.agent.messages.length === 2 && before.agent.state === 'idle');
    await before.agent.stop();
    const file = await before.agent.exportRecording();
    before.agent.remove();
    const shown = await stage({ 'token-url': '', 'assets-url': '/replay/' });
    const player = await playerOf(file, shown);
    player.speed = 8;
    player.play();
    await until('it is over', () => player.isOver && shown.agent.state === 'ended');
    expect(said(shown)).to.deep.equal(
      said(before).map((line) => line.replace(/(?<=: ).*/s, (text) => 'x'.repeat(text.length))),
    );
    await player.stop();
    shown.agent.remove();
  });

  it('shows a conversation with a voice agent: its greeting, its handoff, its end', async () => {
    const before = await stageVoiceAgent({ record: 'words', 'agent-kind': 'voice', 'agent-name': 'front-desk' });
    await before.agent.sendText('billing, please');
    await until('it hands over', () => said(before).includes('agent: You are with billing now.'));
    await until('it rests', () => before.agent.state === 'idle');
    await before.agent.sendText('goodbye');
    await until('it hangs up', () => before.agent.state === 'ended');
    const file = await before.agent.exportRecording();
    before.agent.remove();
    const shown = await stage({ 'token-url': '', 'assets-url': '/replay/' });
    const player = await playerOf(file, shown);
    player.speed = 4;
    player.play();
    await until('it is over', () => player.isOver && shown.agent.state === 'ended');
    expect(said(shown)).to.deep.equal(said(before));
    expect(shown.details('vla-handoff')).to.deep.equal(before.details('vla-handoff'));
    expect(shown.details('vla-error')).to.deep.equal([]);
    await player.stop();
    shown.agent.remove();
  });
});
