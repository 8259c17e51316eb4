/**
 * Acts as a visitor: opens the widget, types, switches to German, speaks. Each step is a separate check, so that the table
 * shows which of them fail.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { ElementHandle, Page } from 'puppeteer-core';
import type {} from '../../../src/index.js'; // types the tag
import { complaintsOf, isForgiven, openBrowser } from './browser.js';
import type { App, Way } from './app.js';
import type { Front } from './front.js';
import { weigh } from './weigh.js';

export type CheckName =
  'element' | 'text' | 'session' | 'listener' | 'updates' | 'german' | 'voice' | 'diagnose' | 'console' | 'requests';

export interface Check {
  readonly check: CheckName;
  /** the error; undefined when the check passed */
  readonly failed: string | undefined;
}

export interface Visit {
  readonly checks: readonly Check[];
  /** `script-src` of the policy, with `worker-src` if there is one */
  readonly scriptSrc: string;
  /** kB of brotli-compressed scripts: at load, and after a typed turn with a tool */
  readonly atLoad: number;
  readonly afterTurn: number;
}

/** The temperature that every app sets by the property `session`. It shows whether the property reached the element. */
const TEMPERATURE = 0.7;
/** Most session updates in a visit. An app that renders on every event must not cause one each time. */
const MOST_UPDATES = 6;
/** Timeout of a step. Shared machines are slow; on an idle one a step takes a second or two. */
const PATIENCE_MS = 30_000;
const IMPATIENCE_MS = 8_000;

interface Noted {
  readonly name: string;
  readonly detail: {
    readonly role?: string;
    readonly final?: boolean;
    readonly text?: string;
    readonly state?: string;
    readonly output?: string;
  };
}
declare const noted: Noted[];

/** Records the agent's events on the document, which they all reach. */
function noteEvents(): void {
  const seen: Noted[] = [];
  Object.assign(globalThis, { noted: seen });
  for (const name of ['vla-state', 'vla-transcript', 'vla-tool-result', 'vla-error'])
    document.addEventListener(name, (event) => seen.push({ name, detail: (event as CustomEvent).detail }), true);
}

export async function visit(app: App, way: Way, front: Front, note: (line: string) => void): Promise<Visit> {
  const browser = await openBrowser();
  const checks: Check[] = [];
  const check = async (name: CheckName, look: () => Promise<void>): Promise<void> => {
    const failed = await look().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    checks.push({ check: name, failed });
    note(`${failed === undefined ? 'ok' : 'FAILED'} ${name}${failed === undefined ? '' : `: ${failed}`}`);
  };
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1000, height: 800 });
    const complaints = complaintsOf(page, way);
    await page.evaluateOnNewDocument(noteEvents);
    const answer = await page.goto(`${front.address}${way.page ?? '/'}`, {
      waitUntil: 'networkidle0',
      timeout: 60_000,
    });
    const scriptSrc =
      /script-src ([^;]*(?:; worker-src [^;]*)?)/.exec(answer?.headers()['content-security-policy'] ?? '')?.[1] ?? '';
    await check('element', () => defined(page));
    const atLoad = way.dev ? 0 : weigh(front.sent);
    await check('text', () => typedTurn(page, app.name));
    const afterTurn = way.dev ? 0 : weigh(front.sent);
    await check('session', () => sessionTold(front));
    await check('listener', () => listenerHeard(page));
    await check('german', () => german(page));
    await check('voice', () => spokenTurn(page));
    await check('updates', () => fewUpdates(front));
    await check('diagnose', () => diagnosed(page, note));
    await check('console', () => none([...complaints.page.map((line) => `uncaught: ${line}`), ...complaints.console]));
    await check('requests', () => none([...refused(front, way), ...complaints.requests]));
    return { checks, scriptSrc, atLoad, afterTurn };
  } finally {
    await browser.close();
  }
}

const AGENT = 'voice-live-agent';

async function defined(page: Page): Promise<void> {
  await find(page, '[part~=launcher]', 'the tag was not defined, or shows no launcher');
}

async function typedTurn(page: Page, name: string): Promise<void> {
  await press(page, '[part~=launcher]', 'no launcher');
  await find(page, '[part~=panel]:not([inert])', 'the panel did not open');
  await press(page, 'textarea', 'no composer to type in');
  await page.keyboard.type('weather in Paris');
  await page.keyboard.press('Enter');
  await until(
    page,
    'the answer of the app’s tool',
    (events, word) => events.some(({ name, detail }) => name === 'vla-tool-result' && detail.output?.includes(word)),
    name,
  );
  await until(page, 'an answer in writing', agentSaid);
}

const agentSaid = (events: readonly Noted[]): unknown =>
  events.some(
    ({ name, detail }) => name === 'vla-transcript' && detail.role === 'agent' && detail.final && detail.text,
  );

/** Checks that the property `session` reached the service. */
async function sessionTold({ emulator }: Front): Promise<void> {
  const told = emulator.connections.flatMap(({ log }) => log.entries).filter(({ type }) => type === 'session.update');
  if (told.length === 0) throw new Error('no session.update reached the service');
  const temperatures = told.map(({ event }) => (event['session'] as { temperature?: number }).temperature);
  if (!temperatures.includes(TEMPERATURE))
    throw new Error('the property `session` was lost: its temperature was never told');
}

