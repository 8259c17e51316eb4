/** Tests `voice-live-agent serve` as a process: its output, its answers, and how it stops. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { readEnvironment, readPorts } from '../../server/serve/read-environment.js';
import { startRedis } from '../../demo/many/redis-server.js';
import { API_KEY, startEmulator } from '../helpers/node/emulator-client.js';
import { OPTIONS, ORIGIN, startSite, until, WITHOUT_REDIS } from './helpers.js';

const CLI = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));

/** Starts the command. Returns its output and its port. */
async function run(env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, 'serve'], { env: { ...process.env, ...env } });
  const written = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (written.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (written.err += data.toString()));
  const gone = once(child, 'exit') as Promise<[number | null]>;
  const port = (): string | undefined => /listening on port (\d+)/.exec(written.err)?.[1];
  // A failing test must not leave the process running.
  return { child, written, gone, port, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}

describe('serve', () => {
  it('says in one sentence what is missing', async () => {
    using started = await run({ AZURE_VOICELIVE_ENDPOINT: '', VOICE_ORIGINS: '' });
    assert.equal((await started.gone)[0], 2);
    assert.match(started.written.err, /^voice-live-agent: AZURE_VOICELIVE_ENDPOINT is not set[^\n]*\n$/);
  });

  it('reads its environment, and names invalid variables', () => {
    const options = readEnvironment({
      ...{ VOICE_ORIGINS: 'https://a.example, https://b.example', VOICE_MODEL: 'm', VOICE_EUROS_PER_DAY: '20' },
      ...{ VOICE_AUTHORIZE: 'open', VOICE_TRUST_PROXY: '1', AZURE_VOICELIVE_API_KEY: 'k' },
    });
    assert.deepEqual(options.origins, ['https://a.example', 'https://b.example']);
    assert.deepEqual(options.profiles, { default: { model: 'm' } });
    assert.deepEqual(options.limits, { eurosPerDay: 20 });
    assert.deepEqual(options.auth, { apiKey: 'k' });
    assert.throws(() => readEnvironment({ VOICE_AUTHORIZE: 'all' }), /^VoiceServerError: VOICE_AUTHORIZE is "all"/);
    assert.throws(() => readEnvironment({ VOICE_CALLS: 'many' }), /VOICE_CALLS is "many"/);
    assert.throws(() => readEnvironment({ VOICE_PROFILES: '/nowhere.json' }), /VOICE_PROFILES is "\/nowhere.json"/);
    assert.throws(() => readPorts({ PORT: '70000' }), /PORT is "70000"/);
  });

  it(
    'takes the tickets of a site with the same Redis, drains at SIGTERM in mid-answer, and frees its calls when it is killed',
    { skip: WITHOUT_REDIS },
    async () => {
      await using redis = await startRedis();
      await using service = await startEmulator();
      const endpoint = `http://127.0.0.1:${service.port}`;
      const env = {
        ...{ AZURE_VOICELIVE_ENDPOINT: endpoint, AZURE_VOICELIVE_API_KEY: API_KEY, VOICE_ORIGINS: ORIGIN },
        ...{ VOICE_PROFILES: '', VOICE_MODEL: 'gpt-realtime', REDIS_URL: redis.url, PORT: '0', METRICS_PORT: '0' },
      };
      const profiles = { default: { model: 'gpt-realtime' } };
      const authorize = () => ({ visitor: 'ada', profile: 'default' });
      const options = { ...OPTIONS, store: redis.url, profiles, authorize };
      await using site = await startSite(endpoint, options, { leaseMs: 45_000 });
      using one = await run(env);
      using two = await run(env);
      await until(() => one.port() !== undefined && two.port() !== undefined && site.voice.ready, 'all are ready');
      const dial = async (port: string) =>
        site.dial((await site.ticket()).url.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${port}`));

      const first = await dial(one.port()!);
      await first.next('session.created');
      await first.updateSession({ modalities: ['text'] });
      first.write('slow');
      first.send({ type: 'response.create' });
      await first.next('response.created');
      one.child.kill('SIGTERM');
      await first.next('warning');
      assert.equal((await first.next('response.done')).response.status, 'completed');
      await until(async () => (await fetch(`http://127.0.0.1:${one.port()}/voice/ready`)).status === 503, 'not ready');
      assert.equal((await fetch(`http://127.0.0.1:${one.port()}/voice/health`)).status, 200);
      first.socket.close(1000);
      assert.equal((await one.gone)[0], 0);

      const second = await dial(two.port()!);
      await second.next('session.created');
      two.child.kill('SIGKILL');
      assert.equal(await second.closed, 1006);
      assert.equal((await site.ask()).status, 429, 'its lease holds for a while');
      for (const line of one.written.out.trim().split('\n')) assert.ok(JSON.parse(line));
      assert.ok(!one.written.out.includes(API_KEY));
    },
  );
});
