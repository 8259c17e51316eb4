/** Tests the built files of `voice-live-agent/emulator` and of the command, as they are installed in a site. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { readPhrases } from '../../demo/emulator/phrase-files.js';
import type { startEmulator as Start } from '../../demo/emulator/index.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CLI = path.join(ROOT, 'dist/cli.js');
const { startEmulator } = (await import(path.join(ROOT, 'dist/emulator/index.js'))) as { startEmulator: typeof Start };

interface Answer {
  readonly token: string;
  readonly endpoint: string;
}

const ask = (tokenUrl: string, origin = 'http://localhost:3000'): Promise<Response> =>
  fetch(tokenUrl, { method: 'POST', headers: { origin } });

/** Connects as a page does. Resolves with the socket and the first event. */
async function connect({ token, endpoint }: Answer): Promise<{ readonly first: string; readonly socket: WebSocket }> {
  const query = new URLSearchParams({ 'api-version': '2026-07-15', model: 'gpt-realtime' });
  const address = `${endpoint.replace('http', 'ws')}/voice-live/realtime?${query}`;
  const socket = new WebSocket(`${address}&Authorization=${encodeURIComponent(`Bearer ${token}`)}`);
  const [frame] = (await once(socket, 'message')) as [Buffer];
  return { first: (JSON.parse(frame.toString('utf8')) as { type: string }).type, socket };
}

/** Sends a typed text. Resolves with the text of the answer, or with the tool that was called. */
function answerTo(socket: WebSocket, text: string): Promise<string> {
  const item = { type: 'message', role: 'user', content: [{ type: 'input_text', text }] };
  socket.send(JSON.stringify({ type: 'session.update', session: { modalities: ['text'] } }));
  socket.send(JSON.stringify({ type: 'conversation.item.create', item }));
  socket.send(JSON.stringify({ type: 'response.create' }));
  return new Promise((resolve) =>
    socket.on('message', (frame: Buffer) => {
      const event = JSON.parse(frame.toString('utf8')) as {
        readonly type: string;
        readonly text: string;
        readonly item: { readonly type: string; readonly name: string; readonly arguments: string };
      };
      if (event.type === 'response.text.done') resolve(event.text);
      if (event.type === 'response.output_item.done' && event.item.type === 'function_call') {
        resolve(`${event.item.name} ${event.item.arguments}`);
      }
    }),
  );
}

