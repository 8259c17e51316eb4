import { expect } from '@open-wc/testing';
import * as comlink from 'comlink';
import * as link from '../../src/worker/client/link.js';
import { expose } from '../../src/worker/expose.js';

interface Host {
  ask(question: string): Promise<string>;
}

const api = {
  order: [] as number[],
  add: (a: number, b: number) => a + b,
  later: async (value: unknown) => Promise.resolve(value),
  note(this: { order: number[] }, n: number) {
    this.order.push(n);
  },
  fail: (): number => {
    throw new RangeError('too far');
  },
  meet: async (host: Host) => `${await host.ask('who')} and ${await host.ask('where')}`,
  deaf: (host: Host) => host.ask('fail'),
  take: (port: MessagePort) => port.postMessage('mine now'),
};

/** The page's half: ours, and Comlink itself, which the npm build has. */
const HALVES = { link: link as unknown as typeof comlink, comlink };

for (const [name, page] of Object.entries(HALVES)) {
  /** Connects the page's half at one end with the worker's at the other. */
  const connected = () => {
    const { port1, port2 } = new MessageChannel();
    expose(api, port1);
    return page.wrap<typeof api>(port2);
  };

  describe(`what the worker exposes, to ${name}`, () => {
    it('answers calls of Comlink', async () => {
      const remote = connected();
      expect(await remote.add(2, 3)).to.equal(5);
      expect(await remote.later({ deep: [1] })).to.deep.equal({ deep: [1] });
      expect(await remote.later(undefined)).to.equal(undefined);
    });

    it('takes calls in their order', async () => {
      api.order.length = 0;
      const remote = connected();
      await Promise.all([1, 2, 3].map((n) => remote.note(n)));
      expect(api.order).to.deep.equal([1, 2, 3]);
    });

    it('hands on what a method threw', async () => {
      const thrown = await connected()
        .fail()
        .catch((error: unknown) => error as Error);
      expect(thrown).to.deep.include({ name: 'RangeError', message: 'too far' });
    });

    it('calls back what the page proxies', async () => {
      const host = { ask: async (question: string) => Promise.resolve(`${question}!`) };
      expect(await connected().meet(page.proxy(host))).to.equal('who! and where!');
    });

    it('learns when the page threw', async () => {
      const host = { ask: () => Promise.reject(new Error('no')) };
      const thrown = await connected()
        .deaf(page.proxy(host) as unknown as Host)
        .catch((error: unknown) => error as Error);
      expect(thrown).to.be.an('error');
    });

    it('takes what is transferred', async () => {
      const { port1, port2 } = new MessageChannel();
      const heard = new Promise((resolve) => (port2.onmessage = ({ data }) => resolve(data)));
      await connected().take(page.transfer(port1, [port1]));
      expect(await heard).to.equal('mine now');
    });
  });
}
