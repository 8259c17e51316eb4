/** A wrong set-up: what the owner of the site reads in the fault and in the console, and what a visitor sees. */
import { expect } from '@open-wc/testing';
import { faultOf, mint, needsToken, stage, until, withFaults } from '../helpers/page/live-agent.js';

/** The address of a token endpoint that gives this answer; see `answerAsAsked` in test/middleware.mjs. */
const answering = (answer: Readonly<Record<string, string>>): string => `/answer?${new URLSearchParams(answer)}`;
const json = (body: unknown): string => answering({ body: JSON.stringify(body) });
/** A fake credential in an answer that cannot be used; it must not be shown. */
const SECRET = 'eyJ-very-secret';

/** The lines of the console since the page began, since each one is printed once. */
const said: string[] = [];
const { warn } = console;
before(() => (console.warn = (...words: unknown[]) => void said.push(words.join(' '))));
after(() => (console.warn = warn));

const alertOf = (agent: HTMLElement): HTMLElement | null | undefined =>
  agent.shadowRoot?.querySelector('vla-panel')?.shadowRoot?.querySelector<HTMLElement>('[role=alert]');

/** The address, its code, and what the owner is told in the fix and in the console. */
const cases: readonly (readonly [title: string, url: string, code: string, fix: string, hint: string])[] = [
  ['lacks the endpoint', json({ token: SECRET }), 'setup', '“endpoint”', '"endpoint"'],
  ['is not there', '/nowhere/token', 'setup', 'POST', 'route takes POST'],
  ['takes no POST', '/status/405', 'setup', 'POST', 'route takes POST'],
  ['wants another request', answering({ status: '415', body: SECRET }), 'setup', 'POST', 'without a body'],
  ['wants a sign-in', '/status/401', 'token-refused', 'Sign in', 'wants a sign-in'],
  ['wants a CSRF token (Django)', '/status/403', 'token-refused', 'CSRF', 'Django'],
  ['wants a CSRF token (Laravel)', '/status/419', 'token-refused', 'CSRF', 'Laravel'],
  ['breaks', answering({ status: '500', body: SECRET }), 'token-failed', 'server’s log', 'its log'],
  ['is behind a proxy that finds it gone', '/status/502', 'token-failed', 'server’s log', 'its log'],
  ['is overloaded', '/status/503', 'token-failed', 'server’s log', 'its log'],
  ['is a page', answering({ type: 'text/html', body: `<p>${SECRET}` }), 'token-invalid', 'JSON', 'a fallback'],
  [
    'redirects to a page to sign in on',
    answering({ status: '302', location: answering({ type: 'text/html', body: `<p>${SECRET}` }) }),
    'token-refused',
    'Sign in',
    'redirect',
  ],
  [
    'redirects to a sign-in elsewhere',
    answering({ status: '302', location: 'http://127.0.0.1:' + location.port + '/login' }),
    'token-failed',
    'Access-Control-Allow-Origin',
    'CORS',
  ],
  ['is nowhere', 'http://localhost:9/token', 'token-failed', 'connection', 'could not be reached'],
  ['answers {}', json({}), 'token-invalid', 'JSON', 'no token in the answer'],
  ['answers with an old token', json({ token: SECRET, expiresAt: 1 }), 'token-invalid', 'new token', 'had run out'],
  ['answers with another scheme', json({ token: SECRET, scheme: 'basic' }), 'token-invalid', 'JSON', 'api-key'],
];

describe('the owner of a site whose token endpoint', function () {
  this.timeout(30_000);

  for (const [title, url, code, fix, hint] of cases) {
    it(`${title} reads what to do, and no token`, async () => {
      const { agent, events } = await stage({ 'token-url': url });
      agent.show();
      const fault = await faultOf(agent.sendText('hello'));
      expect(fault).to.include({ code });
      expect(fault.fix).to.include(fix);
      await until('the console says it', () => said.some((line) => line.includes(`: ${code}`) && line.includes(hint)));
      await until('the panel says it', () => alertOf(agent)?.textContent.includes(fault.fix) ?? false);
      expect(JSON.stringify([events, said, alertOf(agent)?.innerHTML]).includes(SECRET)).to.equal(false);
      expect(
        agent.messages.map(({ text }) => text),
        'what was typed stays',
      ).to.deep.equal(['hello']);
      agent.remove();
    });
  }

  for (const [title, url, hint] of [
    ['is not named', '', 'neither token-url nor tokenProvider is set'],
    ['has an address that cannot be read', 'http://[', 'token-url cannot be read as an address'],
  ] as const) {
    it(`${title} reads it in the console`, async () => {
      const { agent } = await stage({ 'token-url': url });
      agent.show();
      expect((await faultOf(agent.sendText('hello'))).code).to.equal('setup');
      await until('the console says it', () => said.some((line) => line.includes(hint)));
      agent.remove();
    });
  }

  it('is on another origin and does not allow this one reads of CORS', async function () {
    await needsToken(this, 'the page has no address of another origin');
    const { endpoint } = await mint();
    expect(endpoint).not.to.equal(location.origin);
    const { agent } = await stage({ 'token-url': `${endpoint}/voice/token` });
    const fault = await faultOf(agent.sendText('hello'));
    expect(fault).to.include({ code: 'token-failed', retryable: true });
    expect(fault.cause).to.include('CORS');
    expect(fault.fix).to.include('Access-Control-Allow-Origin');
    agent.remove();
  });

  it('is right, and whose service refuses the token, reads the usual causes', async function () {
    await needsToken(this, 'the page’s upgrade is accepted, and the relay reads the refusal');
    const { agent } = await stage({ 'token-url': '' }, withFaults('refuseUpgrade:403'));
    const fault = await faultOf(agent.sendText('hello'));
    expect(fault.code).to.equal('connect-failed');
    expect(fault.fix).to.include('console');
    const line = said.find((line) => line.includes('connect-failed'))!;
    for (const cause of ['role', 'scope', 'custom domain', 'model', 'connect-src']) expect(line).to.include(cause);
    agent.remove();
  });

  it('refuses finds the same in diagnose()', async () => {
    const { agent } = await stage({ 'token-url': '/nowhere/token' });
    const token = (await agent.diagnose()).find(({ check }) => check === 'token')!;
    expect(token.ok).to.equal(false);
    expect(token.detail).to.match(/^HTTP 404: nothing answers POST/);
    expect(token.fix).to.include('POST');
    agent.remove();
  });
});

