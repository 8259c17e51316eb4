/** Tests `auth: 'entra'` with Microsoft's own identity package. The identity of the machine is a server of this test. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { startFakeService } from './fake-service.js';
import { listening, startSite, until } from './helpers.js';

const TOKEN = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJyZWxheSJ9.signature';
const HOUR_S = 3600;

/** As App Service and Container Apps have it: an address in the environment that gives tokens to who knows its header. */
async function startIdentity() {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://localhost');
    identity.asked.push(searchParams);
    const isKnown = identity.isKnown && request.headers['x-identity-header'] === 'known';
    const resource = searchParams.get('resource');
    const expires_on = String(Math.floor(Date.now() / 1000) + HOUR_S);
    response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isKnown ? { access_token: TOKEN, expires_on, resource, token_type: 'Bearer' } : {}));
  });
  const endpoint = `http://127.0.0.1:${await listening(server)}/msi/token`;
  const own = { IDENTITY_HEADER: 'known', AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential' };
  Object.assign(process.env, { IDENTITY_ENDPOINT: endpoint, ...own });
  const identity = { asked: [] as URLSearchParams[], isKnown: true, close: () => void server.close() };
  return identity;
}

/** One for all tests: the package looks into the environment once. */
const identity = await startIdentity();
after(() => identity.close());

describe('an Entra identity', () => {
  it('that the machine does not have ends the call, and its operator learns what to do', async () => {
    identity.isKnown = false;
    await using service = await startFakeService();
    await using site = await startSite(service.endpoint, { auth: 'entra' });
    assert.equal(await site.dial((await site.ticket()).url).closed, 1011);
    assert.ok(identity.asked.length > 0);
    assert.equal(service.requests.length, 0);
    assert.ok(site.log.some(({ detail }) => detail?.includes('give this server a managed identity')));
    await until(() => site.voice.calls === 0, 'the place is free');
  });

  it('is shown to the service in a header, from one question for many calls that come at once', async () => {
    Object.assign(identity, { isKnown: true, asked: [] });
    await using service = await startFakeService();
    await using site = await startSite(service.endpoint, { auth: 'entra' });
    const visitors = ['a', 'b', 'c'].map((name) => ({ 'x-visitor': name }));
    const tickets = await Promise.all(visitors.map((visitor) => site.ticket(visitor)));
    for (const { url } of tickets) site.dial(url);
    await until(() => service.requests.length === 3, 'three calls');
    for (const { headers, url } of service.requests) {
      assert.equal(headers.authorization, `Bearer ${TOKEN}`);
      assert.ok(!url!.includes('eyJ'));
    }
    assert.deepEqual(
      identity.asked.map((query) => query.get('resource')),
      ['https://ai.azure.com'],
    );
    assert.ok(!JSON.stringify(site.log).includes(TOKEN));
  });
});
