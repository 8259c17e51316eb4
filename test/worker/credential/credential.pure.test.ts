import { expect } from 'chai';
import type { ConnectionSettings, EngineHost } from '../../../src/worker/contract/engine-api.js';
import { expiryOf, fetchCredential, flawOf } from '../../../src/worker/credential/credential.js';
import { refusalOf } from '../../../src/worker/credential/refusal.js';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const IN_AN_HOUR = NOW + 3_600_000;
const SECRET = 'eyJ-very-secret';

describe('the end of a credential', () => {
  const forms: readonly (readonly [string, object, number | undefined])[] = [
    ['expiresAt in ISO 8601', { expiresAt: '2026-11-20T13:00:00Z' }, IN_AN_HOUR],
    ['expiresAt with an offset', { expiresAt: '2026-11-20T14:00:00+01:00' }, IN_AN_HOUR],
    ['expiresAt without a zone, which is UTC', { expiresAt: '2026-11-20T13:00:00' }, IN_AN_HOUR],
    ['expiresAt without a zone, in fractions', { expiresAt: '2026-11-20T13:00:00.0000000' }, IN_AN_HOUR],
    ['expiresAt without zone and seconds', { expiresAt: '2026-11-20T13:00' }, IN_AN_HOUR],
    ['expiresAt with a blank for the T', { expiresAt: '2026-11-20 13:00:00' }, IN_AN_HOUR],
    ['expiresAt as HTTP writes it', { expiresAt: 'Fri, 20 Nov 2026 13:00:00 GMT' }, IN_AN_HOUR],
    ['expiresAt as a day', { expiresAt: '2026-11-21' }, Date.parse('2026-11-21T00:00:00Z')],
    ['expiresAt in Unix seconds', { expiresAt: IN_AN_HOUR / 1000 }, IN_AN_HOUR],
    ['expiresAt in fractions of seconds', { expiresAt: IN_AN_HOUR / 1000 + 0.5 }, IN_AN_HOUR + 500],
    ['expiresAt in seconds as a text', { expiresAt: String(IN_AN_HOUR / 1000) }, IN_AN_HOUR],
    ['expiresIn', { expiresIn: 3600 }, IN_AN_HOUR],
    ['expires_in', { expires_in: 3600 }, IN_AN_HOUR],
    ['expiresOnTimestamp', { expiresOnTimestamp: IN_AN_HOUR }, IN_AN_HOUR],
    ['none of them', {}, undefined],
    ['null', { expiresAt: null, expiresIn: null, expiresOnTimestamp: null }, undefined],
    ['the first of two', { expiresAt: IN_AN_HOUR / 1000, expiresIn: 1 }, IN_AN_HOUR],
  ];
  for (const [name, answer, expected] of forms) {
    it(`is read from ${name}`, () => {
      expect(expiryOf(answer, NOW)).to.equal(expected);
    });
  }

  it('is no number when the date is none', () => {
    expect(expiryOf({ expiresAt: 'tomorrow' }, NOW)).to.be.NaN;
  });
});