describe('a server that answers with retry-after', function () {
  this.timeout(30_000);

  /** The number of requests that the server counted. */
  const asks = async (name: string): Promise<string> => (await fetch(answering({ name }))).text();

  for (const [status, code] of [
    ['429', 'throttled'],
    ['503', 'token-failed'],
  ] as const) {
    it(`${status}: is asked nothing until then, nothing is offered, and then a start is`, async () => {
      const { agent } = await stage({ 'token-url': answering({ status, 'retry-after': '4', name: status }) });
      agent.prefetch = 'none';
      agent.show();
      const fault = await faultOf(agent.sendText('hello'));
      agent.prefetch = 'open';
      expect(await asks(status)).to.equal('1');
      expect(fault).to.include({ code, retryable: true });
      expect(fault.fix).to.match(/^You can try again after .*\d/);
      expect(fault.retryAt! - Date.now()).to.be.within(0, 4000);
      await until('it is told', () => alertOf(agent)?.textContent.includes(fault.fix) ?? false);
      const panel = agent.shadowRoot!.querySelector('vla-panel')!.shadowRoot!;
      expect(panel.querySelector('.retry, [part=mic], vla-composer'), 'nothing to press').to.equal(null);
      expect(await faultOf(agent.start())).to.deep.equal(fault);
      agent.hide();
      agent.show(); // would ask for a credential beforehand
      await until('the time has come', () => Boolean(panel.querySelector('.retry')), 6);
      expect(await asks(status)).to.equal('1');
      expect(Date.now()).to.be.at.least(fault.retryAt! - 50);
      agent.setAttribute('token-url', '/voice/token');
      await agent.sendText('hello');
      agent.remove();
    });
  }

  it('is asked nothing until then when a token was fetched ahead, and then a typed turn is sent once', async () => {
    const { agent } = await stage({ 'token-url': answering({ status: '429', 'retry-after': '3', name: 'ahead' }) });
    agent.show(); // asks for a token ahead
    await until('it is asked', async () => (await asks('ahead')) === '1', 5);
    const fault = await faultOf(agent.sendText('hello'));
    expect(fault).to.include({ code: 'throttled' });
    expect(fault.retryAt! - Date.now()).to.be.within(0, 3000);
    expect(await faultOf(agent.start())).to.deep.equal(fault);
    expect(await asks('ahead')).to.equal('1');
    const panel = agent.shadowRoot!.querySelector('vla-panel')!.shadowRoot!;
    expect(panel.querySelector('.retry, [part=mic], vla-composer'), 'nothing to press').to.equal(null);
    await until('the time has come', () => Boolean(panel.querySelector('.retry')), 6);
    agent.setAttribute('token-url', '/voice/token');
    await agent.sendText('help');
    expect(agent.messages.filter(({ role }) => role === 'user').map(({ text }) => text)).to.deep.equal([
      'hello',
      'help',
    ]);
    agent.remove();
  });

  it('is asked once by diagnose()', async () => {
    const { agent } = await stage({ 'token-url': answering({ status: '429', 'retry-after': '2', name: 'diagnosed' }) });
    agent.prefetch = 'none';
    const checks = await agent.diagnose();
    const of = (name: string) => checks.find(({ check }) => check === name)!;
    expect(await asks('diagnosed')).to.equal('1');
    expect(of('token')).to.include({ ok: false });
    expect(of('token').fix).to.match(/after .*\d/);
    expect(of('worker')).to.include({ ok: true });
    expect(of('connection')).to.include({ ok: false, detail: 'not tried, since there is no token' });
    agent.remove();
  });

  it('is asked once by diagnose() where all is well, too', async () => {
    const { agent } = await stage();
    const address = new URL(agent.tokenUrl!, document.baseURI).href;
    let provided = 0;
    agent.tokenProvider = async () => {
      provided++;
      return (await fetch(address, { method: 'POST' })).json() as never;
    };
    expect((await agent.diagnose()).filter(({ ok }) => !ok)).to.be.empty;
    expect(provided).to.equal(1);
    agent.remove();
  });

  it('with a retry-after in the far future is left alone for ten minutes at most', async () => {
    const date = new Date(Date.now() + 86_400_000).toUTCString();
    const { agent } = await stage({ 'token-url': answering({ status: '503', 'retry-after': date }) });
    const fault = await faultOf(agent.sendText('hello'));
    expect(fault.retryAt! - Date.now()).to.be.within(590_000, 600_000);
    agent.remove();
  });
});
