/** The head and the links that all pages of demo/pages share. A page's file has its title, its description and its content. */
const LINKS: readonly (readonly [address: string, text: string])[] = [
  ['/', 'All demos'],
  ['/shop/', 'Shop'],
  ['/help', 'Help page'],
  ['/kiosk', 'Kiosk'],
  ['/voice-agent', 'Voice agent'],
  ['/headless', 'Headless'],
  ['/parts', 'Loose parts'],
  ['/themes', 'Themes'],
  ['/react', 'React'],
  ['/vue', 'Vue'],
  ['/replay', 'Recordings'],
];

/**
 * Makes a document of a page's file.
 * @param content first elements of the head, then, from `<main>` on, the body
 * @param address of the page, whose link is marked as the current one
 */
export function framePage(content: string, address: string): string {
  const bodyStart = content.indexOf('<main>');
  const links = LINKS.map(
    ([href, text]) => `<a href="${href}"${href === address ? ' aria-current="page"' : ''}>${text}</a>`,
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    ${content.slice(0, bodyStart)}
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="/shop/images/logo.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/pages/pages.css" />
  </head>
  <body>
    <header class="top">
      <nav aria-label="Demos">
        ${links.join('\n        ')}
      </nav>
    </header>
    ${content.slice(bodyStart)}
  </body>
</html>
`;
}
