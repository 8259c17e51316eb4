/** Tests that the log of a whole run contains no secret, no word and no audio. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { redact } from '../../server/observe/redact.js';
import { API_KEY, bytesOf, startEmulator, tone } from '../helpers/node/emulator-client.js';
import { startFakeService } from './fake-service.js';
import { assertSilent, OPTIONS, startSite, until } from './helpers.js';

describe('the log of a whole run', () => {
  it('holds none of the secrets in use, no name of a visitor, no word and no sound', async () => {
    await using service = await startEmulator();
    const profiles = {
      shop: {
        model: 'gpt-realtime',
        session: {
          instructions: 'Hidden instructions.',
          tools: [
            { type: 'mcp', server_label: 's', server_url: 'https://tools.example', authorization: 'tool-secret' },
          ],
        },
      },
    };
    const options = { auth: { apiKey: API_KEY }, profiles, limits: OPTIONS.limits! };
    await using site = await startSite(`http://127.0.0.1:${service.port}`, options);
    const visitor = { 'x-visitor': 'ada@example.com' };
    const ticketed = await site.ticket(visitor);
    const ticket = new URL(ticketed.url).searchParams.get('ticket')!;
    const client = site.dial(ticketed.url);
    await client.next('session.created');
    await client.updateSession({ modalities: ['text', 'audio'], instructions: 'My own secret wish' });
    await client.ask('a word nobody else says: xylophone');
    const answered = client.of('response.audio.delta')[0]!.delta;
    client.append(tone(400));
    const spoken = Buffer.from(bytesOf(tone(100)))
      .toString('base64')
      .slice(0, 40);
    client.send({ type: 'made up', text: 'xylophone' });
    const message = 'https://tools.example refused tool-secret';
    service.emulator.connections[0]!.send({ type: 'error', error: { code: 'x', message } });
    assert.equal((await client.next('error')).error.message, 'https://tools.example refused [hidden]');
    service.emulator.connections[0]!.drop(1011);
    await client.closed;
    assert.equal(await site.dial(ticketed.url).closed, 4401);
    assert.equal((await site.ask({ origin: 'https://evil.example' })).status, 403);
    await using refusing = await startFakeService({ status: 401 });
    await using broken = await startSite(refusing.endpoint, options);
    await broken.dial((await broken.ticket(visitor)).url).closed;
    await until(() => site.log.some(({ event }) => event === 'call-end'), 'the end is told');
    const log = [...site.log, ...broken.log];
    const secrets = [
      API_KEY,
      ticket,
      ticketed.url,
      'ada@example.com',
      'Hidden instructions.',
      'tool-secret',
      'xylophone',
    ];
    assertSilent(log, [...secrets, 'My own secret wish', 'input_audio_buffer.append', spoken, answered.slice(0, 40)]);
    const metrics = site.voice.metrics();
    for (const secret of secrets) assert.ok(!metrics.includes(secret), `${secret} is in the metrics`);
    for (const event of [
      'ticket',
      'ticket-refused',
      'socket-refused',
      'call-begin',
      'policy',
      'call-end',
      'upstream-failed',
    ]) {
      assert.ok(
        log.some((entry) => entry.event === event),
        `${event} was told`,
      );
    }
  });

  it('hides what looks like a credential in texts of others', () => {
    assert.equal(redact('key a/b+c, a%2Fb%2Bc', ['a/b+c']), 'key [hidden], [hidden]');
    assert.equal(redact('Bearer abcdefghijkl and eyJa.bc.de', []), '[hidden] and [hidden]');
    assert.equal(redact('x'.repeat(900), []).length, 500);
  });
});
