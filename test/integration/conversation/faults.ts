import { expect } from '@open-wc/testing';
import { control, faultOf, mint, seconds, until } from '../../helpers/page/live-agent.js';
import { refuseMicrophone, watch } from '../../helpers/page/resource-watch.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const faults: Cases = ({ it, send, stage, withFaults }) => {
  /** The text of the panel. */
  const panelText = (agent: HTMLElement): string =>
    agent.shadowRoot?.querySelector('vla-panel')?.shadowRoot?.querySelector('[role=alert]')?.textContent ?? '';

  describe('when something is wrong', function () {
    it('a denied microphone says what to do, and the text chat goes on', async () => {
      const allow = refuseMicrophone();
      const { agent, seen } = await stage();
      agent.show();
      const fault = await faultOf(agent.start());
      expect(fault).to.include({ code: 'mic-denied', retryable: true });
      await until('the panel says it', () => panelText(agent).includes(fault.message));
      await agent.sendText('hello');
      await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('emulator'));
      allow();
      agent.remove();
    });

    it('frames that nobody can read are told once in a conversation, counted, and it goes on', async () => {
      const { agent, details, seen, service } = await stage(
        { 'token-url': '' },
        withFaults('malformedAfterMs:200,binaryAfterMs:300'),
      );
      await agent.sendText('hello');
      const connection = await service();
      const unreadable = [
        { type: 'session.updated' },
        { type: 'response.audio.delta', delta: 'AAAA' },
        { type: 'response.done', response: 'x' },
        { type: 'conversation.item.created', item: [] },
        { type: 'error' },
      ];
      for (const event of unreadable) await send(connection, event);
      await seconds(0.4);
      await agent.sendText('help');
      await seen('vla-transcript', ({ role, final, text }) => role === 'agent' && final && text.includes('weather'));
      expect(details('vla-error').map(({ code }) => code)).to.deep.equal(['server-error']);
      await control(connection, 'close', { code: 1007 });
      const { cause } = await seen('vla-error', ({ code }) => code === 'connection-lost');
      expect(cause).to.match(/; 7 unreadable frames$/);

      await agent.sendText('hello again');
      await until('the next conversation tells of its own', () => details('vla-error').length === 3);
      agent.remove();
    });

    it('a connection that is over for good ends the call, releases the microphone, and start() works again', async () => {
      const watching = watch();
      const { agent, seen, service } = await stage();
      await agent.start();
      await control(await service(), 'close', { code: 1007 });
      expect((await seen('vla-error')).code).to.equal('connection-lost');
      expect(agent.state).to.equal('error');
      expect(watching.tracks.map(({ readyState }) => readyState)).to.deep.equal(['ended']);
      await until('its worker is gone', () => watching.ended.length === 1);
      await agent.start();
      expect(agent.state).to.equal('listening');
      watching.restore();
      agent.remove();
    });

    it('no credential is in any event, fault, attribute or line of the console', async () => {
      const tokens: string[] = [];
      const lines: string[] = [];
      const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
      const original = methods.map((method) => console[method]);
      for (const method of methods)
        console[method] = (...args: unknown[]) => void lines.push(args.map(String).join(' '));
      const { agent, events, service } = await stage({ 'token-url': '', 'raw-events': '' }, (agent) => {
        agent.tokenProvider = async () => {
          const answer = await mint(agent);
          tokens.push(answer.token ?? answer.url);
          return answer;
        };
      });
      agent.show();
      await agent.start();
      await control(await service(), 'close', { code: 1007 });
      await until('the error', () => agent.state === 'error');
      agent.tokenProvider = () => Promise.reject(new Error(`leak ${tokens[0]}`));
      const fault = await faultOf(agent.start());
      methods.forEach((method, i) => (console[method] = original[i]!));
      const everything = [
        JSON.stringify(events),
        JSON.stringify(fault),
        ...lines,
        agent.outerHTML,
        agent.shadowRoot!.innerHTML,
        JSON.stringify({ ...localStorage, ...sessionStorage }),
      ].join('\n');
      expect(tokens).to.have.lengthOf(1);
      expect(everything).not.to.contain(tokens[0]);
      agent.remove();
    });
  });
};
