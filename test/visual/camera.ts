/** Takes the screenshots: it starts a browser with fixed fonts, and with the clock and all animations stopped. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { CANARIES, canaryCells, canarySize } from './canary.js';
import { fontFaces, serveFonts } from './fonts.js';
import type { Cell } from './page.js';
import { blank, put, readPng, type Picture } from './png.js';
import type { Variant } from './scenes.js';
import type { Mode, Sheet } from './sheets.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const CHROMIUM =
  process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file)) ?? '';
/** Timeout of the browser's commands. It is long, because machines may be slow and the screenshots are large. */
const PATIENCE_MS = 300_000;
/** Width of a cell in px. */
const WIDTH: Readonly<Record<Variant, number>> = {
  floating: 400,
  inline: 300,
  compact: 380,
  parts: 380,
  launcher: 240,
};
/** Cells per row. */
const SIDE_BY_SIDE: Readonly<Record<Variant, number>> = { floating: 6, inline: 7, compact: 4, parts: 4, launcher: 6 };

/** A screenshot of many scenes, and the position of each. */
export interface Taken {
  readonly picture: Picture;
  readonly cells: readonly Cell[];
}

interface Stage {
  show(variant: string, language: string, names: readonly string[], look?: string): Promise<readonly Cell[]>;
  names(variant: string): readonly string[];
  rest(): Promise<void>;
  fontsLoaded(): Promise<void>;
}
declare const visual: Stage;

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
  .alone .cell { inline-size: 100%; block-size: 100dvh; --vla-offset: 8px; }
  .canary { display: block; }
  .canary > * { margin: 0 0 8px; }`;

/** Makes fonts, colours and edges render the same on every machine, as far as flags can. */
const ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--lang=en-US',
  '--hide-scrollbars',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--force-raster-color-profile=srgb',
  '--force-device-scale-factor=1',
  // Rendering must not depend on the graphics card or on optional CPU instructions.
  '--disable-gpu',
  '--disable-skia-runtime-opts',
  // On a slow machine, images must not be painted late, and no tile may keep pixels of an earlier frame.
  '--disable-checker-imaging',
  '--disable-partial-raster',
];

/** Rendering must not depend on the machine's time zone, locale or browser flags. */
const ENVIRONMENT = { TZ: 'UTC', LANG: 'C.UTF-8', LANGUAGE: '', LC_ALL: 'C.UTF-8', CHROMIUM_FLAGS: '' };

/** Changes of the run that must not change any screenshot. */
export interface Trial {
  /** Takes all screenshots in the opposite order. */
  readonly reversed: boolean;
  /** Delay of the fonts in ms. With 0 they are loaded before the scenes are shown. */
  readonly fontsMs: number;
}

/** Replaces the worker and worklet scripts by empty text: screenshots do not need them, and only a build has them. */
const withoutScripts: Plugin = {
  name: 'without-scripts',
  setup(bundle) {
    bundle.onResolve({ filter: /\?inline$/ }, ({ path }) => ({ path, namespace: 'inline' }));
    bundle.onLoad({ filter: /.*/, namespace: 'inline' }, () => ({ contents: '', loader: 'text' }));
  },
};

export class Camera {
  readonly #browser: Browser;
  readonly #script: string;
  readonly #trial: Trial;

  private constructor(browser: Browser, script: string, trial: Trial) {
    this.#browser = browser;
    this.#script = script;
    this.#trial = trial;
  }

  static async open(trial: Trial): Promise<Camera> {
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
      // The package's "sideEffects" names files of dist/ alone; here the elements come from src/.
      ignoreAnnotations: true,
      plugins: [withoutScripts],
      logLevel: 'error',
      logOverride: { 'empty-import-meta': 'silent' },
    });
    const browser = await launch({
      executablePath: CHROMIUM,
      args: ARGS,
      env: { ...process.env, ...ENVIRONMENT },
      protocolTimeout: PATIENCE_MS,
      timeout: PATIENCE_MS,
    });
    return new Camera(browser, outputFiles[0]!.text, trial);
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  /** The browser's version, such as `Chrome/156.0.8078.108`. */
  version(): Promise<string> {
    return this.#browser.version();
  }

  /** An empty page with the script of the scenes. Its fonts are loaded, unless the trial delays them. */
  async #page({ scheme, forced = false }: Pick<Mode, 'scheme'> & { readonly forced?: boolean }): Promise<Page> {
    const page = await this.#browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => {
      throw error;
    });
    const features = [
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'prefers-contrast', value: 'no-preference' },
      { name: 'prefers-reduced-transparency', value: 'no-preference' },
      { name: 'hover', value: 'hover' },
      { name: 'pointer', value: 'fine' },
      { name: 'forced-colors', value: forced ? 'active' : 'none' },
    ];
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features });
    await serveFonts(page, this.#trial.fontsMs);
    await page.setContent('<!doctype html><title>Pictures</title><body></body>');
    await page.addStyleTag({ content: `${fontFaces}${SHEET_STYLE}` });
    await page.addScriptTag({ content: this.#script });
    if (this.#trial.fontsMs === 0) await page.evaluate(() => visual.fontsLoaded());
    return page;
  }

  /** Takes the canary, which shows whether this browser renders like the one of the baseline images. */
  async canary(): Promise<Taken> {
    const { width, height } = canarySize;
    const sheet = blank(width, CANARIES.length * height);
    for (const [at, { kind, markup }] of CANARIES.entries()) {
      const page = await this.#page({ scheme: 'light', forced: kind === 'forced' });
      await page.setViewport(canarySize);
      await page.evaluate(async (content) => {
        document.body.className = 'canary';
        document.body.innerHTML = content;
        await visual.fontsLoaded();
        await visual.rest();
      }, markup);
      put(await shoot(page), sheet, 0, at * height);
      await page.close();
    }
    return { picture: sheet, cells: canaryCells };
  }

  async take({ variant, mode }: Sheet): Promise<Taken> {
    const page = await this.#page(mode);
    const all = await page.evaluate((name) => visual.names(name), variant);
    const names = all.filter((name) => mode.only?.includes(name) ?? true);
    if (this.#trial.reversed) names.reverse();
    const taken = await (mode.window ? alone(page, variant, mode, names) : together(page, variant, mode, names));
    await page.close();
    return taken;
  }
}

/** Takes all scenes on one page. */
async function together(page: Page, variant: string, mode: Mode, names: readonly string[]): Promise<Taken> {
  const width = 8 + SIDE_BY_SIDE[variant as Variant] * (WIDTH[variant as Variant] + 8);
  await page.setViewport({ width, height: 900 });
  const cells = await page.evaluate((...all) => visual.show(...all), variant, mode.language, names);
  await page.setViewport({ width, height: 8 + Math.max(...cells.map(({ y, height }) => y + height)) });
  await page.evaluate(() => visual.rest());
  return { picture: await shoot(page), cells };
}

/** Takes each scene in its own viewport, and puts the screenshots together. */
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

/** Takes a screenshot. Call it when the page has reported that nothing changes any more. */
const shoot = async (page: Page): Promise<Picture> => readPng(await page.screenshot({ optimizeForSpeed: true }));
