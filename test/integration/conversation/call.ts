import { expect } from '@open-wc/testing';
import { heardBy, mint, seconds } from '../../helpers/page/live-agent.js';
import { HIGH_HZ, LOW_HZ, spokenFixture } from '../../helpers/page/spoken-fixture.js';
import { bursts } from '../../helpers/page/tone-bursts.js';
import { tapOutput } from '../../helpers/page/record-output.js';
import { delayMicrophone } from '../../helpers/page/resource-watch.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const call: Cases = ({ it, stage }) => {
  describe('a spoken conversation', function () {
    it('goes from the visitor’s words to the agent’s, and tells both', async () => {
      const tap = tapOutput();
      const { agent, details, seen, service } = await stage();
      await agent.start();
      expect(agent.state).to.equal('listening');
      await seen('vla-state', ({ state, previous }) => previous === 'speaking' && state === 'listening');

      // States, in order.
      expect(details('vla-state').map(({ state }) => state)).to.deep.equal([
        'requesting-mic',
        'connecting',
        'listening',
        'hearing',
        'thinking',
        'speaking',
        'listening',
      ]);

      // The service received everything that the microphone heard: both tones, as far apart as in the file.
      const { samples, rate } = await heardBy(await service());
      const fixture = await spokenFixture();
      const sent = [...bursts(samples, rate, LOW_HZ), ...bursts(samples, rate, HIGH_HZ)];
      const given = [
        ...bursts(fixture.samples, fixture.rate, LOW_HZ),
        ...bursts(fixture.samples, fixture.rate, HIGH_HZ),
      ];
      expect(sent.length, 'a low and a high tone').to.equal(2);
      const [spanSent, spanGiven] = [sent, given].map(([low, high]) => high! - low!) as [number, number];
      expect(spanSent / spanGiven).to.be.within(0.98, 1.02);

      // The answer repeats the visitor's words. It was recorded after the last gain, so it was audible.
      const heard = await tap.recording();
      expect(bursts(heard.samples, heard.rate, LOW_HZ).length, 'the low tone in the answer').to.equal(1);
      expect(bursts(heard.samples, heard.rate, HIGH_HZ).length, 'the high tone in the answer').to.equal(1);

      // The transcript of each side has partial texts, then a final one, all with the id of one item.
      for (const role of ['user', 'agent'] as const) {
        const lines = details('vla-transcript').filter((line) => line.role === role && line.text !== '');
        expect(new Set(lines.map(({ itemId }) => itemId)).size, role).to.equal(1);
        expect(
          lines.slice(0, -1).every(({ final }) => !final),
          role,
        ).to.be.true;
        expect(lines.length, role).to.be.greaterThan(2);
        expect(lines.at(-1)!.final, role).to.be.true;
        expect(lines.map(({ delta }) => delta).join(''), role).to.equal(lines.at(-1)!.text);
      }
      const [user, answer] = agent.messages;
      expect(user!.text).to.match(/^\d\.\d seconds of speech$/);
      expect(answer!.text).to.contain('Here it is');
      expect(answer!.previousItemId).to.equal(user!.itemId);
      await agent.stop();
      expect(agent.state).to.equal('ended');
      agent.remove();
    });

    it('keeps the first words, spoken while the session is still being set up', async () => {
      // The token takes 2 s, and by then the tone and the sentence have begun.
      const { agent, seen, service } = await stage({ 'token-url': '' }, (agent) => {
        agent.tokenProvider = async () => {
          await seconds(2);
          return mint(agent);
        };
      });
      await agent.start();
      await seen('vla-state', ({ state }) => state === 'thinking');
      const { samples, rate } = await heardBy(await service());
      expect(bursts(samples, rate, LOW_HZ).length, 'the tone before the session').to.equal(1);
      agent.remove();
    });
  });

  describe('a greeting', function () {
    it('waits for a visitor who is still asked for the microphone, and is then heard from its first word', async () => {
      const tap = tapOutput();
      const later = delayMicrophone(3);
      const { agent, details, seen } = await stage({
        'turn-detection': 'none',
        greeting: 'Welcome. This is a bicycle.',
      });
      const starting = agent.start();
      await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
      expect(agent.state).to.equal('requesting-mic');
      later();
      await starting;
      await seen('vla-speech', ({ who, speaking }) => who === 'agent' && !speaking);
      const { samples, rate } = await tap.recording();
      tap.restore();
      const first = samples.findIndex((sample) => Math.abs(sample) > 1e-3);
      const last = samples.findLastIndex((sample) => Math.abs(sample) > 1e-3);
      expect((last - first) / rate, 'seconds of it that were heard').to.be.above(1);
      expect(details('vla-interrupt')).to.be.empty;
      agent.remove();
    });
  });
};