/** Checks the app's event listener, written in the framework's syntax: it puts the agent's words into #said. */
async function listenerHeard(page: Page): Promise<void> {
  const heard = (): string | undefined =>
    noted.findLast(({ name, detail }) => name === 'vla-transcript' && detail.role === 'agent' && detail.final)?.detail
      .text;
  const last = await page.evaluate(heard);
  const said = `document.querySelector('#said')?.textContent.trim()`;
  // frameworks may render later
  await page.waitForFunction(`${said} === ${JSON.stringify(last)}`, { timeout: 5000 }).catch(() => undefined);
  const read = await page.evaluate(said);
  if (!last || read !== last) {
    throw new Error(`the app heard ${JSON.stringify(read)}, the document ${JSON.stringify(last)}`);
  }
}

async function german(page: Page): Promise<void> {
  await page.evaluate(() => (document.documentElement.lang = 'de'));
  await find(page, '[part~=launcher][aria-label="Sprechen Sie mit uns"]', 'the launcher does not speak German');
  await find(page, 'textarea[placeholder="Nachricht schreiben"]', 'the composer does not speak German');
}

async function spokenTurn(page: Page): Promise<void> {
  await page.evaluate(() => void (noted.length = 0));
  await press(page, '[part~=mic]', 'no button that starts a call');
  await until(page, 'the visitor’s words', (events) =>
    events.some(
      ({ name, detail }) => name === 'vla-transcript' && detail.role === 'user' && detail.final && detail.text,
    ),
  );
  await until(page, 'the agent’s voice (state speaking)', (events) =>
    events.some(({ name, detail }) => name === 'vla-state' && detail.state === 'speaking'),
  );
  await until(page, 'the agent’s words', agentSaid);
  await press(page, '[part~=end]', 'no button that ends the call');
  await until(page, 'the end of the call', (events) =>
    events.some(({ name, detail }) => name === 'vla-state' && detail.state === 'ended'),
  );
}

async function fewUpdates({ emulator }: Front): Promise<void> {
  for (const { log } of emulator.connections) {
    const count = log.entries.filter(({ type }) => type === 'session.update').length;
    if (count > MOST_UPDATES) throw new Error(`${count} session.update events in one conversation`);
  }
}

async function diagnosed(page: Page, note: (line: string) => void): Promise<void> {
  const found = await page.$eval(AGENT, async (element) => element.diagnose());
  for (const { check, ok, detail } of found) note(`   ${ok ? 'ok' : 'NO'} ${check}: ${detail}`);
  await none(found.filter(({ ok }) => !ok).map(({ check, detail }) => `${check}: ${detail}`));
}

const refused = ({ sent }: Front, way: Way): string[] =>
  sent
    .filter(({ status, path }) => status >= 400 && !isForgiven(way, path))
    .map(({ status, path }) => `${status} ${path}`);

async function none(complaints: readonly string[]): Promise<void> {
  if (complaints.length > 0) throw new Error([...new Set(complaints)].slice(0, 12).join('\n'));
}

/** Polls the agent's shadow roots for an element, because no event reports changes in them. */
async function find(page: Page, selector: string, otherwise: string): Promise<ElementHandle> {
  for (const until = Date.now() + patience(page); Date.now() < until; await wait(100)) {
    const found = await page.$(`${AGENT} >>> ${selector}`).catch(() => null);
    if (found) return found;
  }
  throw new Error(failedOn(page, otherwise));
}

/** Clicks an element when it no longer moves. */
async function press(page: Page, selector: string, otherwise: string): Promise<void> {
  const found = await find(page, selector, otherwise);
  const until = Date.now() + patience(page);
  let before = '';
  for (let now = 'null'; now === 'null' || now !== before; await wait(100)) {
    if (Date.now() > until)
      throw new Error(failedOn(page, `${otherwise}: ${selector} is there, and not to be clicked`));
    before = now;
    now = JSON.stringify(await found.boundingBox());
  }
  await found.click();
}

/** Waits until the recorded events fulfil a condition. The error of a timeout lists the faults that occurred. */
async function until(
  page: Page,
  what: string,
  fits: (events: readonly Noted[], word: string) => unknown,
  word = '',
): Promise<void> {
  const look = `(${fits.toString()})(globalThis.noted ?? [], ${JSON.stringify(word)})`;
  const came = await page.waitForFunction(look, { timeout: patience(page), polling: 100 }).catch(() => undefined);
  if (came) return;
  const faults = await page.evaluate(() =>
    noted
      .filter(({ name }) => name === 'vla-error' || name === 'vla-state')
      .map(({ detail }) => JSON.stringify(detail)),
  );
  throw new Error(failedOn(page, `did not come: ${what}. Seen: ${faults.join(' ').slice(0, 500)}`));
}

/** Pages on which a wait has failed. Their further waits have a shorter timeout. */
const failing = new WeakSet<Page>();
const patience = (page: Page): number => (failing.has(page) ? IMPATIENCE_MS : PATIENCE_MS);

function failedOn(page: Page, message: string): string {
  failing.add(page);
  return message;
}