describe('startEmulator', () => {
  it('gives a token to a page on another port of this machine, and opens a session with it', async () => {
    const emulator = await startEmulator({ session: { temperature: 0.7 } });
    const answer = await ask(emulator.tokenUrl);
    assert.equal(answer.headers.get('access-control-allow-origin'), 'http://localhost:3000');
    const credential = (await answer.json()) as Answer & { readonly session: object };
    assert.deepEqual([credential.endpoint, credential.session], [emulator.endpoint, { temperature: 0.7 }]);
    const { first, socket } = await connect(credential);
    assert.equal(first, 'session.created');
    assert.equal(emulator.tokensGiven, 1);
    assert.equal((await ask(emulator.tokenUrl, 'https://elsewhere.example')).status, 403);
    assert.equal((await fetch(emulator.tokenUrl)).status, 405);
    assert.equal(emulator.tokensGiven, 1);

    assert.match(await answerTo(socket, 'hello'), /Voice Live emulator/);
    const [connection] = emulator.connections();
    assert.equal(connection?.open, true);
    assert.deepEqual(
      connection.messages.map(({ role }) => role),
      ['user', 'assistant'],
    );
    assert.ok(connection.received.some(({ type }) => type === 'response.create'));
    assert.ok(!JSON.stringify(emulator.connections()).includes(credential.token));
    const closed = once(socket, 'close');
    await emulator.close();
    assert.equal((await closed)[0], 1001);
    await assert.rejects(ask(emulator.tokenUrl));
  });

  it('answers what a test wants answered, in words or by a tool', async () => {
    const emulator = await startEmulator({
      answers: ({ text }) =>
        text === 'price?' ? 'Twelve euros.' : text === 'buy' ? { call: 'add', arguments: { sku: 'b1' } } : undefined,
    });
    const { socket } = await connect((await (await ask(emulator.tokenUrl)).json()) as Answer);
    assert.equal(await answerTo(socket, 'price?'), 'Twelve euros.');
    assert.equal(await answerTo(socket, 'buy'), 'add {"sku":"b1"}');
    await emulator.close();
  });

  it('simulates faults of the token endpoint and of the connection, and ends them', async () => {
    const emulator = await startEmulator();
    emulator.failToken({ status: 429, retryAfter: 7 }, 1);
    const refused = await ask(emulator.tokenUrl);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '7']);
    emulator.fail({ refuseUpgrade: 403 });
    const credential = (await (await ask(emulator.tokenUrl)).json()) as Answer;
    await assert.rejects(connect(credential), /403/);
    emulator.recover();
    const { socket } = await connect(credential);
    const closed = once(socket, 'close');
    emulator.connections().at(-1)!.close(4000);
    assert.equal((await closed)[0], 4000);
    await emulator.close();
  });

  it('rejects an invalid option and a port in use, by name', async () => {
    const wrong: readonly (readonly [Parameters<typeof Start>[0], RegExp])[] = [
      [{ port: -1 }, /^TypeError: port is -1/],
      [{ port: 1.5 }, /^TypeError: port is 1.5/],
      [{ speed: 0 }, /^TypeError: speed is 0/],
      [{ tokenSeconds: -5 }, /^TypeError: tokenSeconds is -5/],
      [{ origins: ['shop.test'] }, /^TypeError: origins has shop\.test/],
    ];
    for (const [options, sentence] of wrong) await assert.rejects(startEmulator(options), sentence);
    const emulator = await startEmulator();
    assert.throws(() => emulator.fail({ latencyMs: -1 }), /^TypeError: fail\(\): /);
    assert.throws(() => emulator.failToken({ status: 7 }), /^TypeError: failToken\(\): status is 7/);
    const port = Number(new URL(emulator.url).port);
    await assert.rejects(startEmulator({ port }), new RegExp(`port ${port} is taken`));
    await emulator.close();
  });

  it('contains every phrase at its full length', () => {
    const packed = readPhrases(new URL('../../dist/emulator/phrases/', import.meta.url));
    const own = readPhrases();
    assert.deepEqual([...packed.keys()].sort(), [...own.keys()].sort());
    for (const [phrase, pcm] of own) assert.ok(Math.abs(packed.get(phrase)!.length - pcm.length) <= 2, phrase);
  });
});

const said = (args: readonly string[], cli = CLI) => spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });

describe('the command', () => {
  it('prints its help and its version', () => {
    assert.match(said(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
    for (const args of [[], ['--help'], ['help']]) assert.match(said(args).stdout, /\n {2}dev +a local emulator/);
    assert.match(said(['dev', '--help']).stdout, /--page/);
  });

  for (const [args, sentence] of [
    [['serve-it'], /There is no command "serve-it"\. There is: dev, serve\./],
    [['dev', '--prot', '1'], /--prot/],
    [['dev', '--port', 'http'], /--port is "http"/],
    [['dev', '--port='], /--port is ""/],
    [['dev', 'here'], /here/],
    [['dev', '--page', 'nowhere'], /--page is "nowhere", where no index\.html is/],
  ] as const) {
    it(`says in one line what is wrong with ${args.join(' ')}`, () => {
      const { status, stdout, stderr } = said(args);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, sentence);
      assert.match(stderr, /^voice-live-agent: [^\n]+\n$/);
    });
  }

  describe('dev', () => {
    let site: string;
    const running: ChildProcess[] = [];
    before(async () => {
      site = await mkdtemp(path.join(tmpdir(), 'vla-site-'));
      await writeFile(path.join(site, 'index.html'), '<title>My shop</title>');
      await writeFile(path.join(site, 'data.bin'), 'bytes');
      await writeFile(path.join(site, '.env'), 'SECRET=1');
    });
    after(async () => {
      for (const child of running) child.kill();
      await rm(site, { recursive: true });
    });

    /** Starts the command. Resolves with its output once it says how to stop it, which is the last line. */
    async function started(...args: readonly string[]) {
      const child = spawn(process.execPath, [CLI, 'dev', ...args]);
      running.push(child);
      let text = '';
      child.stdout.setEncoding('utf8');
      for await (const piece of child.stdout) if ((text += String(piece)).includes('Ctrl+C')) break;
      return { child, text, url: /http:\/\/localhost:\d+/.exec(text)![0] };
    }

    it('prints a tag that works and no token, and ends on SIGINT', async () => {
      const { child, text, url } = await started('--port', '0');
      const tokenUrl = /token-url="([^"]+)"/.exec(text)![1]!;
      const answer = (await (await ask(tokenUrl)).json()) as Answer;
      const { first, socket } = await connect(answer);
      assert.equal(first, 'session.created');
      assert.ok(!text.includes(answer.token.slice(0, 12)));
      socket.terminate();
      const script = await fetch(/src="([^"]+)"/.exec(text)![1]!);
      assert.deepEqual([script.status, script.headers.get('access-control-allow-origin')], [200, '*']);
      assert.equal((await fetch(url)).status, 404);
      child.kill('SIGINT');
      assert.deepEqual(await once(child, 'exit'), [0, null]);
    });

    it('serves the folder of a page, but no hidden file and nothing outside of the folder', async () => {
      const { url } = await started('--port', '0', '--page', site);
      assert.match(await (await fetch(url)).text(), /My shop/);
      assert.equal(await (await fetch(`${url}/data.bin`)).text(), 'bytes');
      for (const name of ['.env', '%2eenv', '..%2f..%2fetc/passwd', 'nowhere.html', '%ff']) {
        assert.equal((await fetch(`${url}/${name}`)).status, 404, name);
      }
    });

    it('says that its port is taken', async () => {
      const { url } = await started('--port', '0');
      const { port } = new URL(url);
      const { status, stderr } = said(['dev', '--port', port]);
      assert.equal(status, 2);
      assert.equal(stderr, `voice-live-agent: Port ${port} is taken: choose another with --port.\n`);
    });
  });
});

