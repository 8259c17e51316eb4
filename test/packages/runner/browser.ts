/** A fresh Chromium per visit, whose microphone is a spoken file, and all it complains about. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, type Browser, type ConsoleMessage, type Page } from 'puppeteer-core';

const CHROMIUM =
  process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file)) ?? '';
const SPOKEN = fileURLToPath(new URL('../../fixtures/spoken.wav', import.meta.url));

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=en-US',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${SPOKEN}%noloop`,
];

export function openBrowser(): Promise<Browser> {
  if (!CHROMIUM) throw new Error('No Chromium was found: install it (Debian: chromium) or set CHROMIUM to its path.');
  return launch({ executablePath: CHROMIUM, headless: true, args: ARGS });
}

export interface Complaints {
  /** warnings and errors of the console */
  readonly console: string[];
  /** errors that nobody caught */
  readonly page: string[];
  /** requests that failed in the browser; those that are cut off on purpose are none */
  readonly requests: string[];
}

/** Collects from now on what goes wrong on a page, its workers and worklets. */
export function complaintsOf(page: Page, expected: readonly string[]): Complaints {
  const complaints: Complaints = { console: [], page: [], requests: [] };
  page.on('console', (message) => {
    if (!/^(error|warn|assert)$/.test(message.type())) return;
    if (!expected.some((beginning) => message.text().startsWith(beginning))) complaints.console.push(told(message));
  });
  page.on('pageerror', (error) => complaints.page.push(error instanceof Error ? error.message : String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') complaints.requests.push(`${why} ${request.url().slice(0, 200)}`);
  });
  return complaints;
}

const told = (message: ConsoleMessage): string =>
  `${message.type()}: ${message.text().slice(0, 600)} (${message.location().url?.slice(0, 200) ?? ''})`;
