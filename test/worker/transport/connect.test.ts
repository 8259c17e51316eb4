import { expect } from '@open-wc/testing';
import type { Credential } from '../../../src/worker/contract/engine-api.js';
import { refusalOf } from '../../../src/worker/credential/refusal.js';
import { connect } from '../../../src/worker/transport/connect.js';
import { mint } from '../../helpers/page/live-agent.js';
import { connectionSettings } from '../../helpers/worker/connection-settings.js';

/** A complete address of the emulator, with a fault. */
async function addressed(faults = ''): Promise<Credential> {
  const { endpoint, token } = await mint();
  const query = new URLSearchParams({
    'api-version': '2026-07-15',
    model: 'gpt-realtime',
    Authorization: `Bearer ${token}`,
  });
  if (faults) query.set('emulator-faults', faults);
  return { url: `${endpoint.replace('http', 'ws')}/voice-live/realtime?${query}` };
}

/** Connects with these answers of the page, one after the other. */
async function connecting(...answers: readonly Credential[]) {
  const lifetime = new AbortController();
  let asked = 0;
  const host = {
    notify: () => undefined,
    credential: () => Promise.resolve(answers[Math.min(asked++, answers.length - 1)]),
  };
  const events = { onText: () => undefined, onBinary: () => undefined, onClose: () => undefined };
  const wayOf = () => Promise.reject(new Error('not needed'));
  const extras = { wayOf, refusalOf: async () => refusalOf, tell: () => undefined };
  const connected = await connect(connectionSettings(), host, events, lifetime.signal, extras);
  lifetime.abort();
  return {
    asked,
    code: connected.ok ? 'ok' : connected.problem.code,
    cause: connected.ok ? '' : connected.problem.cause,
  };
}

describe('a connection', () => {
  it('that stands asks once', async () => {
    expect(await connecting(await addressed())).to.include({ asked: 1, code: 'ok' });
  });

  it('that is refused to a token which ran out on the way is tried once more with a fresh one', async () => {
    const stale = { ...(await addressed('refuseUpgrade:401')), expiresIn: 0.001 };
    expect(await connecting(stale, await addressed())).to.include({ asked: 2, code: 'ok' });
    expect(await connecting(stale)).to.include({ asked: 2, code: 'connect-failed' });
  });

  it("that is refused to a token which only this machine's clock calls expired says so, and is not tried again", async () => {
    const expiresAt = new Date(Date.now() - 3_600_000).toISOString();
    expect(await connecting({ ...(await addressed()), expiresAt })).to.include({ asked: 1, code: 'ok' });
    const { cause, ...rest } = await connecting({ ...(await addressed('refuseUpgrade:401')), expiresAt });
    expect(rest).to.deep.equal({ asked: 1, code: 'connect-failed' });
    expect(cause).to.contain('1006').and.contain('clock');
  });

  for (const status of [401, 403, 404, 429]) {
    it(`that is refused (${status}) to a good token is not tried again, and says what was seen`, async () => {
      const good = { ...(await addressed(`refuseUpgrade:${status}`)), expiresIn: 600 };
      const { cause, ...rest } = await connecting(good);
      expect(rest).to.deep.equal({ asked: 1, code: 'connect-failed' });
      expect(cause).to.contain('1006');
    });
  }

  for (const [what, credential] of [
    ['an address that is none', { url: 'wss://#eyJ-very-secret' }],
    ['a fragment in its address', { url: 'wss://service.example/#eyJ-very-secret' }],
    ['a token that is no subprotocol', { endpoint: 'a.example', scheme: 'subprotocol', token: 'eyJ-very-secret/+=' }],
  ] as const) {
    it(`whose answer has ${what} tells the answer’s fault, and no secret`, async () => {
      const told = await connecting(credential);
      expect(told).to.include({ asked: 1, code: 'token-invalid' });
      expect(told.cause).to.contain('url or token').and.not.contain('secret');
    });
  }

  it('that the browser does not make, as one that its settings block, is no matter of the policy', async () => {
    const real = window.WebSocket;
    window.WebSocket = class {
      constructor(url: string) {
        throw new DOMException(`An insecure connection to ${url} may not be initiated`, 'SecurityError');
      }
    } as unknown as typeof WebSocket;
    try {
      const told = await connecting({ url: 'wss://service.example/?ticket=eyJ-very-secret' });
      expect(told).to.include({ code: 'connect-failed', cause: 'the browser refused the socket: SecurityError' });
    } finally {
      window.WebSocket = real;
    }
  });

  it('that neither opens nor fails is given up after 15 s', async () => {
    const real = window.setTimeout;
    const waits: number[] = [];
    window.setTimeout = ((run: () => void, ms = 0) => {
      if (ms === 15_000) waits.push(ms);
      return real(run, ms === 15_000 ? 100 : ms);
    }) as typeof setTimeout;
    try {
      expect(await connecting(await addressed('neverAnswer:true'))).to.include({ asked: 1, code: 'connect-timeout' });
      expect(waits).to.deep.equal([15_000, 15_000]); // for the page's provider, and for the socket
    } finally {
      window.setTimeout = real;
    }
  });
});
