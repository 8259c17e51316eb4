/** Takes the pictures of the README from the running demo. Run: npm run screenshots */
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { createDemoServer, listen } from '../demo/server/demo-server.ts';
import type {} from '../src/index.ts'; // the type of the tag

const out = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
const wav = fileURLToPath(new URL('../test/fixtures/spoken.wav', import.meta.url));
await mkdir(out, { recursive: true });

const { server, emulator } = createDemoServer({ kind: 'emulator' });
const address = await listen(server, 0);
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--autoplay-policy=no-user-gesture-required',
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${wav}%noloop`,
  ],
});

const wait = (s: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, s * 1000));

/** Pages use the system's font, which differs from machine to machine. The pictures use this one. */
const font = await readFile(
  new URL('../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', import.meta.url),
);
const LETTERS = `@font-face { font-family: Pictured; font-weight: 100 900;
    src: url(data:font/woff2;base64,${font.toString('base64')}); }
  :root { --sans: Pictured, sans-serif !important; }
  body, voice-live-agent { font-family: Pictured, sans-serif; }`;

interface View {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly path?: string;
}

/** Opens a page, brings it into the state that the picture shows, and takes the picture. */
async function picture(
  name: string,
  { width, height, scheme, path = '/shop/' }: View,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage();
  await page.setBypassCSP(true);
  await page.setViewport({ width, height, deviceScaleFactor: 1 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(`${address}${path}`);
  await page.addStyleTag({ content: LETTERS });
  await page.waitForSelector('voice-live-agent:defined');
  await act(page);
  await page.screenshot({ path: `${out}${name}.png` });
  await page.close();
}

const call = async (page: Page): Promise<void> => {
  await page.$eval('voice-live-agent', async (agent) => {
    agent.greeting = '';
    agent.show();
    await agent.start();
  });
  await page.waitForSelector('voice-live-agent[state=speaking]');
  await wait(1);
};

await picture('shop', { width: 1280, height: 800, scheme: 'light' }, call);
await picture('phone', { width: 390, height: 844, scheme: 'dark' }, call);
await picture('themes', { width: 1280, height: 1090, scheme: 'light', path: '/themes' }, async (page) => {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('voice-live-agent')].every((agent) =>
        agent.shadowRoot!.querySelector('vla-inline'),
      ),
    { polling: 100 },
  );
  for (const agent of (await page.$$('voice-live-agent')).slice(1)) {
    await agent.evaluate((element) => element.sendText('hello'));
    await page.waitForFunction(
      (element) => element.messages.at(-1)?.role === 'agent' && element.messages.at(-1)!.final,
      { polling: 100 },
      agent,
    );
  }
});

await browser.close();
emulator?.close();
server.closeAllConnections();
server.close();
