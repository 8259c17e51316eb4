import { expect } from '@open-wc/testing';
import { needsToken, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { withoutBuild } from '../helpers/page/chunks.js';
import { settled } from '../helpers/page/settle-animations.js';

const SERVER = { type: 'mcp', server_label: 'sums', server_url: 'https://sums.example/mcp' } as const;

function transcriptOf({ agent }: Stage): ShadowRoot | null | undefined {
  const panel = agent.shadowRoot!.querySelector('vla-panel');
  return panel?.shadowRoot?.querySelector('vla-transcript')?.shadowRoot;
}

const textOf = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();
const notes = (set: Stage): string[] => [...(transcriptOf(set)?.querySelectorAll('.note') ?? [])].map(textOf);
const isNoted = (set: Stage, words: string): Promise<void> =>
  until(`“${words}” in ${notes(set).join(', ')}`, () => notes(set).includes(words));

describe('what the agent does beside talking', function () {
  it('is told of tools: at work, and done or failed', async () => {
    const set = await stage({ open: '' });
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    set.agent.registerTool({ name: 'get_stock', parameters: { type: 'object' } }, () => finished.then(() => 'ok'));
    set.agent.registerTool({ name: 'break_down', parameters: { type: 'object' } }, () =>
      Promise.reject(new Error('no')),
    );
    await set.agent.sendText('call get_stock');
    await isNoted(set, 'Working: get stock…');
    finish();
    await isNoted(set, 'Working: get stock – done');
    await set.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    await set.agent.sendText('call break_down');
    await isNoted(set, 'Working: break down – failed');
    const log = transcriptOf(set)!.querySelector('.log')!;
    const order = [...log.querySelectorAll('.message, .note')].map((line) => line.classList[0]);
    expect(order.slice(0, 3)).to.deep.equal(['message', 'note', 'message']);
    await settled();
    await expect(log).to.be.accessible();
  });

  it('is told of MCP servers: their list, a call and its end', async function () {
    await needsToken(this, 'no page names an MCP server');
    const set = await stage({ open: '' }, (agent) => {
      agent.session = { tools: [{ ...SERVER, require_approval: 'never' }] };
    });
    await set.agent.sendText('mcp add {"a": 2, "b": 3}');
    await isNoted(set, 'Looking up the tools of sums – done');
    await isNoted(set, 'Using add of sums – done');
    await set.agent.sendText('mcp broken');
    await isNoted(set, 'Using broken of sums – failed');
  });

  it('is told of searches, with sources under the message: links of https alone, with their host', async () => {
    const set = await stage({ open: '', 'turn-detection': 'none', muted: '' });
    await set.agent.start();
    await set.agent.sendText('search unsafe');
    await isNoted(set, 'Searching the web – done');
    await set.seen('vla-annotation');
    await until('sources are shown', () => Boolean(transcriptOf(set)?.querySelector('.sources li')));
    for (const link of transcriptOf(set)!.querySelectorAll<HTMLAnchorElement>('.sources a')) {
      expect(link.protocol).to.equal('https:');
      expect(link.rel).to.equal('noopener noreferrer');
      expect(link.target).to.equal('_blank');
      expect(textOf(link)).to.include(link.host);
    }
    expect(transcriptOf(set)!.innerHTML).to.not.include('javascript:');
    await set.agent.sendText('search bikes');
    await until('links are shown', () => Boolean(transcriptOf(set)?.querySelector('.sources a')));
    await settled();
    await expect(transcriptOf(set)!.querySelector<HTMLElement>('.log')!).to.be.accessible();
  });

  it('loads no code in a plain conversation', async () => {
    const before = performance.getEntriesByType('resource').length;
    const set = await stage({ open: '' });
    await set.agent.sendText('hello');
    await set.seen('vla-transcript', ({ role, final }) => role === 'agent' && final);
    const loaded = performance.getEntriesByType('resource').slice(before);
    expect(loaded.filter(({ name }) => /-(activity-notes|approvals|service-activity)\.js/.test(withoutBuild(name)))).to
      .be.empty;
  });
});