describe('a site with the package', () => {
  let site: string;
  let installed: string;
  before(async () => {
    site = await mkdtemp(path.join(tmpdir(), 'vla-installed-'));
    installed = path.join(site, 'node_modules/voice-live-agent');
    await mkdir(path.join(installed, 'dist'), { recursive: true });
    await cp(path.join(ROOT, 'package.json'), path.join(installed, 'package.json'));
    for (const name of ['emulator', 'cli.js']) {
      await cp(path.join(ROOT, 'dist', name), path.join(installed, 'dist', name), { recursive: true });
    }
    await writeFile(path.join(site, 'package.json'), '{"type":"module"}');
  });
  after(() => rm(site, { recursive: true }));

  const USES = `import { startEmulator, type EmulatorFaults, type RunningEmulator } from 'voice-live-agent/emulator';
const faults: EmulatorFaults = { latencyMs: 50 };
const emulator: RunningEmulator = await startEmulator({ answers: ({ text, spoken }) => (spoken ? 'I hear.' : text) });
emulator.fail(faults, 1);
const words: readonly string[] = emulator.connections().flatMap(({ messages }) => messages.map(({ text }) => text));
// @ts-expect-error -- no such trouble
emulator.fail({ thunder: true });
await emulator.close();
export { words };
`;

  it('and without ws gets one sentence that says how to install it, from the module and from the command', () => {
    const code =
      "await (await import('voice-live-agent/emulator')).startEmulator().catch((e) => console.log(e.message))";
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: site,
      encoding: 'utf8',
    });
    const sentence = 'voice-live-agent/emulator needs the package ws: npm install --save-dev ws';
    assert.equal(stdout, `${sentence}\n`);
    const { status, stderr } = said(['dev', '--port', '0'], path.join(installed, 'dist/cli.js'));
    assert.deepEqual([status, stderr], [2, `voice-live-agent: ${sentence}\n`]);
  });

  it('has types without further dependencies, and the emulator once ws is installed', async () => {
    await writeFile(path.join(site, 'uses.ts'), USES);
    const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2022'];
    const checked = spawnSync(path.join(ROOT, 'node_modules/.bin/tsc'), [...strict, 'uses.ts'], {
      cwd: site,
      encoding: 'utf8',
    });
    assert.equal(checked.stdout, '');
    await symlink(path.join(ROOT, 'node_modules/ws'), path.join(site, 'node_modules/ws'));
    const code =
      "const e = await (await import('voice-live-agent/emulator')).startEmulator(); console.log(e.url); await e.close()";
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: site,
      encoding: 'utf8',
    });
    assert.match(stdout, /^http:\/\/localhost:\d+\n$/);
    assert.ok((await readdir(path.join(installed, 'dist/emulator'))).includes('phrases'));
  });
});
