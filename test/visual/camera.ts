/** Takes the pictures: a browser, fonts that are the same everywhere, nothing that moves. */
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launch, type Browser, type Page } from 'puppeteer-core';
import type { Cell } from './page.js';
import { blank, put, readPng, type Picture } from './png.js';
import type { Variant } from './scenes.js';
import type { Mode, Sheet } from './sheets.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const CHROMIUM =
  process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file)) ?? '';
/** Of a cell, in px; and how many stand in a row. */
const WIDTH: Readonly<Record<Variant, number>> = {
  floating: 400,
  inline: 300,
  compact: 380,
  parts: 380,
  launcher: 240,
};
const SIDE_BY_SIDE: Readonly<Record<Variant, number>> = { floating: 6, inline: 7, compact: 4, parts: 4, launcher: 6 };

/** A picture of many scenes, and where each is in it. */
export interface Taken {
  readonly picture: Picture;
  readonly cells: readonly Cell[];
}

interface Stage {
  show(variant: string, language: string, names: readonly string[], look?: string): Promise<readonly Cell[]>;
  names(variant: string): readonly string[];
  rest(): Promise<void>;
}
declare const visual: Stage;

const FONTS = [
  ['inter', 'inter-latin-wght-normal', 'U+0000-05FF, U+2000-2BFF'],
  ['noto-sans-arabic', 'noto-sans-arabic-arabic-wght-normal', 'U+0600-06FF, U+0750-077F, U+FB50-FDFF, U+FE70-FEFF'],
] as const;

async function fontFaces(): Promise<string> {
  const faces = FONTS.map(async ([folder, file, range]) => {
    const bytes = await readFile(`${root}node_modules/@fontsource-variable/${folder}/files/${file}.woff2`);
    return `@font-face { font-family: Pictured; font-weight: 100 900; unicode-range: ${range};
      src: url(data:font/woff2;base64,${bytes.toString('base64')}); }`;
  });
  return (await Promise.all(faces)).join('\n');
}

