import { expect } from '@open-wc/testing';
import { heardBy, seconds, until, type Stage } from '../../helpers/page/live-agent.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const pushToTalk: Cases = ({ it, setUp, stage }) => {
  const sent = async ({ service }: Stage): Promise<string[]> => (await service()).received.map(({ type }) => type);

  describe('push to talk', function () {
    it('is heard only while a turn is held, and answered when it is let go', async () => {
      const it = await stage({ 'push-to-talk': '' });
      const { agent, details, seen, service } = it;
      await agent.start();
      expect(details('vla-session')[0]!.session.turn_detection).to.equal(null);
      await seconds(0.6);
      expect(await sent(it)).to.deep.equal(setUp);
      await agent.startTurn();
      await until('it shows', () => agent.state === 'hearing');
      await seconds(1);
      expect(await agent.endTurn()).to.be.true;
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      expect(await sent(it)).to.deep.equal([
        ...setUp,
        'input_audio_buffer.clear',
        'input_audio_buffer.append',
        'input_audio_buffer.commit',
        'response.create',
      ]);
      const { samples, rate } = await heardBy(await service());
      expect(samples.length / rate).to.be.within(0.5, 4);
      expect(
        details('vla-state')
          .map(({ state }) => state)
          .slice(0, 5),
      ).to.deep.equal(['requesting-mic', 'connecting', 'listening', 'hearing', 'thinking']);
      expect(details('vla-speech').slice(0, 2)).to.deep.equal([
        { who: 'user', speaking: true },
        { who: 'user', speaking: false },
      ]);
      agent.remove();
    });

    it('drops a turn that is too short, one that is muted, and one that is cancelled', async () => {
      const it = await stage({ 'push-to-talk': '' });
      const { agent } = it;
      await agent.start();
      await agent.startTurn();
      expect(await agent.endTurn()).to.be.false;
      agent.muted = true;
      await agent.startTurn();
      await seconds(0.5);
      expect(await agent.endTurn()).to.be.false;
      agent.muted = false;
      await agent.startTurn();
      await seconds(0.5);
      await agent.cancelTurn();
      expect(await agent.endTurn()).to.be.false;
      await until(
        'all are dropped',
        async () => (await sent(it)).filter((type) => type.endsWith('.clear')).length === 6,
      );
      expect(await sent(it)).not.to.include.members(['input_audio_buffer.commit', 'response.create']);
      expect(agent.state).to.equal('listening');
      agent.remove();
    });

    it('breaks into an answer', async () => {
      const it = await stage({ 'push-to-talk': '' });
      const { agent, seen } = it;
      await agent.start();
      await agent.sendText('story');
      await seen('vla-state', ({ state }) => state === 'speaking');
      await agent.startTurn();
      await seen('vla-interrupt');
      await agent.cancelTurn();
      expect(await sent(it)).to.include('conversation.item.truncate');
      agent.remove();
    });

    it('begins a call by itself, and none of its sound is lost when the button is let go', async () => {
      const { agent, seen, service } = await stage({ 'push-to-talk': '' });
      await agent.startTurn();
      await until('it is heard', () => agent.state === 'hearing');
      await seconds(1);
      await agent.endTurn();
      await seen('vla-state', ({ state }) => state === 'speaking');
      expect((await service()).received.findLast(({ type }) => type === 'input_audio_buffer.commit')).to.exist;
      agent.remove();
    });

    it('does not open the microphone for a button that was let go while the call was put through', async () => {
      const it = await stage({ 'push-to-talk': '' });
      const { agent } = it;
      const started = agent.startTurn();
      expect(await agent.endTurn()).to.be.false;
      await started;
      await seconds(0.4);
      expect(agent.state).to.equal('listening');
      expect(await sent(it)).to.deep.equal(setUp);
      agent.remove();
    });

    it('says what it is for when the service ends turns by itself', async () => {
      const { warn } = console;
      const warnings: string[] = [];
      console.warn = (text: string) => void warnings.push(text);
      const it = await stage();
      await it.agent.startTurn();
      console.warn = warn;
      expect(warnings.join()).to.contain('push-to-talk');
      expect(it.agent.state).to.equal('idle');
      it.agent.remove();
    });
  });
};
