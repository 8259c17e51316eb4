import { expect } from '@open-wc/testing';
import { visit, type VisitStep } from '../helpers/page/page-visits.js';

const LAUNCHER = 'voice-live-agent >>> [part=launcher]';
const agent = "document.querySelector('voice-live-agent')";

const files = (asked: readonly string[]): string[] =>
  asked.map((address) => new URL(address).pathname.split('/').at(-1)!.replace('voice-live-agent', 'vla'));

/** Counts the requests for tokens. A token gives access to the service, so none should be made that is not needed. */
describe('a launcher', function () {
  this.timeout(60_000);

  const FOCUS = `${agent}.shadowRoot.querySelector('button').focus()`;
  const prefetches: readonly (readonly [
    attributes: Readonly<Record<string, string>>,
    turnedTo: number,
    open: number,
  ])[] = [
    [{}, 0, 1],
    [{ prefetch: 'open' }, 0, 1],
    [{ prefetch: 'intent' }, 1, 1],
    [{ prefetch: 'none' }, 0, 0],
    [{ prefetch: 'intent', 'consent-required': '' }, 0, 0],
    [{ prefetch: 'open', 'consent-required': '' }, 0, 0],
  ];
  for (const [attributes, turnedTo, open] of prefetches) {
    const set = JSON.stringify(attributes);
    it(`with ${set} asks for ${turnedTo} tokens before the panel opens, ${open} by then, and one in all`, async () => {
      /** A token that is expected is waited for; that none is asked for takes a while to see. */
      const pass = (tokens: number): VisitStep => (tokens > 0 ? ['asked', ['/token']] : ['wait', 500]);
      const { asked } = await visit(
        '/pages/plain.html',
        ['run', `Object.entries(${set}).forEach((attribute) => ${agent}.setAttribute(...attribute))`],
        ['hover', LAUNCHER],
        pass(turnedTo),
        ['run', FOCUS],
        ['wait', 500],
        ['click', LAUNCHER],
        pass(open),
        ['wait', 300],
        ['run', `${agent}.sendText('hello')`],
      );
      const tokensBy = (step: number): number =>
        files(asked.slice(0, step).flat()).filter((file) => file === 'token').length;
      expect(tokensBy(-4), 'before it opens').to.equal(turnedTo);
      expect(tokensBy(-1), 'open').to.equal(open);
      expect(tokensBy(asked.length), 'in all').to.equal(1);
    });
  }
});