const SHEET_STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 Pictured; }
  body { display: flex; flex-wrap: wrap; gap: 8px; align-items: start; margin: 0; padding: 8px;
    background: light-dark(#e9e9ee, #000); }
  .cell { position: relative; contain: layout; }
  .floating .cell { inline-size: ${WIDTH.floating}px; block-size: 644px; --vla-offset: 8px; }
  .inline .cell { inline-size: ${WIDTH.inline}px; block-size: 420px; }
  .launcher .cell { inline-size: ${WIDTH.launcher}px; block-size: 88px; --vla-offset: 16px; }
  .compact .cell { inline-size: ${WIDTH.compact}px; }
  .parts .cell { display: grid; grid-template-columns: 96px 96px 1fr; gap: 12px; align-items: center;
    inline-size: ${WIDTH.parts}px; }
  .parts .cell > * { max-inline-size: 100%; }
  vla-bar { min-inline-size: 0; }
  .alone { display: block; padding: 0; }
  .alone .cell { inline-size: 100%; block-size: 100dvh; --vla-offset: 8px; }`;

const CANARY = `<p style="font-size:13px">Sphinx of black quartz, judge my vow. 0123456789 ÄÖÜß éñ</p>
  <p style="font-size:22px;font-weight:650">Sphinx of black quartz, judge my vow.</p>
  <p style="font-size:15px" dir="rtl">نصّ حكيم له سرّ قاطع وذو شأن عظيم</p>
  <p style="font-size:16px;font-weight:600" dir="rtl">مكتوب على ثوب أخضر ومغلّف بجلد أزرق</p>
  <select style="font:inherit;inline-size:200px;block-size:44px"><option>Headset</option></select>
  <input type="range" style="inline-size:200px" value="30"> <input type="checkbox" checked>
  <div style="inline-size:300px;block-size:80px;border-radius:20px;box-shadow:0 8px 24px rgb(0 0 0/.3);
    background:radial-gradient(circle at 30% 120%, #024, #09f 60%, #cdf)"></div>`;

export class Camera {
  readonly #browser: Browser;
  readonly #script: string;
  readonly #style: string;

  private constructor(browser: Browser, script: string, style: string) {
    this.#browser = browser;
    this.#script = script;
    this.#style = style;
  }

  static async open(): Promise<Camera> {
    const { outputFiles } = await build({
      absWorkingDir: root,
      entryPoints: ['test/visual/page.ts'],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'visual',
      target: 'es2022',
      conditions: ['production'],
      alias: { '@open-wc/testing': './test/visual/no-fixture.ts' },
      logLevel: 'error',
      logOverride: { 'empty-import-meta': 'silent' },
    });
    const browser = await launch({
      executablePath: CHROMIUM,
      // Letters and colours as little as possible as the machine would have them.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--hide-scrollbars',
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--force-color-profile=srgb',
        '--force-device-scale-factor=1',
      ],
    });
    return new Camera(browser, outputFiles[0]!.text, `${await fontFaces()}${SHEET_STYLE}`);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  async #page(scheme: string, forced = false): Promise<Page> {
    const page = await this.#browser.newPage();
    page.on('pageerror', (error) => {
      throw error;
    });
    const features = [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'forced-colors', value: forced ? 'active' : 'none' },
    ];
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features });
    await page.setContent('<!doctype html><title>Pictures</title><body></body>');
    await page.addStyleTag({ content: this.#style });
    return page;
  }

  /** What tells whether this machine draws as the one that drew the approved pictures. */
  async canary(): Promise<Taken> {
    const page = await this.#page('light');
    await page.setViewport({ width: 480, height: 400 });
    await page.$eval('body', (body, markup) => (body.innerHTML = markup), CANARY);
    await page.evaluate(async () => document.fonts.ready);
    const picture = await shoot(page);
    await page.close();
    return { picture, cells: [{ name: 'letters', x: 0, y: 0, width: 480, height: 400 }] };
  }

  async take({ variant, mode }: Sheet): Promise<Taken> {
    const page = await this.#page(mode.scheme, mode.forced);
    await page.addScriptTag({ content: this.#script });
    const all = await page.evaluate((name) => visual.names(name), variant);
    const names = all.filter((name) => mode.only?.includes(name) ?? true);
    const taken = await (mode.window ? alone(page, variant, mode, names) : together(page, variant, mode, names));
    await page.close();
    return taken;
  }
}

/** All scenes on one page. */
async function together(page: Page, variant: string, mode: Mode, names: readonly string[]): Promise<Taken> {
  const width = 8 + SIDE_BY_SIDE[variant as Variant] * (WIDTH[variant as Variant] + 8);
  await page.setViewport({ width, height: 900 });
  const cells = await page.evaluate((...all) => visual.show(...all), variant, mode.language, names);
  await page.setViewport({ width, height: 8 + Math.max(...cells.map(({ y, height }) => y + height)) });
  await page.evaluate(() => visual.rest());
  return { picture: await shoot(page), cells };
}

/** Each scene in a window of its own, put together afterwards. */
async function alone(page: Page, variant: string, mode: Mode, names: readonly string[]): Promise<Taken> {
  const { width, height } = mode.window!;
  await page.setViewport({ width, height });
  const columns = Math.min(names.length, SIDE_BY_SIDE[variant as Variant]);
  const sheet = blank(columns * (width + 8) + 8, Math.ceil(names.length / columns) * (height + 8) + 8);
  const cells: Cell[] = [];
  for (const [at, name] of names.entries()) {
    await page.evaluate((...all) => visual.show(...all), variant, mode.language, [name], 'alone');
    const x = 8 + (at % columns) * (width + 8);
    const y = 8 + Math.floor(at / columns) * (height + 8);
    put(await shoot(page), sheet, x, y);
    cells.push({ name, x, y, width, height });
  }
  return { picture: sheet, cells };
}

/** The page has told that it is at rest. */
const shoot = async (page: Page): Promise<Picture> => readPng(await page.screenshot({ optimizeForSpeed: true }));