describe('a credential', () => {
  const good: readonly object[] = [
    { token: SECRET },
    { access_token: SECRET },
    { token: null, access_token: SECRET },
    { token: SECRET, expiresIn: 1 },
    ...['entra', 'api-key', 'subprotocol'].map((scheme) => ({ token: SECRET, scheme })),
    { scheme: 'none' },
    { url: 'wss://relay.example/talk?ticket=1' },
    { url: 'ws://localhost:8080/talk' },
    { url: 'ws://127.0.0.1/talk' },
    { url: 'ws://[::1]:8080/talk' },
    { token: SECRET, scheme: null, url: null, endpoint: null, session: null, expiresAt: null },
  ];
  for (const answer of good) {
    it(`may be ${JSON.stringify(answer)}`, () => {
      expect(flawOf(answer, NOW)).to.equal(undefined);
    });
  }

  const bad: readonly (readonly [unknown, string])[] = [
    [null, 'the answer is not a JSON object'],
    [SECRET, 'the answer is not a JSON object'],
    [undefined, 'the answer is not a JSON object'],
    [[], 'no token in the answer'],
    [{}, 'no token in the answer'],
    [{ token: '' }, 'no token in the answer'],
    [{ token: [SECRET] }, 'no token in the answer'],
    [{ token: { token: SECRET } }, 'no token in the answer'],
    [{ token: SECRET, scheme: 'bearer' }, 'scheme is none of entra, api-key, subprotocol, none'],
    [{ token: SECRET, scheme: 5 }, 'scheme is none of entra, api-key, subprotocol, none'],
    [{ token: SECRET, url: `https://relay.example/?${SECRET}` }, 'url does not start with wss://'],
    [{ token: SECRET, url: '' }, 'url does not start with wss://'],
    [{ url: `ws://other.example/x?ticket=${SECRET}` }, 'url does not start with wss://'],
    [{ url: `ws://localhost.other.example/x?ticket=${SECRET}` }, 'url does not start with wss://'],
    [{ token: SECRET, expiresAt: 'soon' }, 'expiresAt is no date'],
    [{ token: SECRET, expiresAt: '2026-11-20T12:00:00Z' }, 'the token has expired'],
    [{ token: SECRET, expiresIn: 0 }, 'the token has expired'],
    [{ url: 'wss://relay.example', expiresIn: -5 }, 'the token has expired'],
  ];
  for (const [answer, flaw] of bad) {
    it(`may not be ${JSON.stringify(answer)}`, () => {
      expect(flawOf(answer, NOW)).to.equal(flaw);
      expect(flaw).not.to.contain(SECRET);
    });
  }
});

