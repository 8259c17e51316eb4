/** Opens every demo page in a browser. It must answer "hello", without errors, policy violations or findings of axe. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { createDemoServer, listen, type DemoServer } from '../../demo/server/demo-server.js';
import { idOfCreated, readLines } from '../helpers/pure/recorded.js';
import type {} from '../../src/index.js';

const PAGES = [
  '/shop/',
  '/help',
  '/kiosk',
  '/voice-agent',
  '/headless',
  '/parts',
  '/themes',
  '/themes?lang=ar',
  '/react',
  '/vue',
];
/** It has an agent once a recording is chosen; replay.test.ts plays one. */
const WITHOUT_AGENT = ['/replay'];
const CHROMIUM =
  process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file)) ?? '';
const AXE = fileURLToPath(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url));

interface AxeWindow {
  readonly axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
}

/** A conversation of the fixtures as a recording. */
async function recordingOf(name: string): Promise<object> {
  const lines = readLines(await readFile(`test/fixtures/conversations/${name}.jsonl`, 'utf8'));
  const frames = lines.map(({ dir: kind, event }, i) => {
    // The element names the items that it sends.
    const id = kind === 'sent' && event.type === 'conversation.item.create' ? idOfCreated(lines, i) : undefined;
    const frame = id ? { ...event, item: { ...(event['item'] as object), id } } : event;
    return { at: 10 * i, kind, line: 1, frame };
  });
  const entries = [{ at: 0, kind: 'start', mode: 'text' }, { at: 0, kind: 'opened', line: 1 }, ...frames];
  return { format: 'voice-live-agent/recording', version: 1, level: 'words', build: '', exportedAt: '', entries };
}

