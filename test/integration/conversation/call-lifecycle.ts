import { expect } from '@open-wc/testing';
import { faultOf, heardBy, seconds, until } from '../../helpers/page/live-agent.js';
import { watch } from '../../helpers/page/resource-watch.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const callLifecycle: Cases = ({ it, setUp, stage }) => {
  describe('the life of a call', function () {
    it('two starts at once are one session, and a stop ends it with code 1000', async () => {
      const watching = watch();
      const { agent, service } = await stage();
      await Promise.all([agent.start(), agent.start()]);
      expect(watching.workers).to.have.lengthOf(1);
      expect(watching.tracks).to.have.lengthOf(1);
      await agent.stop();
      await until('the service saw the end', async () => !(await service()).open);
      expect((await service()).closeCode).to.equal(1000);
      watching.restore();
      agent.remove();
    });

    it('nothing is dispatched after the end', async () => {
      const { agent, events } = await stage();
      await agent.start();
      void agent.sendText('tell me a long story');
      await until('it speaks', () => agent.state === 'speaking');
      await agent.stop();
      const count = events.length;
      await seconds(1);
      expect(events.length).to.equal(count);
      agent.remove();
    });

    it('a muted microphone sends silence to close the turn, then nothing', async () => {
      const { agent, service } = await stage({ muted: '' });
      await agent.start();
      await seconds(3.5);
      const { samples, rate } = await heardBy(await service());
      expect(samples.every((sample) => sample === 0)).to.be.true;
      expect(samples.length / rate).to.be.within(1, 2.5);
      agent.muted = false;
      await until('the visitor is heard', async () => (await heardBy(await service())).samples.some(Boolean));
      agent.remove();
    });

    it('vla-before-start may change the session, or call it off', async () => {
      const { agent, details, seen } = await stage();
      agent.addEventListener('vla-before-start', (event) => {
        event.detail.session = { ...event.detail.session, instructions: 'Be brief.' };
      });
      await agent.start();
      await seen('vla-session', ({ session }) => session.instructions === 'Be brief.');
      expect(details('vla-session'), 'one that sets itself up is changed once it stands').to.have.lengthOf(
        setUp.length > 0 ? 1 : 2,
      );
      await agent.stop();
      agent.addEventListener('vla-before-start', (event) => event.preventDefault());
      await faultOf(agent.start());
      expect(agent.state).to.equal('idle');
      expect(details('vla-error')).to.be.empty;
      agent.remove();
    });
  });
};
