import { expect } from '@open-wc/testing';
import { hasLoaded } from '../helpers/page/chunks.js';
import { sentItems } from '../helpers/page/conversation-items.js';
import { stage, until } from '../helpers/page/live-agent.js';

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

  it('lets a message of the visitor go before one that does not end, and tells later what that gave', async () => {
    const shown = await stage();
    const { agent, details, seen } = shown;
    let give = (_: unknown): void => undefined;
    agent.registerTool(WEATHER, () => new Promise((resolve) => (give = resolve)));
    await agent.sendText('weather in Oslo');
    await seen('vla-tool-call');
    await agent.sendText('hello');
    const began = performance.now();
    await until('it is answered', () => agent.messages.at(-1)!.role === 'agent' && agent.state === 'idle');
    expect(performance.now() - began, 'the tool had some time').to.be.above(2900);
    expect(details('vla-tool-result')).to.be.empty;
    give('snow');
    expect(await seen('vla-tool-result')).to.include({ output: 'snow', failed: false });
    const items = async (type: string) =>
      (await sentItems(shown)).filter((item) => JSON.stringify(item).includes(type));
    await until('it is told', async () => (await items('has given: snow')).length === 1);
    expect(await items('"function_call_output"')).to.have.lengthOf(1);
    expect(await items('still running')).to.have.lengthOf(2);
    agent.remove();
  });
});
