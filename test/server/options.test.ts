/** Tests that invalid options cause an error with their name, and never with a secret. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { VoiceServerError } from '../../server/options/errors.js';
import { readOptions } from '../../server/options/read-options.js';
import type { VoiceServerOptions } from '../../server/options/public-types.js';

const GOOD: VoiceServerOptions = {
  endpoint: 'https://name.services.ai.azure.com',
  auth: { apiKey: 'a-secret-key' },
  origins: ['https://shop.example'],
  authorize: () => undefined,
  profiles: { shop: { model: 'gpt-realtime' } },
};

describe('the options of the server', () => {
  const wrong: Readonly<Record<string, readonly [object, RegExp]>> = {
    'an endpoint that is no address': [{ endpoint: 'name' }, /^endpoint is "name"/],
    'an endpoint without TLS': [{ endpoint: 'http://name.example' }, /^endpoint .*without TLS/],
    'no way to sign in': [{ auth: undefined }, /^auth is "entra"/],
    'an empty key': [{ auth: { apiKey: ' ' } }, /^auth is/],
    'a key for pages': [{ way: 'direct' }, /^way is "direct" with a key/],
    'an unknown way': [{ way: 'tunnel' }, /^way is "tunnel"/],
    'no authorize': [{ authorize: undefined }, /^authorize is missing/],
    'no origins': [{ origins: [] }, /^origins/],
    'an origin with a path': [{ origins: ['https://shop.example/'] }, /^origins has "https:\/\/shop\.example\/"/],
    'origins "same" without hosts': [{ origins: 'same' }, /^hosts is missing/],
    'a public address of http': [{ publicUrl: 'https://voice.example' }, /^publicUrl/],
    'no profile': [{ profiles: {} }, /^profiles has none/],
    'a profile with two targets': [
      { profiles: { shop: { model: 'm', agent: { name: 'a', project: 'p' } } } },
      /^profiles\.shop needs exactly one/,
    ],
    'an agent that a key should open': [
      { profiles: { shop: { voiceAgent: { name: 'a', project: 'p' } } } },
      /^profiles\.shop is an agent, and agents take no key/,
    ],
    'secrets of tools that pages would get': [
      {
        ...{ way: 'direct', auth: 'entra' },
        profiles: { shop: { model: 'm', session: { tools: [{ type: 'mcp', authorization: 'a-secret-key' }] } } },
      },
      /^profiles\.shop\.session holds what its tools show/,
    ],
    'an agent without a project': [{ profiles: { shop: { agent: { name: 'a' } } } }, /^profiles\.shop: an agent/],
    'a limit of nothing': [{ limits: { callMinutes: 0 } }, /^limits\.callMinutes is 0/],
    'an unknown limit': [{ limits: { callSeconds: 1 } }, /^limits\.callSeconds is unknown/],
    'a store that is no Redis': [{ store: 'postgres://user:a-secret-key@db' }, /^store is no address/],
    'a path that is none': [{ path: 'voice' }, /^path is "voice"/],
    'a number of proxies that is none': [{ trustProxy: -1 }, /^trustProxy/],
  };
  for (const [what, [change, sentence]] of Object.entries(wrong)) {
    it(`reject ${what} with one sentence`, () => {
      assert.throws(
        () => readOptions({ ...GOOD, ...change }),
        (error: unknown) =>
          error instanceof VoiceServerError &&
          sentence.test(error.message) &&
          !error.message.includes('\n') &&
          !error.message.includes('a-secret-key'),
      );
    });
  }

  it('derive the hosts from the origins and the public address', () => {
    const { hosts } = readOptions({ ...GOOD, publicUrl: 'wss://voice.example:8443' });
    assert.deepEqual(hosts, ['shop.example', 'voice.example:8443']);
  });

  it('allow an endpoint without TLS on this machine, for the emulator', () => {
    assert.equal(readOptions({ ...GOOD, endpoint: 'http://localhost:8080/' }).endpoint, 'ws://localhost:8080');
  });
});
