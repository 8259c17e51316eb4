import { expect } from '@open-wc/testing';
import { needsToken, type Stage } from '../../helpers/page/live-agent.js';
import type { ResponseItem } from '../../../src/worker/protocol/objects/index.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const mcp: Cases = ({ it, name, stage }) => {
  const SERVER = { type: 'mcp', server_label: 'docs', server_url: 'https://mcp.example/sse' } as const;

  /** A conversation with an MCP server, in which a tool has been asked for. */
  async function asked(server: object, text: string): Promise<Stage> {
    const staged = await stage(
      { 'raw-events': '' },
      (agent) => (agent.session = { tools: [{ ...SERVER, ...server }] }),
    );
    await staged.agent.sendText(text);
    return staged;
  }

  const itemOf = (detail: Readonly<Record<string, unknown>>) => detail['item'] as ResponseItem | undefined;

  async function decide({ agent, seen }: Stage, approve: boolean): Promise<void> {
    const request = await seen('vla-event', (detail) => itemOf(detail)?.type === 'mcp_approval_request');
    const approval_request_id = itemOf(request)!.id!;
    agent.sendEvent({
      type: 'conversation.item.create',
      item: { type: 'mcp_approval_response', approval_request_id, approve },
    });
  }

  const said = ({ seen }: Stage, words: string): Promise<unknown> =>
    seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes(words));

  describe('a call of an MCP server', function () {
    before(async function () {
      await needsToken(this, 'no page names an MCP server');
    });

    it('that needs no approval is told in the answer it belongs to', async () => {
      const staged = await asked({ require_approval: 'never' }, 'mcp add {"a": 2, "b": 3}');
      await said(staged, 'The tool answered: 5.');
      const { received } = await staged.service();
      expect(received.filter(({ type }) => type === 'response.create')).to.have.lengthOf(1);
    });

    it('runs once it is approved, and its result is asked for', async () => {
      const staged = await asked({}, 'mcp add {"a": 2, "b": 3}');
      await decide(staged, true);
      await said(staged, 'The tool answered: 5.');
      const { received } = await staged.service();
      // A voice agent goes on by itself.
      const requests = name === 'voice-agent' ? 1 : 2;
      expect(received.filter(({ type }) => type === 'response.create')).to.have.lengthOf(requests);
    });

    it('that is denied never runs, and the agent says so', async () => {
      const staged = await asked({}, 'mcp add {"a": 2, "b": 3}');
      await decide(staged, false);
      await said(staged, 'was not allowed');
      const types = staged.details('vla-event').map(({ type }) => type);
      expect(types).to.include('response.mcp_call.failed').and.not.include('response.mcp_call.in_progress');
    });
  });
};
