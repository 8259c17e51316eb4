/** A plugin of the test runner: networks between a page and the emulator that a test can make worse; see helpers/page/network.ts. */
import { TcpProxy } from './tcp-proxy.ts';

/** @param portOf tells the port of the emulator */
export function networks(portOf) {
  const all = new Map();
  const actions = {
    async open(name) {
      const proxy = new TcpProxy(portOf());
      const port = await proxy.listen();
      all.set(name, proxy);
      return { port };
    },
    set: (name, { conditions, which }) => all.get(name).set(conditions, which),
    away: (name, { away }) => {
      all.get(name).isAway = away;
      if (away) all.get(name).cut();
    },
    count: (name) => ({ open: all.get(name).open }),
    async close(name) {
      await all.get(name)?.[Symbol.asyncDispose]();
      all.delete(name);
    },
  };
  return {
    name: 'networks',
    async executeCommand({ command, payload: { action, name, ...more } = {} }) {
      if (command !== 'network') return undefined;
      return (await actions[action](name, more)) ?? {};
    },
    async serverStop() {
      for (const name of all.keys()) await actions.close(name);
    },
  };
}