describe('fetchCredential', () => {
  const { fetch } = globalThis;
  afterEach(() => {
    globalThis.fetch = fetch;
  });

  const settings = (tokenUrl: string | undefined) => ({ tokenUrl }) as ConnectionSettings;
  const host = (credential?: unknown) => ({ credential: () => Promise.resolve(credential) }) as EngineHost;
  const answering = (answer: () => Response | Promise<Response>) => {
    const requests: (readonly [string, RequestInit])[] = [];
    globalThis.fetch = async (url, init) => {
      requests.push([String(url), init!]);
      return answer();
    };
    return requests;
  };
  const asked = (signal = new AbortController().signal) =>
    fetchCredential(settings('https://host.example/token'), host(), signal, async () => refusalOf);
  const json = (value: unknown, status = 200) => new Response(JSON.stringify(value), { status });

  it('POSTs to the endpoint, for JSON, with cookies of its own site and no cache', async () => {
    const requests = answering(() => json({ token: SECRET }));
    expect(await asked()).to.deep.include({ ok: true, credential: { token: SECRET }, livesMs: Infinity });
    const [[url, init] = ['', {} as RequestInit]] = requests;
    expect(url).to.equal('https://host.example/token');
    const { method, credentials, cache } = init;
    expect([method, credentials, cache]).to.deep.equal(['POST', 'same-origin', 'no-store']);
    expect(new Headers(init.headers).get('accept')).to.equal('application/json');
  });

  it('names the call that the next connection follows, and nothing else has a body', async () => {
    const requests = answering(() => json({ token: SECRET }));
    await asked();
    const next = { ...settings('https://host.example/token'), follows: 'call-1' };
    await fetchCredential(next, host(), new AbortController().signal, async () => refusalOf);
    const bodies = requests.map(([, { body }]) => body);
    expect(bodies).to.deep.equal([undefined, '{"follows":"call-1"}']);
    expect(new Headers(requests[1]![1].headers).get('content-type')).to.equal('application/json');
  });

  it('tells what it saw where the explanations cannot be loaded', async () => {
    const noFile = () => Promise.reject(new Error('offline'));
    const { signal } = new AbortController();
    const endpoint = settings('https://host.example/token');
    answering(() => json({ message: SECRET }, 503));
    const refused = await fetchCredential(endpoint, host(), signal, noFile);
    expect(refused).to.deep.equal({ ok: false, problem: { code: 'token-failed', cause: 'HTTP 503' } });
    answering(() => Promise.reject(new TypeError('Failed to fetch')));
    const lost = await fetchCredential(endpoint, host(), signal, noFile);
    expect(lost).to.deep.equal({ ok: false, problem: { code: 'token-failed', cause: 'no connection' } });
  });

  it('is given up when the page’s provider never answers', async () => {
    const wait = globalThis.setTimeout;
    globalThis.setTimeout = ((run: () => void, ms: number) => wait(run, ms / 1000)) as typeof setTimeout;
    try {
      const never = { credential: () => new Promise(() => undefined) } as unknown as EngineHost;
      const answer = await fetchCredential(
        settings(undefined),
        never,
        new AbortController().signal,
        async () => refusalOf,
      );
      expect(answer).to.have.nested.property('problem.code', 'token-failed');
    } finally {
      globalThis.setTimeout = wait;
    }
  });

  it('asks anew each time', async () => {
    const requests = answering(() => json({ token: SECRET, expiresIn: 3600 }));
    await asked();
    await asked();
    expect(requests).to.have.length(2);
  });

  const failures: readonly (readonly [string, () => Response | Promise<Response>, string, string])[] = [
    ['401', () => json({ token: SECRET }, 401), 'token-refused', 'HTTP 401'],
    ['403', () => json({}, 403), 'token-refused', 'HTTP 403'],
    ['404', () => json({}, 404), 'setup', 'HTTP 404'],
    ['405', () => json({}, 405), 'setup', 'HTTP 405'],
    ['415', () => json({ token: SECRET }, 415), 'setup', 'HTTP 415'],
    ['419', () => json({}, 419), 'token-refused', 'HTTP 419'],
    ['503', () => json({}, 503), 'token-failed', 'HTTP 503'],
    ['429', () => json({}, 429), 'throttled', 'HTTP 429'],
    ['500', () => json({ message: SECRET }, 500), 'token-failed', 'HTTP 500'],
    ['a page of HTML', () => new Response(`<p>${SECRET}`), 'token-invalid', 'the answer is not JSON'],
    ['nothing', () => new Response(null, { status: 204 }), 'token-invalid', 'the answer is not JSON'],
    ['a list', () => json([SECRET]), 'token-invalid', 'no token in the answer'],
    ['a text', () => json(SECRET), 'token-invalid', 'the answer is not a JSON object'],
    ['an expired token', () => json({ token: SECRET, expiresAt: 1 }), 'token-invalid', 'the token has expired'],
    ['no connection', () => Promise.reject(new TypeError(`failed: ${SECRET}`)), 'token-failed', 'no connection'],
    [
      'an endless wait',
      () => Promise.reject(new DOMException('x', 'TimeoutError')),
      'token-failed',
      'no answer within 15 s',
    ],
    [
      'half an answer',
      () => new Response(new ReadableStream({ pull: (body) => body.error(new TypeError(SECRET)) })),
      'token-failed',
      'the answer broke off',
    ],
  ];
  for (const [title, answer, code, cause] of failures) {
    it(`tells ${title} as ${code}`, async () => {
      answering(answer);
      expect(await asked()).to.deep.equal({ ok: false, problem: { code, cause } });
    });
  }

  it('tells what the browser keeps back from no connection, and knocks without asking for another token', async () => {
    const requests: RequestInit[] = [];
    globalThis.fetch = async (_, init) => {
      requests.push(init!);
      if (init!.mode === 'no-cors') return Response.error();
      throw new TypeError(`kept back: ${SECRET}`);
    };
    const cause = 'the browser kept the answer back (CORS)';
    expect(await asked()).to.deep.equal({ ok: false, problem: { code: 'token-failed', cause } });
    expect(requests.map(({ method }) => method)).to.deep.equal(['POST', 'HEAD']);
  });

  it('takes a page behind a redirect for a sign-in', async () => {
    answering(() => Object.defineProperty(new Response(`<p>${SECRET}`), 'redirected', { value: true }));
    const cause = 'the answer is not JSON after a redirect';
    expect(await asked()).to.deep.equal({ ok: false, problem: { code: 'token-refused', cause } });
  });

  const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();
  /** A date is made when its test runs. */
  const waits: readonly (readonly [number, string | (() => string), number | undefined])[] = [
    [429, '20', 20],
    [503, '20', 20],
    [500, '1.5', 1.5],
    [429, () => soon(30), 30],
    [503, () => soon(90_000), 600],
    [429, '86400', 600],
    [429, '1e400', 600],
    [429, '0', undefined],
    [429, '-5', undefined],
    [429, () => soon(-30), undefined],
    [429, 'soon', undefined],
    [429, '', undefined],
  ];
  for (const [status, header, seconds] of waits) {
    it(`reads Retry-After: ${String(header)} of ${status} as ${seconds} s`, async () => {
      const value = typeof header === 'string' ? header : header();
      answering(() => new Response('{}', { status, headers: { 'retry-after': value } }));
      const outcome = await asked();
      const retryAt = outcome.ok ? 0 : outcome.problem.retryAt;
      if (seconds === undefined) expect(retryAt).to.equal(undefined);
      else expect(retryAt! - Date.now()).to.be.within(seconds * 1000 - 2000, seconds * 1000 + 50);
    });
  }

  const HOUR_MS = 3_600_000;
  /** What the visitor's clock shows, against the clock of the server. */
  const clocks: readonly (readonly [string, number])[] = [
    ['right', 0],
    ['two hours fast', 2 * HOUR_MS],
    ['a year fast', 365 * 24 * HOUR_MS],
    ['two hours slow', -2 * HOUR_MS],
  ];
  for (const [name, wrongMs] of clocks) {
    const dated = (date: string | undefined, expiresAt: string, status = 200, more: object = {}) =>
      answering(
        () =>
          new Response(JSON.stringify({ token: SECRET, expiresAt }), {
            status,
            headers: { ...(date && { date }), ...more },
          }),
      );
    const there = (afterMs: number) => new Date(Date.now() - wrongMs + afterMs);

    it(`by a clock that is ${name}, takes a fresh token, and knows how long it lives`, async () => {
      dated(there(0).toUTCString(), there(HOUR_MS).toISOString());
      const outcome = await asked();
      expect(outcome.ok ? outcome.livesMs : 0).to.be.within(HOUR_MS - 5000, HOUR_MS + 5000);
    });

    it(`by a clock that is ${name}, refuses a token that had expired before it was given`, async () => {
      dated(there(0).toUTCString(), there(-5000).toISOString());
      expect(await asked()).to.deep.equal({
        ok: false,
        problem: { code: 'token-invalid', cause: 'the token has expired' },
      });
    });

    it(`by a clock that is ${name}, tries a token whose answer has no readable date`, async () => {
      dated(undefined, there(HOUR_MS).toISOString());
      expect((await asked()).ok).to.equal(true);
    });

    it(`by a clock that is ${name}, waits as long as Retry-After says by the clock of the server`, async () => {
      dated(there(0).toUTCString(), '', 503, { 'retry-after': there(30_000).toUTCString() });
      const outcome = await asked();
      expect((outcome.ok ? 0 : outcome.problem.retryAt!) - Date.now()).to.be.within(27_000, 33_000);
    });
  }

  it('refuses without a date what expired before there were such tokens', async () => {
    answering(() => json({ token: SECRET, expiresAt: 1 }));
    expect((await asked()).ok).to.equal(false);
    answering(() => json({ token: SECRET, expiresOnTimestamp: Date.now() / 1000 }));
    expect((await asked()).ok).to.equal(false);
  });

  it('ends with its signal', async () => {
    const lifetime = new AbortController();
    globalThis.fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        const { signal } = init!;
        const end = () => reject(signal!.reason as Error);
        if (signal!.aborted) end();
        else signal!.addEventListener('abort', end);
      });
    const answer = asked(lifetime.signal);
    lifetime.abort();
    expect((await answer).ok).to.be.false;
  });

  it("asks the page's provider when there is no endpoint", async () => {
    const requests = answering(() => json({}));
    const { signal } = new AbortController();
    const provided = await fetchCredential(settings(undefined), host({ token: SECRET }), signal, async () => refusalOf);
    expect(provided).to.deep.include({ ok: true, credential: { token: SECRET } });
    expect(requests).to.be.empty;
  });

  it("checks what the page's provider gave", async () => {
    const { signal } = new AbortController();
    const problems = [undefined, {}, { token: SECRET, expiresIn: 0 }].map(async (given) => {
      const outcome = await fetchCredential(settings(undefined), host(given), signal, async () => refusalOf);
      return outcome.ok || outcome.problem.code;
    });
    expect(await Promise.all(problems)).to.deep.equal(['token-failed', 'token-invalid', 'token-invalid']);
  });
});
