import { expect } from '@open-wc/testing';
import { until } from '../../helpers/page/live-agent.js';
import { agentAnswer, type Item } from '../../helpers/page/conversation-items.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const say: Cases = ({ it, stage }) => {
  describe('say()', function () {
    it('says a text as it is written', async () => {
      const it = await stage();
      await it.agent.say('We close in ten minutes.');
      expect((await agentAnswer(it)).text).to.equal('We close in ten minutes.');
      const { event } = (await it.service()).received.find(({ type }) => type === 'response.create')!;
      expect(event['response']).to.have.property('pre_generated_assistant_message');
      it.agent.remove();
    });

    it('asks an OpenAI voice to say it', async () => {
      const it = await stage({ voice: 'alloy', muted: '' });
      await it.agent.start();
      await it.agent.say('We close in ten minutes.');
      await until('it is asked', async () =>
        (await it.service()).received.some(({ event }) =>
          String((event['response'] as Item | undefined)?.['instructions']).endsWith('We close in ten minutes.'),
        ),
      );
      expect((await agentAnswer(it)).text).to.equal('We close in ten minutes.');
      it.agent.remove();
    });
  });
};
