/**
 * Runs the tests that need a browser in Chromium: unit tests import the sources, integration tests load the built dist/ and
 * talk to the emulator. The browser's microphone plays a WAV file of a speaking visitor.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { failuresLast } from './helpers/node/failures-last.mjs';
import { heap } from './helpers/node/heap.mjs';
import { networks } from './helpers/node/networks.mjs';
import { noteWorklets, visits } from './helpers/node/page-visits.mjs';
import { PORT, RELAYS } from './helpers/node/through-relay.mjs';
import { demoPort, demoServer, middleware, recordedConversations } from './middleware.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The headless shell is the same engine without the window, and takes half of the processor's time. */
const CHROMIUM =
  process.env.CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file));
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
  // Chromium slows the timers of pages in the background; the pages of the tests are often in the background.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
];

const INTEGRATION = 'test/integration/*.test.ts';
/** The integration tests in two parts that take about as long as each other. */
const [A_TO_L, M_TO_Z] = ['[a-l]', '[m-z]'].map((letters) => `test/integration/${letters}*.test.ts`);
const OF_THE_INTERFACE = 'test/components/ui/**/*.test.ts';
/** What belongs to another runner, or to another browser of this one. */
const ELSEWHERE = ['!test/{built,demo,server,smoke,source}/**', '!test/**/*.pure.test.ts'];

const OTHER_UNITS = ['test/**/*.test.ts', `!${INTEGRATION}`, `!${OF_THE_INTERFACE}`];

const chromium = () =>
  chromeLauncher({ launchOptions: { executablePath: CHROMIUM, headless: true, args: ARGS }, concurrency: 1 });

/**
 * A whole run has two browsers at the same time, since integration tests mostly wait for speech and for the service. With a
 * third one, sound comes too late on two cores. Each browser has a microphone of its own.
 */
const { argv } = process;
const isWholeRun = !RELAYS && argv.includes('test/web-test-runner.config.mjs') && !argv.includes('--files');
/** These compare how quick two ways are, and need the machine for themselves: `npm run test:speed` runs them. */
const ALONE = '!test/integration/{audio-ratios,busy-page,page-footprint}.test.ts';
const GROUPS = {
  groups: [
    { name: 'integration, a to l', files: [A_TO_L, ALONE], browsers: [chromium()] },
    { name: 'integration, m to z', files: [M_TO_Z, ALONE], browsers: [chromium()] },
    { name: 'other units', files: [...OTHER_UNITS, ...ELSEWHERE], browsers: [chromium()] },
    { name: 'units of the interface', files: [OF_THE_INTERFACE, ...ELSEWHERE], browsers: [chromium()] },
  ],
};

export default {
  rootDir: root,
  ...(isWholeRun ? GROUPS : { files: RELAYS ? [INTEGRATION, ALONE] : ['test/**/*.test.ts', ...ELSEWHERE] }),
  ...(PORT && { port: PORT }),
  // 'production' selects Lit as pages get it; 'browser' selects the browser build of the SDK that the figures are compared with.
  nodeResolve: { browser: true, exportConditions: ['browser', 'production'] },
  concurrency: 1,
  concurrentBrowsers: 2,
  browsers: [chromium()],
  middleware: [noteWorklets, ...middleware],
  plugins: [
    demoServer(),
    recordedConversations(),
    visits(),
    heap(),
    networks(demoPort),
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: path.join(root, 'tsconfig.json') }),
  ],
  // A machine with few cores stalls now and then, so a test that failed is tried again. Broken code fails every time.
  // The time limits only end tests that would never end. No test fails because it was slow.
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
