/**
 * The tests that need a browser, in Debian's Chromium: units from source, integration with the built dist/ against the
 * emulator. The microphone of the browser is a spoken WAV.
 */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { build as esbuild } from 'esbuild';
import { bundle } from './test/helpers/bundle.mjs';
import { failuresLast } from './test/helpers/failures-last.mjs';
import { heap } from './test/helpers/heap.mjs';
import { reactInBrowser, reactOnServer } from './test/react/hosts.ts';
import { noteCall, NOT_THROUGH_A_RELAY, PORT, RELAYS, WAY, withModels } from './test/helpers/through-relay.mjs';
import { noteWorklets, visits } from './test/helpers/visits.mjs';
import { createDemoServer, listen } from './demo/server/demo-server.ts';

const root = path.dirname(fileURLToPath(import.meta.url));

const CHROMIUM =
  process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file));
if (!CHROMIUM) {
  console.error('No Chromium was found: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.');
  process.exit(1);
}

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${path.join(root, 'test/fixtures/spoken.wav')}%noloop`,
  // A page in the background is a page whose timers sleep; the tests share a machine.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

let address;

/** What pages ask of the demo server comes through the test server's own origin; /status/403 answers just that. */
async function toDemoServer(context, next) {
  const status = /^\/status\/(\d+)$/.exec(context.path);
  if (status) {
    context.status = Number(status[1]);
    return undefined;
  }
  if (!/^\/(voice|emulator|shop)\//.test(context.path)) return next();
  const { method, url, headers } = context.req;
  // A ticket is of the page that asked for it, and its socket comes from that page.
  const own = { ...headers, host: address.host, ...(headers.origin && !RELAYS && { origin: address.origin }) };
  const answer = await new Promise((resolve, reject) => {
    const onward = request(new URL(url, address), { method, headers: own }, resolve);
    onward.on('error', reject);
    context.req.pipe(onward);
  });
  context.status = answer.statusCode;
  for (const [name, value] of Object.entries(answer.headers))
    if (name !== 'connection' && !(RELAYS && name === 'content-length')) context.set(name, value);
  context.body = answer;
  if (RELAYS && context.path === '/voice/token') noteCall(url, (context.body = await text(answer)));
  if (RELAYS && context.path === '/emulator/connections') context.body = withModels(await text(answer));
}

/** How often each was asked, by the name that its query gives it. */
const asked = new Map();

/**
 * A token endpoint that answers as its query says: `?status=503&retry-after=2`, `?type=text/html&body=…`. With a `name`,
 * a GET tells how often it was asked.
 */
function answerAsAsked(context, next) {
  if (context.path !== '/answer') return next();
  const { name } = context.query;
  if (name && context.method === 'GET') return void (context.body = String(asked.get(name) ?? 0));
  asked.set(name, (asked.get(name) ?? 0) + 1);
  const { status = '200', type = 'application/json', body = '', ...headers } = context.query;
  context.status = Number(status);
  context.set({ 'content-type': type, 'cache-control': 'no-store', ...headers });
  context.body = body;
  return undefined;
}

const POLICY =
  "default-src 'none'; connect-src 'self' ws:; require-trusted-types-for 'script'; trusted-types lit-html voice-live-agent; base-uri 'none'";
const element = (more = '') =>
  `<voice-live-agent token-url="/voice/token" turn-detection="none" ${more}></voice-live-agent>`;

const OTHER = 'ffffffff';

/**
 * `/mixed/<pattern>/<file>`: dist/ as a server has it that was upgraded by halves, or whose visitors' caches were. Files
 * that fit the pattern are of another build, whose id is all f; chunks that fit it are there of that build alone.
 */
async function mixedBuilds(context, next) {
  const [, pattern, file] = /^\/mixed\/([^/]+)\/(.+\.js)$/.exec(context.path) ?? [];
  if (!file) return next();
  const door = await readFile(path.join(root, 'dist/voice-live-agent.js'), 'utf8');
  const [, build] = /-core-(\w+)\.js/.exec(door);
  const other = new RegExp(decodeURIComponent(pattern)).test(file);
  const name = other ? file.replace(OTHER, build) : file;
  const code = await readFile(path.join(root, 'dist', path.normalize(name)), 'utf8').catch(() => undefined);
  if (code === undefined || (other && file.includes(build))) {
    context.status = 404;
    return undefined;
  }
  context.type = 'js';
  context.body = other ? code.replaceAll(build, OTHER) : code;
  return undefined;
}

const MODULE = '<script type="module" src="/dist/voice-live-agent.js"></script>';

/** Pages of hosts: how the widget is embedded, and under which policy. */
const pages = {
  strict: () => [
    `${POLICY}; script-src 'self'`,
    '<script type="module" src="/dist/voice-live-agent.js?v=2"></script>',
    element(),
  ],
  composed: () => [
    `${POLICY}; script-src 'self'`,
    '<script type="module" src="/dist/voice-live-agent.js"></script>',
    `${element('variant="inline" id="shop"')}<vla-orb for="shop"></vla-orb><vla-mic-button for="shop"></vla-mic-button>`,
  ],
  classic: () => ["script-src 'self' blob:", '<script src="/dist/voice-live-agent.iife.js"></script>', element()],
  'self-hosted': () => [
    `${POLICY}; script-src 'self'`,
    '<script src="/dist/voice-live-agent.iife.js"></script>',
    element('assets-url="/dist"'),
  ],
  'cross-origin': () => [
    `${POLICY} ${address.origin}; script-src ${address.origin}; worker-src blob:`,
    `<script type="module" src="${address.origin}/dist/voice-live-agent.js"></script>`,
    element(),
  ],
  'no-words': () => [
    "script-src 'self'",
    '<script src="/dist/voice-live-agent.iife.js"></script>',
    element('assets-url="/nowhere" language="en"'),
  ],
  plain: () => [
    "default-src 'self'",
    '<script type="module" src="/dist/voice-live-agent.js"></script>',
    element(),
    'en',
  ],
  // The least that a page with Lit can have: what the script time at load is held against.
  'empty-lit': () => [
    "default-src 'self'",
    '<script type="module" src="/pages/empty-lit.js"></script>',
    '<empty-lit></empty-lit>',
    'en',
  ],
  'stale-worker': () => ["default-src 'self'", MODULE, element('assets-url="/mixed/engine"')],
  'stale-capture': () => ["default-src 'self'", MODULE, element('assets-url="/mixed/capture"')],
  'stale-playback': () => ["default-src 'self'", MODULE, element('assets-url="/mixed/playback"')],
  // A page of before in a cache, on a server that has the new files alone.
  'old-page': () => [
    "default-src 'self'",
    '<script type="module" src="/mixed/^voice-live-agent(-core-f+)%3F.js/voice-live-agent.js"></script>',
    element(),
  ],
  // A new door before files of another build.
  'old-chunks': () => [
    "default-src 'self'",
    '<script type="module" src="/mixed/-%5Cw{8}.js/voice-live-agent.js"></script>',
    element(),
  ],
  bare: () => ["script-src 'self' blob:", '', element('language="en"')],
  'no-worker': () => ["script-src 'self'", '<script src="/dist/voice-live-agent.iife.js"></script>', element()],
};

const module = (path) => `<script type="module" src="${path}"></script>`;

/** Installed from npm, and built by something that goes its own way with files: a page each, at /pages/<name>.html. */
Object.assign(pages, {
  npm: () => ["default-src 'self'; script-src 'self'; connect-src 'self' ws:", module('/dist/index.js'), element()],
  'worker-missing': () => ["script-src 'self' blob:", module('/without/engine.work/dist/index.js'), element()],
  'worker-missing-strict': () => ["script-src 'self'", module('/without/engine.work/dist/index.js'), element()],
  'worker-missing-script': () => [
    "script-src 'self' blob:",
    module('/without/engine.work/dist/voice-live-agent.js'),
    element(),
  ],
  'worker-is-html': () => ["script-src 'self'", module('/html-for/engine.work/dist/voice-live-agent.js'), element()],
  'worklets-missing': () => ["script-src 'self' blob:", module('/without/worklet/dist/index.js'), element()],
  'worklets-missing-strict': () => ["script-src 'self'", module('/without/worklet/dist/index.js'), element()],
  'worker-refused': () => ["script-src 'self'; worker-src 'none'", module('/dist/index.js'), element()],
  'worklet-is-data': () => ["script-src 'self' blob:", module('/data-for/sound.worklet/dist/index.js'), element()],
  'worklet-is-data-strict': () => ["script-src 'self'", module('/data-for/sound.worklet/dist/index.js'), element()],
  'relative-href': () => ["script-src 'self'", module('/relative/all/dist/index.js'), element()],
  iife: () => ["script-src 'self' blob:", '<script src="/pages/iife.js"></script>', element()],
  'no-folder': () => [
    "script-src 'self' blob:",
    '<script src="/dist/voice-live-agent.iife.js"></script>',
    element('assets-url="/nowhere"'),
  ],
});

/** What bundlers of others do to `new URL('./file.js', import.meta.url)`, by the first part of the address. */
const MISHAPS = {
  /** They do not follow it: there is no such file. */
  without: (context) => (context.status = 404),
  /** And the server answers with the page of the application. */
  'html-for': (context) => {
    context.type = 'html';
    context.body = '<!doctype html><title>The application</title>';
  },
};
/** They write another expression in its place. */
const REWRITTEN = {
  /** Vite, for small files. */
  'data-for': (code, name) =>
    code.replace(
      new RegExp(`new URL\\("\\./(${name}\\.js)", ?import\\.meta\\.url\\)`),
      (_, file) =>
        `new URL("data:text/javascript;base64,${readFileSync(path.join(root, 'dist', file)).toString('base64')}")`,
    ),
  /** Next.js: an object that is no URL, with an address that has no origin. */
  relative: (code) => code.replace(/new URL\("\.\/([\w.]+\.js)", ?import\.meta\.url\)/g, '({href:"/dist/$1"})'),
};

async function mishaps(context, next) {
  const [, kind, name, rest] = /^\/([\w-]+)\/([\w.]+)(\/(?:dist|node_modules|__wds).*)$/.exec(context.path) ?? [];
  if (!(kind in MISHAPS || kind in REWRITTEN)) return next();
  if (kind in MISHAPS && rest.includes(name)) return void MISHAPS[kind](context);
  context.url = rest;
  await next();
  if (kind in REWRITTEN && rest.startsWith('/dist/index'))
    context.body = REWRITTEN[kind](await text(context.body), name);
  return undefined;
}

const text = async (body) => {
  if (typeof body === 'string') return body;
  const pieces = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

/** esbuild, as one classic script: `import.meta.url` is empty there. */
let iife;
const bundledByEsbuild = () =>
  (iife ??= esbuild({
    entryPoints: [path.join(root, 'dist/index.js')],
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'silent',
  }).then(({ outputFiles }) => outputFiles[0].text));

/** The files that sites embed go out as they are built: the plugins below would rewrite them. */
async function asBuilt(context, next) {
  const file = /^\/dist\/((?:voice-live-agent|\w+\.work|locales\/).*\.js)$/.exec(context.path)?.[1];
  if (!file) return next();
  context.type = 'js';
  context.body = await readFile(path.join(root, 'dist', path.normalize(file)));
  return undefined;
}

/** Hosts in React: their script, which stands beside the element; and what their server sends. Made when asked for. */
async function reactHosts(context, next) {
  const [, version, kind] = /^\/dist\/react-(18|19)\.(js|html)$/.exec(context.path) ?? [];
  if (!version) return next();
  context.type = kind;
  context.body = await (kind === 'js' ? reactInBrowser(version) : reactOnServer(version));
  return undefined;
}

/** Browsers ask every page for one. */
function noIcon(context, next) {
  if (context.path !== '/favicon.ico') return next();
  context.status = 204;
  return undefined;
}

const emptyLit = bundle(
  "import { html, LitElement } from 'lit';" +
    "customElements.define('empty-lit', class extends LitElement { render() { return html``; } });",
);

async function hostPages(context, next) {
  if (context.path === '/pages/empty-lit.js') {
    context.type = 'js';
    context.body = await emptyLit;
    return undefined;
  }
  if (context.path === '/pages/iife.js') {
    context.type = 'js';
    context.body = await bundledByEsbuild();
    return undefined;
  }
  const page = pages[/^\/pages\/(.+)\.html$/.exec(context.path)?.[1]];
  if (!page) return next();
  const [policy, script, body, lang = 'de'] = page();
  context.set('content-security-policy', policy);
  context.type = 'html';
  context.body = `<!doctype html><html lang="${lang}"><title>A host</title>${script}${body}</html>`;
  return undefined;
}

/** The demo server with its emulator, on a port of its own. */
function demoPlugin() {
  let demo;
  return {
    name: 'demo-server',
    async serverStart() {
      demo = createDemoServer({ kind: 'emulator' }, WAY);
      address = new URL(await listen(demo.server, 0));
    },
    async serverStop() {
      await demo?.emulator?.close();
      demo?.server.closeAllConnections();
      demo?.server.close();
    },
  };
}

export default {
  rootDir: root,
  files: RELAYS
    ? ['test/integration/*.test.ts', ...NOT_THROUGH_A_RELAY.map((file) => `!test/integration/${file}.test.ts`)]
    : ['test/**/*.test.ts', '!test/{built,demo,server,source}/**'],
  ...(PORT && { port: PORT }),
  // Lit as it ships; and the SDK, a control of the figures, has a build for browsers that it tells by this condition.
  nodeResolve: { browser: true, exportConditions: ['browser', 'production'] },
  concurrency: 1,
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: CHROMIUM, headless: true, args: ARGS }, concurrency: 1 }),
  ],
  middleware: [noteWorklets, noIcon, mishaps, reactHosts, mixedBuilds, asBuilt, hostPages, answerAsAsked, toDemoServer],
  plugins: [
    demoPlugin(),
    visits(),
    heap(),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: path.join(root, 'tsconfig.json') }),
  ],
  // Two shared cores stall now and then: what fails is tried again. What is broken fails every time.
  // Bounds are for what never ends: nothing fails because it was slow.
  testFramework: { config: { timeout: 120_000, retries: 2 } },
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: Boolean(process.stdout.isTTY) }),
    failuresLast(),
  ],
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
  coverageConfig: {
    include: ['src/**/*.ts'],
    reportDir: path.join(root, 'coverage'),
    reporters: ['text-summary', 'lcovonly'],
    threshold: { statements: 70, branches: 70, functions: 70, lines: 70 },
  },
};
