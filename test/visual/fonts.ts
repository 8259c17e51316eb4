/** The fonts of the screenshots, the same on every machine. They are loaded over the network, as on a visitor's page. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';

const modules = fileURLToPath(new URL('../../node_modules/@fontsource-variable/', import.meta.url));
const ADDRESS = 'https://fonts.example/';

const FONTS = [
  ['inter', 'inter-latin-wght-normal', 'U+0000-05FF, U+2000-2BFF'],
  ['noto-sans-arabic', 'noto-sans-arabic-arabic-wght-normal', 'U+0600-06FF, U+0750-077F, U+FB50-FDFF, U+FE70-FEFF'],
] as const;

export const fontFaces = FONTS.map(
  ([folder, file, range]) => `@font-face { font-family: Pictured; font-weight: 100 900; unicode-range: ${range};
    src: url(${ADDRESS}${folder}/files/${file}.woff2); }`,
).join('\n');

/** Answers a page's requests for fonts after a delay. */
export async function serveFonts(page: Page, lateMs: number): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (!request.url().startsWith(ADDRESS)) return void request.continue();
    const font = readFile(modules + request.url().slice(ADDRESS.length));
    const respond = async (): Promise<void> =>
      request.respond({ body: await font, contentType: 'font/woff2', headers: OPEN });
    setTimeout(() => void respond().catch(gone), lateMs);
  });
}

const OPEN = { 'access-control-allow-origin': '*' };

/** Ignores the error of a page that was closed before its font was sent. */
const gone = (): void => undefined;