describe('the pages of the demo', () => {
  let demo: DemoServer;
  let address: string;
  let browser: Browser;

  before(async () => {
    demo = createDemoServer({ kind: 'emulator' });
    address = await listen(demo.server, 0);
    browser = await launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--autoplay-policy=no-user-gesture-required',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
      ],
    });
  });

  after(async () => {
    await browser?.close();
    demo.emulator?.close();
    demo.server.closeAllConnections();
    demo.server.close();
  });

  /** Opens a page and runs `act`. Fails if the console has warnings, errors or policy violations, or if a request failed. */
  async function visit(path: string, act: (page: Page) => Promise<void>, server = address): Promise<void> {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('response', (answer) => {
      if (answer.status() >= 400) complaints.push(`${answer.status()} ${answer.url()}`);
    });
    try {
      await page.goto(server + path);
      await act(page);
      assert.deepEqual(complaints, []);
    } finally {
      await page.close();
    }
  }

  const axe = async (page: Page): Promise<void> => {
    await page.evaluate(await readFile(AXE, 'utf8'));
    const found = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as AxeWindow).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
    });
    assert.deepEqual(found, []);
  };

  it('are all linked from the first', () =>
    visit('/', async (page) => {
      const links = await page.$$eval('main a', (all) => all.map((link) => new URL(link.href).pathname));
      assert.deepEqual(links.sort(), [...PAGES, ...WITHOUT_AGENT].filter((path) => !path.includes('?')).sort());
      await axe(page);
    }));

  it('share a head and the links to each other, and each marks its own', async () => {
    for (const path of ['/', ...PAGES, ...WITHOUT_AGENT].filter((path) => path !== '/shop/' && !path.includes('?'))) {
      await visit(path, async (page) => {
        const title = await page.title();
        const marked = await page.$$eval('nav [aria-current=page]', (all) =>
          all.map((link) => link.getAttribute('href')),
        );
        const linked = await page.$$eval('nav[aria-label=Demos] a', (all) =>
          all.map((link) => link.getAttribute('href')),
        );
        const heads = await page.$$eval('head > *', (all) => all.map(({ localName }) => localName));
        assert.notEqual(title, '', path);
        assert.deepEqual(marked, [path]);
        assert.deepEqual(
          linked.sort(),
          ['/', ...PAGES, ...WITHOUT_AGENT].filter((other) => !other.includes('?')).sort(),
        );
        assert.deepEqual(heads, ['meta', 'meta', 'title', 'meta', 'meta', 'link', 'link'], path);
      });
    }
  });

  for (const path of PAGES) {
    it(`answer “hello” at ${path}, and break nothing`, () =>
      visit(path, async (page) => {
        await page.waitForSelector('voice-live-agent:defined');
        await axe(page);
        const answer = await page.$eval('voice-live-agent', async (element) => {
          const agent = element;
          const answered = new Promise<string>((resolve) =>
            agent.addEventListener('vla-transcript', ({ detail }) => {
              // A voice agent greets before it answers.
              if (detail.role === 'agent' && detail.final && !detail.text.endsWith('front desk.')) resolve(detail.text);
            }),
          );
          await agent.sendText('hello');
          return answered;
        });
        assert.match(answer, /emulator/i);
        await page.setViewport({ width: 390, height: 844 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.equal(wide, 0, 'it is wider than a phone');
      }));
  }

  it('let the visitor talk at the kiosk with only the space bar', () =>
    visit('/kiosk', async (page) => {
      const button = await page.waitForSelector('vla-mic-button >>> vla-hold >>> button');
      await page.waitForFunction(() => document.activeElement?.localName === 'vla-mic-button');
      await page.keyboard.down(' ');
      await page.waitForSelector('voice-live-agent[state=hearing]');
      assert.equal((await button!.evaluate((held) => held.textContent)).trim(), 'Release to send');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await page.keyboard.up(' ');
      await page.waitForSelector('voice-live-agent[state=speaking]');
    }));

  it('have a form that the agent fills and the visitor sends', () =>
    visit('/help', async (page) => {
      await page.waitForSelector('voice-live-agent:defined');
      await page.$eval('voice-live-agent', (agent) => agent.sendText('hello'));
      await page.waitForFunction(() =>
        performance.getEntriesByType('resource').some(({ name }) => /-html-tools-\w+\.js/.test(name)),
      );
      await page.$eval('voice-live-agent', (agent) => agent.sendText('fill in the form'));
      await page.waitForSelector('form[voice-tool-waiting]');
      assert.equal(await page.$eval('.booking', (form) => (form as HTMLFormElement).checkValidity()), true);
      await axe(page);
      await page.$eval('voice-live-agent', (agent) => {
        agent.addEventListener('vla-transcript', ({ detail }) => {
          if (detail.final && detail.text.includes('has sent the form book_repair')) agent.dataset['told'] = '';
        });
      });
      await page.click('.booking button');
      await page.waitForSelector('[data-told]');
      assert.match(await page.$eval('.booking output', ({ textContent }) => textContent), /Ada/);
    }));

  it('lead to a voice agent through a relay too: it answers, runs a function of the page, hands over, and hangs up', async () => {
    const relayed = createDemoServer({ kind: 'emulator' }, { relay: true });
    const server = await listen(relayed.server, 0);
    const talk = async (page: Page): Promise<void> => {
      await page.waitForSelector('voice-live-agent:defined');
      const say = (text: string) => page.$eval('voice-live-agent', (agent, text) => agent.sendText(text), text);
      const told = (words: string) =>
        page.waitForFunction(
          (words) =>
            document
              .querySelector('voice-live-agent')!
              .messages.some(({ text, final }) => final && text.includes(words)),
          {},
          words,
        );
      const shows = (text: string) =>
        page.waitForFunction((text) => document.getElementById('colleague')!.textContent === text, {}, text);
      await say('hello');
      await told('emulator');
      await shows('You talk with: Front desk');
      await say('call find_bike {"size": 54}');
      await told('found 2');
      await say('billing, please');
      await shows('You talk with: Billing');
      await say('goodbye');
      await shows('The agent hung up.');
    };
    try {
      await visit('/voice-agent', talk, server);
      const [connection] = relayed.emulator!.connections;
      assert.equal(connection!.request.query['structured_input'], undefined, 'the relay made it');
    } finally {
      relayed.emulator?.close();
      relayed.server.closeAllConnections();
      relayed.server.close();
    }
  });

  it('play a recording: the words of its conversation, and a sentence for a file that is none', () =>
    visit('/replay', async (page) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'recording-'));
      const [good, bad] = [path.join(folder, 'good.json'), path.join(folder, 'bad.json')];
      await writeFile(good, JSON.stringify(await recordingOf('typed-turn-written-answer')));
      await writeFile(bad, '{}');
      const input = (await page.$('input[type=file]'))!;
      await input.uploadFile(bad);
      await page.waitForFunction(() => /no recording/.test(document.getElementById('fault')!.textContent));
      await input.uploadFile(good);
      await page.waitForSelector('#play:enabled');
      assert.equal(await page.$eval('#fault', ({ textContent }) => textContent), '');
      await axe(page);
      await page.click('#play');
      await page.waitForFunction(() => {
        const { messages = [] } = document.querySelector('voice-live-agent') ?? {};
        return messages.map(({ text }) => text).join('|') === 'Do you sell tandems?|Yes, two of them.';
      });
      await page.waitForFunction(() => document.getElementById('play')!.textContent === 'Play again');
    }));

  it('show Arabic from right to left', () =>
    visit('/themes?lang=ar', async (page) => {
      await page.waitForFunction(
        () => document.querySelector('voice-live-agent')?.shadowRoot?.querySelector('vla-inline[lang=ar]'),
        { polling: 100 },
      );
      const direction = await page.$eval(
        'voice-live-agent',
        (agent) => getComputedStyle(agent.shadowRoot!.querySelector('vla-inline')!).direction,
      );
      assert.equal(direction, 'rtl');
    }));
});
