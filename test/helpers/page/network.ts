/** A network between this page and the emulator, which a test can make slow, silent or lost; helpers/node/tcp-proxy.ts. */
import { executeServerCommand } from '@web/test-runner-commands';
import { mint } from './live-agent.js';
import type { VoiceLiveAgent } from '../../../src/index.js';
import type { Conditions } from '../node/tcp-proxy.js';

export interface Network {
  /** Leads the agent through this network. */
  readonly lead: (agent: VoiceLiveAgent) => void;
  /** `present`: only what is open now. */
  set(conditions: Conditions, which?: 'all' | 'present'): Promise<void>;
  /** The network goes, with a reset of every connection, or comes back. */
  away(away: boolean): Promise<void>;
  /** The number of connections that are open. */
  count(): Promise<number>;
  close(): Promise<void>;
}

let count = 0;

/**
 * @param roundTripMs of every connection
 * @param faults of the emulator for its connections; see demo/emulator/faults.ts
 */
export async function openNetwork(roundTripMs = 50, faults?: string): Promise<Network> {
  const name = `network-${++count}-${Math.random()}`;
  const ask = <Answer>(action: string, more: object = {}): Promise<Answer> =>
    executeServerCommand<Answer, object>('network', { action, name, ...more });
  const { port } = await ask<{ port: number }>('open');
  const half = { delayMs: roundTripMs / 2 };
  await ask('set', { conditions: { up: half, down: half }, which: 'all' });
  return {
    lead: (agent) => {
      agent.tokenProvider = async () => {
        const { token } = await mint(agent);
        const query = new URLSearchParams({
          'api-version': agent.apiVersion,
          model: agent.model,
          Authorization: `Bearer ${token}`,
          ...(faults && { 'emulator-faults': faults }),
        });
        return { url: `ws://localhost:${port}/voice-live/realtime?${query}` };
      };
    },
    set: async (conditions, which = 'all') => void (await ask('set', { conditions, which })),
    away: async (away) => void (await ask('away', { away })),
    count: async () => (await ask<{ open: number }>('count')).open,
    close: async () => void (await ask('close')),
  };
}
