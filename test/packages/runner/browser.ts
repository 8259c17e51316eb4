/** Starts a new Chromium per visit, with an audio file as its microphone, and collects its warnings and errors. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch, type Browser, type ConsoleMessage, type Page } from 'puppeteer-core';
import type { Way } from './app.js';

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
  /** uncaught errors */
  readonly page: string[];
  /** requests that failed, without those that were aborted on purpose */
  readonly requests: string[];
}

/** Addresses of the worker and the worklets; a build may add a hash to their names. */
const SCRIPT_FILE = /\/(engine|sound|capture|playback)\.work(er|let)\b[^/]*$/;

/** Whether a request may fail: only those for scripts that the bundler does not copy. */
export const isForgiven = (way: Way, url: string): boolean =>
  way.scriptsInside === true && SCRIPT_FILE.test(url.split('?')[0] ?? '');

/** In that case the agent warns once per file that it uses the copy in its bundle; see docs/hosting.md. */
const FROM_INSIDE =
  /^<voice-live-agent>: \S*(?:engine\.worker|(?:sound|capture|playback)\.worklet)\S* .*The copy inside the package is used\./;

/** Collects the errors of a page, its workers and its worklets from now on. */
export function complaintsOf(page: Page, way: Way): Complaints {
  const complaints: Complaints = { console: [], page: [], requests: [] };
  page.on('console', (message) => {
    if (!/^(error|warn|assert)$/.test(message.type())) return;
    if (way.expected?.some((beginning) => message.text().startsWith(beginning))) return;
    if (message.text().startsWith('Failed to load resource') && isForgiven(way, message.location().url ?? '')) return;
    if (way.scriptsInside && FROM_INSIDE.test(message.text())) return;
    complaints.console.push(told(message));
  });
  page.on('pageerror', (error) => complaints.page.push(error instanceof Error ? error.message : String(error)));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why === 'net::ERR_ABORTED' || isForgiven(way, request.url())) return;
    complaints.requests.push(`${why} ${request.url().slice(0, 200)}`);
  });
  return complaints;
}

const told = (message: ConsoleMessage): string =>
  `${message.type()}: ${message.text().slice(0, 600)} (${message.location().url?.slice(0, 200) ?? ''})`;
