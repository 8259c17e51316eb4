/**
 * `npm run test:browsers`: real calls in Firefox and WebKitGTK, with the servers and pages of the tests in Chromium.
 *
 *   apt-get install -y --no-install-recommends firefox-esr webkit2gtk-driver xvfb pulseaudio pulseaudio-utils gstreamer1.0-plugins-good
 *
 * `BROWSERS=firefox` runs it in one browser. A browser that is not installed is a failure, and with `IF_INSTALLED=1` only
 * a line. Other tests run in these browsers too: `BROWSERS=firefox npm run test:browsers -- --files test/integration/conversation.test.ts`.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Desk, DESK_PROGRAMS } from './helpers/node/browser-desk.mjs';
import { browserTable } from './helpers/node/browser-table.mjs';
import { FIREFOX, firefoxLauncher } from './helpers/node/firefox-launcher.mjs';
import { MINI_BROWSER, WEBKIT_DRIVER, WebKitLauncher } from './helpers/node/webkit-launcher.mjs';
import base from './web-test-runner.config.mjs';

const BROWSERS = {
  firefox: {
    name: 'Firefox',
    needs: [[FIREFOX, 'firefox-esr']],
    launcher: firefoxLauncher,
  },
  webkit: {
    name: 'WebKitGTK',
    needs: [
      [WEBKIT_DRIVER, 'webkit2gtk-driver'],
      [MINI_BROWSER, 'webkit2gtk-driver'],
    ],
    launcher: (desk) => new WebKitLauncher(desk),
  },
};

/** Debian's packages that are not installed. */
const missing = (needs) => [...new Set(needs.flatMap(([file, debian]) => (file && existsSync(file) ? [] : [debian])))];

const chosen = [];
let lacking = false;
for (const key of process.env.BROWSERS?.split(',') ?? Object.keys(BROWSERS)) {
  const browser = BROWSERS[key];
  if (!browser) throw new Error(`BROWSERS knows ${Object.keys(BROWSERS).join(', ')}, and not ${key}`);
  const packages = missing([...browser.needs, ...DESK_PROGRAMS]);
  if (packages.length === 0) chosen.push(browser);
  else {
    lacking = true;
    const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
    console.log(`${browser.name}: NOT TESTED, because this machine lacks what this brings: ${install}`);
  }
}
if (lacking && process.env.IF_INSTALLED !== '1') {
  console.error('This is a failure. IF_INSTALLED=1 tests only in what is installed.');
  process.exit(1);
}
if (chosen.length === 0) process.exit(0);

const WAV = path.join(base.rootDir, 'test/fixtures/spoken.wav');
const desk = new Desk();
await desk.plugInSound();

/** The visitor speaks whenever a test asks for it. */
function speak(context, next) {
  if (context.path !== '/visitor/speaks') return next();
  desk.speak(WAV);
  context.status = 204;
  return undefined;
}

export default {
  ...base,
  files: ['test/smoke/*.test.ts'],
  browsers: chosen.map(({ launcher }) => launcher(desk)),
  concurrentBrowsers: 1, // they share one microphone
  middleware: [speak, ...base.middleware],
  reporters: [...base.reporters, browserTable(chosen.map(({ name }) => name))],
  coverage: false,
  // A page that hangs, as a browser's fault can make it, ends the run soon and not after the 15 minutes of the large suite.
  testFramework: { config: { timeout: 60_000, retries: 1 } },
  testsFinishTimeout: 300_000,
};
