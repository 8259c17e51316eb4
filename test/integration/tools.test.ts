import { expect } from '@open-wc/testing';
import { hasLoaded } from '../helpers/page/chunks.js';
import { stage } from '../helpers/page/live-agent.js';

const WEATHER = {
  name: 'get_weather',
  description: 'The weather in a city.',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};

describe('tools of the page', function () {
  it('loads the code for tools with the first tool call, which waits for it', async () => {
    const { agent, seen } = await stage({}, (agent) => (agent.session = { tools: [{ ...WEATHER, type: 'function' }] }));
    agent.addEventListener('vla-tool-call', ({ detail }) => detail.respondWith('snow'));
    await agent.sendText('hello');
    await seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    expect(hasLoaded('tools')).to.be.false; // this is the first test of its page that has tools
    await agent.sendText('weather in Oslo');
    expect(await seen('vla-tool-result')).to.include({ output: 'snow', failed: false });
    expect(hasLoaded('tools')).to.be.true;
    agent.remove();
  });
});
