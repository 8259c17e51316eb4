/** What the test server answers besides files: the demo server, the host pages, and files as broken set-ups deliver them. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as esbuild } from 'esbuild';
import { createDemoServer, listen } from '../demo/server/demo-server.ts';
import { bundle } from './helpers/node/bundle.mjs';
import { Replay } from './helpers/node/replay.ts';
import { noteCall, RELAYS, WAY, withQueries } from './helpers/node/through-relay.mjs';
import { hostPage } from './host-pages.mjs';
import { reactInBrowser, reactOnServer } from './react/hosts.ts';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Where the demo server listens; set when the test server starts. */
let address;

/** Starts the demo server with its emulator on a free port, and stops it with the test server. */
export function demoServer() {
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

/** The port of the demo server, and of its emulator. */
export const demoPort = () => Number(address.port);

let replay;
let replayAddress;

/** Starts the player of recorded conversations on a free port, and stops it with the test server. */
export function recordedConversations() {
  return {
    name: 'recorded-conversations',
    async serverStart() {
      replay = new Replay();
      replayAddress = await replay.listen();
    },
    async serverStop() {
      await replay?.[Symbol.asyncDispose]();
    },
  };
}

/** `/replay/address` tells where conversations are played, `/replay/<key>` what the client with that key did. */
function toldOfReplay(context, next) {
  const [, what] = /^\/replay\/([\w-]+)$/.exec(context.path) ?? [];
  if (!what) return next();
  context.body = what === 'address' ? { address: replayAddress } : (replay.played(what) ?? {});
  return undefined;
}

/**
 * Forwards requests for the demo server, so that pages reach it under the test server's own origin. `/status/403` answers
 * with that status.
 */
async function toDemoServer(context, next) {
  const status = /^\/status\/(\d+)$/.exec(context.path);
  if (status) {
    context.status = Number(status[1]);
    return undefined;
  }
  if (!/^\/(voice|emulator|shop|replay)\//.test(context.path)) return next();
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
  if (RELAYS && context.path === '/voice/token') {
    context.body = await text(answer);
    // A relay that drains gives no ticket.
    if (answer.statusCode === 200 && method === 'POST') noteCall(url, context.body);
  }
  if (RELAYS && context.path === '/emulator/connections') context.body = withQueries(await text(answer));
}

/** How often `/answer` was called, by the `name` in its query. */
const asked = new Map();

/**
 * A token endpoint whose query says how it answers: `?status=503&retry-after=2`, `?type=text/html&body=…`. With a `name`,
 * a GET returns how often it was called.
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

/** The id of the other build that `mixedBuilds` pretends to have. */
const OTHER = 'ffffffff';

/**
 * `/mixed/<pattern>/<file>` serves dist/ as if a deployment had replaced only some files, or as if a browser's cache had
 * kept some. Files that match the pattern belong to another build; of a chunk that matches, only that build exists.
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

/**
 * What some bundlers do to `new URL('./file.js', import.meta.url)`. The first part of the address selects it; the second
 * names the file.
 */
const MISHAPS = {
  /** The bundler does not copy the file, so the server has none. */
  without: (context) => (context.status = 404),
  /** The same, and the server answers every unknown address with the page of the application. */
  'html-for': (context) => {
    context.type = 'html';
    context.body = '<!doctype html><title>The application</title>';
  },
  /** And the server says nothing, until the browser has had enough. */
  silence: (context) => new Promise((resolve) => context.req.once('close', resolve)),
  /** The file runs as in a browser of the oldest versions in docs/browsers.md. */
  older: async (context, next) => {
    await next();
    context.body = `delete URL.canParse; delete AbortSignal.any; ${await text(context.body)}`;
  },
  /** It comes when a test asks for `/late-files/<name>`. */
  late: (context, next, name) => lateFile(name).promise.then(next),
};
const lateFiles = new Map();
function lateFile(name) {
  let file = lateFiles.get(name);
  if (!file) {
    lateFiles.set(name, (file = {}));
    file.promise = new Promise((resolve) => (file.resolve = resolve));
  }
  return file;
}

/** Some bundlers replace the expression instead. */
const REWRITTEN = {
  /** Vite replaces a small file by a data URL. */
  'data-for': (code, name) =>
    code.replace(
      new RegExp(`new URL\\("\\./(${name}\\.js)", ?import\\.meta\\.url\\)`),
      (_, file) =>
        `new URL("data:text/javascript;base64,${readFileSync(path.join(root, 'dist', file)).toString('base64')}")`,
    ),
  /** Next.js gives an object that is not a URL and whose address has no origin. */
  relative: (code) => code.replace(/new URL\("\.\/([\w.]+\.js)", ?import\.meta\.url\)/g, '({href:"/dist/$1"})'),
};

async function mishaps(context, next) {
  const [, late] = /^\/late-files\/([\w.-]+)$/.exec(context.path) ?? [];
  if (late) {
    lateFile(late).resolve();
    context.body = '';
    return undefined;
  }
  const [, kind, name, rest] = /^\/([\w-]+)\/([\w.-]+)(\/(?:dist|node_modules|__wds).*)$/.exec(context.path) ?? [];
  if (!(kind in MISHAPS || kind in REWRITTEN)) return next();
  if (kind in MISHAPS && rest.includes(name)) {
    context.url = rest;
    return void (await MISHAPS[kind](context, next, name));
  }
  context.url = rest;
  await next();
  if (kind in REWRITTEN && rest.startsWith('/dist/index'))
    context.body = REWRITTEN[kind](await text(context.body), name);
  return undefined;
}

const text = async (body) => {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return String(body);
  const pieces = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

/** The package bundled by esbuild as one classic script, in which `import.meta.url` is empty. */
let iife;
const bundledByEsbuild = () =>
  (iife ??= esbuild({
    entryPoints: [path.join(root, 'dist/index.js')],
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'silent',
  }).then(({ outputFiles }) => outputFiles[0].text));

/** Serves the files that sites embed exactly as they were built; the plugins of the test server would rewrite them. */
async function asBuilt(context, next) {
  const file = /^\/dist\/((?:voice-live-agent|\w+\.work|locales\/).*\.js)$/.exec(context.path)?.[1];
  if (!file) return next();
  context.type = 'js';
  context.body = await readFile(path.join(root, 'dist', path.normalize(file)));
  return undefined;
}

/** Host pages in React: the bundled script, and the HTML that a React server renders. Each is made when first requested. */
async function reactHosts(context, next) {
  const [, version, kind] = /^\/dist\/react-(18|19)\.(js|html)$/.exec(context.path) ?? [];
  if (!version) return next();
  context.type = kind;
  context.body = await (kind === 'js' ? reactInBrowser(version) : reactOnServer(version));
  return undefined;
}

/** Browsers request an icon for every page. */
function noIcon(context, next) {
  if (context.path !== '/favicon.ico') return next();
  context.status = 204;
  return undefined;
}

const emptyLit = bundle(
  "import { html, LitElement } from 'lit';" +
    "customElements.define('empty-lit', class extends LitElement { render() { return html``; } });",
);

/** The product's time limits are 5 s and longer. */
const QUICK_TIMERS = `const { setTimeout } = globalThis;
globalThis.setTimeout = (run, ms, ...more) => setTimeout(run, ms >= 5000 ? ms / 10 : ms, ...more);`;

async function hostPages(context, next) {
  if (context.path === '/pages/quick-timers.js') {
    context.type = 'js';
    context.body = QUICK_TIMERS;
    return undefined;
  }
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
  const page = hostPage(/^\/pages\/(.+)\.html$/.exec(context.path)?.[1], address.origin);
  if (!page) return next();
  context.set('content-security-policy', page.policy);
  context.type = 'html';
  context.body = page.html;
  return undefined;
}

/** In the order in which they see a request. */
export const middleware = [
  ...[noIcon, mishaps, reactHosts, mixedBuilds, asBuilt, hostPages, answerAsAsked, toldOfReplay, toDemoServer],
];
