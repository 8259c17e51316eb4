import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/say/say.js';
import type { ResponseSession } from '../../../../src/worker/protocol/objects/index.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';

const session = (voice: object): ResponseSession => ({ modalities: ['text', 'audio'], voice }) as ResponseSession;

describe('the feature say', () => {
  it('hands a text to an Azure voice as it is, and asks an OpenAI voice to say it', async () => {
    for (const [voice, field] of [
      [{ type: 'azure-standard', name: 'en-US-AvaNeural' }, 'pre_generated_assistant_message'],
      [{ type: 'openai', name: 'alloy' }, 'instructions'],
    ] as const) {
      const agent = fakeContext({}, { session: session(voice) });
      await create(agent).say(' Good morning. ');
      const [ready, told] = agent.calls;
      expect(ready).to.deep.equal(['ready']);
      const { response } = told![2] as { readonly response: object };
      expect(Object.keys(response)).to.deep.equal([field]);
      expect(JSON.stringify(response)).to.include('Good morning.');
    }
  });

  it('begins no conversation for an empty text', async () => {
    const agent = fakeContext();
    await create(agent).say('  ');
    expect(agent.calls).to.be.empty;
  });
});
