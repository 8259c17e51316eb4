import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/push-to-talk/push-to-talk.js';
import type { CallAudioHandle } from '../../../../src/components/contract/call-audio.js';
import type { ResponseSession } from '../../../../src/worker/protocol/objects/index.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

/** A call whose microphone notes when its gate opens and closes, and answers how much sound passed meanwhile. */
function call(passedMs = 500, turnDetection: object | null = null) {
  const gate: boolean[] = [];
  const microphone = {
    setGate(open: boolean, answer?: (passedMs: number) => void) {
      gate.push(open);
      answer?.(passedMs);
    },
  };
  const audio = { microphone, signal: new AbortController().signal } as unknown as CallAudioHandle;
  const session = { turn_detection: turnDetection } as ResponseSession;
  const agent = fakeContext({ pushToTalk: true }, { audio, session, status: 'listening', inCall: true });
  const told = (): unknown[] =>
    agent.calls.map(([, command, value]) =>
      command === 'sendEvent' ? (value as { type: string }).type : [command, value],
    );
  return { agent, gate, told };
}

describe('the feature push-to-talk', () => {
  it('opens the microphone for a turn, and its end asks for the answer', async () => {
    const { agent, gate, told } = call();
    const feature = create(agent);
    await feature.startTurn();
    expect(gate).to.deep.equal([true]);
    expect(told()).to.deep.equal([['interrupt', undefined], ['setHeld', true], 'input_audio_buffer.clear']);
    expect(await feature.endTurn()).to.equal(true);
    expect(gate).to.deep.equal([true, false]);
    expect(told().slice(3)).to.deep.equal(['input_audio_buffer.commit', 'response.create', ['setHeld', false]]);
  });

  it('drops a turn that was too short, and one that is cancelled', async () => {
    const short = call(100);
    const tooShort = create(short.agent);
    await tooShort.startTurn();
    expect(await tooShort.endTurn()).to.equal(false);
    const long = call();
    const cancelled = create(long.agent);
    await cancelled.startTurn();
    await cancelled.cancelTurn();
    for (const { told } of [short, long]) {
      expect(told().slice(3)).to.deep.equal(['input_audio_buffer.clear', ['setHeld', false]]);
    }
  });

  it('does not open the microphone of a turn that ended before the call was up', async () => {
    const { agent, gate } = call();
    Object.assign(agent.conversation, { inCall: false });
    const feature = create(agent);
    const started = feature.startTurn();
    expect(await feature.endTurn()).to.equal(false);
    await started;
    expect(agent.calls).to.deep.equal([['start']]);
    expect(gate).to.be.empty;
  });

  it('leaves turns to a service that finds their ends itself', async () => {
    const { agent, gate } = call(500, { type: 'server_vad' });
    await create(agent).startTurn();
    expect(gate).to.be.empty;
    expect(agent.calls).to.be.empty;
  });

  it('shows its button only while the page has the attribute', () => {
    expect(create(fakeContext()).view()).to.deep.equal({});
    expect(create(fakeContext({ pushToTalk: true })).view()).to.include.keys('holdButton');
  });
});
