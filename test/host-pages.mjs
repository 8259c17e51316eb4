/**
 * The host pages of the integration tests, served at `/pages/<name>.html`: how each page embeds the widget, and under which
 * content security policy.
 */
const POLICY =
  "default-src 'none'; connect-src 'self' ws:; require-trusted-types-for 'script'; trusted-types lit-html voice-live-agent; base-uri 'none'";
const element = (more = '') =>
  `<voice-live-agent token-url="/voice/token" turn-detection="none" ${more}></voice-live-agent>`;

const moduleScript = (path) => `<script type="module" src="${path}"></script>`;
/** Waits a quarter of the product's time limits, so that a test of them is short. */
const QUICK = '<script src="/pages/quick-timers.js"></script>';
const MODULE = moduleScript('/dist/voice-live-agent.js');

/** Each entry: the content security policy, the script tags, the body and, where it is not German, the language. */
const PAGES = {
  strict: () => [
    `${POLICY}; script-src 'self'`,
    '<script type="module" src="/dist/voice-live-agent.js?v=2"></script>',
    element(),
  ],
  composed: () => [
    `${POLICY}; script-src 'self'`,
    '<script type="module" src="/dist/voice-live-agent.js"></script>',
    `${element('variant="inline" id="shop"')}<vla-orb for="shop"></vla-orb><vla-mic-button for="shop"></vla-mic-button>`,
  ],
  classic: () => ["script-src 'self' blob:", '<script src="/dist/voice-live-agent.iife.js"></script>', element()],
  'self-hosted': () => [
    `${POLICY}; script-src 'self'`,
    '<script src="/dist/voice-live-agent.iife.js"></script>',
    element('assets-url="/dist"'),
  ],
  'cross-origin': (otherOrigin) => [
    `${POLICY} ${otherOrigin}; script-src ${otherOrigin}; worker-src blob:`,
    `<script type="module" src="${otherOrigin}/dist/voice-live-agent.js"></script>`,
    element(),
  ],
  // Worker and worklets may come from there, and what the worker loads later may not.
  'later-refused': (otherOrigin) => [
    `script-src 'self' ${['engine.worker', 'capture.worklet', 'playback.worklet'].map((name) => `${otherOrigin}/dist/${name}.js`).join(' ')}; worker-src blob:`,
    MODULE,
    element(`assets-url="${otherOrigin}/dist"`),
  ],
  'no-words': () => [
    "script-src 'self'",
    '<script src="/dist/voice-live-agent.iife.js"></script>',
    element('assets-url="/nowhere" language="en"'),
  ],
  plain: () => [
    "default-src 'self'",
    '<script type="module" src="/dist/voice-live-agent.js"></script>',
    element(),
    'en',
  ],
  // The smallest page that uses Lit. The tests compare the script time of a page with the widget against it.
  'empty-lit': () => [
    "default-src 'self'",
    '<script type="module" src="/pages/empty-lit.js"></script>',
    '<empty-lit></empty-lit>',
    'en',
  ],
  'stale-worker': () => ["default-src 'self'", MODULE, element('assets-url="/mixed/engine"')],
  'stale-capture': () => ["default-src 'self'", MODULE, element('assets-url="/mixed/capture"')],
  'stale-playback': () => ["default-src 'self'", MODULE, element('assets-url="/mixed/playback"')],
  // The visitor's browser has the page of an older build in its cache; the server has only the files of the new build.
  'old-page': () => [
    "default-src 'self'",
    '<script type="module" src="/mixed/^voice-live-agent(-core-f+)%3F.js/voice-live-agent.js"></script>',
    element(),
  ],
  // The entry file is of the new build, the chunks that it imports are of another one.
  'old-chunks': () => [
    "default-src 'self'",
    '<script type="module" src="/mixed/-%5Cw{8}.js/voice-live-agent.js"></script>',
    element(),
  ],
  bare: () => ["script-src 'self' blob:", '', element('language="en"')],
  // Its worker is from a blob, and has the policy of the page.
  'no-service': () => [
    "script-src 'self' blob:; connect-src 'self'",
    '<script src="/dist/voice-live-agent.iife.js"></script>',
    element(),
  ],
  'no-worker': () => ["script-src 'self'", '<script src="/dist/voice-live-agent.iife.js"></script>', element()],

  // The package installed from npm and built by a bundler that renames, inlines or omits files; see `MISHAPS` and
  // `REWRITTEN` in middleware.mjs.
  npm: () => [
    "default-src 'self'; script-src 'self'; connect-src 'self' ws:",
    moduleScript('/dist/index.js'),
    element(),
  ],
  'worker-missing': () => ["script-src 'self' blob:", moduleScript('/without/engine.work/dist/index.js'), element()],
  'worker-missing-strict': () => ["script-src 'self'", moduleScript('/without/engine.work/dist/index.js'), element()],
  'worker-missing-script': () => [
    "script-src 'self' blob:",
    moduleScript('/without/engine.work/dist/voice-live-agent.js'),
    element(),
  ],
  'worker-is-html': () => [
    "script-src 'self'",
    moduleScript('/html-for/engine.work/dist/voice-live-agent.js'),
    element(),
  ],
  'worker-silent': () => [
    "script-src 'self' blob:",
    QUICK + moduleScript('/silence/engine.work/dist/index.js'),
    element(),
  ],
  'worker-silent-strict': () => [
    "script-src 'self'",
    QUICK + moduleScript('/silence/engine.work/dist/index.js'),
    element(),
  ],
  'worklets-silent': () => [
    "script-src 'self' blob:",
    QUICK + moduleScript('/silence/worklet/dist/index.js'),
    element(),
  ],
  'worklets-missing': () => ["script-src 'self' blob:", moduleScript('/without/worklet/dist/index.js'), element()],
  'worklets-missing-strict': () => ["script-src 'self'", moduleScript('/without/worklet/dist/index.js'), element()],
  'worker-refused': () => ["script-src 'self'; worker-src 'none'", moduleScript('/dist/index.js'), element()],
  'worklet-is-data': () => [
    "script-src 'self' blob:",
    moduleScript('/data-for/sound.worklet/dist/index.js'),
    element(),
  ],
  'worklet-is-data-strict': () => [
    "script-src 'self'",
    moduleScript('/data-for/sound.worklet/dist/index.js'),
    element(),
  ],
  'relative-href': () => ["script-src 'self'", moduleScript('/relative/all/dist/index.js'), element()],
  iife: () => ["script-src 'self' blob:", '<script src="/pages/iife.js"></script>', element()],
  'no-folder': () => [
    "script-src 'self' blob:",
    '<script src="/dist/voice-live-agent.iife.js"></script>',
    element('assets-url="/nowhere"'),
  ],
};

/**
 * @param otherOrigin origin of the demo server, for pages that load the widget from another origin than their own
 * @returns the page and its policy; undefined when no page has this name
 */
export function hostPage(name, otherOrigin) {
  if (!Object.hasOwn(PAGES, name)) return undefined;
  const [policy, script, body, language = 'de'] = PAGES[name](otherOrigin);
  return { policy, html: `<!doctype html><html lang="${language}"><title>A host</title>${script}${body}</html>` };
}
