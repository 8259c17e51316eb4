/** Pages that add to what the browser has, and servers that lack a file: there is less of the widget, and not nothing. */
import { expect } from '@open-wc/testing';
import type { VoiceLiveAgent } from '../../src/index.js';
import { seconds, until } from '../helpers/page/live-agent.js';
import { deepAll, deepFind } from '../helpers/page/shadow-dom.js';
import { framed } from '../helpers/page/framed.js';

type View = Window & typeof globalThis;

const load = (view: View, src: string): Promise<unknown> => {
  const script = view.document.createElement('script');
  script.type = 'module';
  script.src = src;
  view.document.head.append(script);
  return new Promise((resolve) => script.addEventListener('load', resolve));
};

/** The errors that a page sees from now on. A file that is missing is one in the console, and not here. */
function errorsOf(view: View): readonly string[] {
  const errors: string[] = [];
  view.addEventListener('error', ({ message }) => errors.push(message));
  view.addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
  return errors;
}

const press = (agent: VoiceLiveAgent, selector: string): void => deepFind(agent, selector)?.click();

/** A typed turn, a call with its buttons, the settings, a field of the page, the end. */
async function use(view: View, agent: VoiceLiveAgent): Promise<void> {
  const answered = (): boolean =>
    agent.messages.some(({ role, final, text }) => role === 'agent' && final && text !== '');
  agent.show();
  await agent.sendText('hello **there** https://shop.example/');
  await until('it is answered', answered);
  await until('the words are shown', () => (deepFind(agent, '.log')?.innerText ?? '').includes('hello'));
  await agent.start();
  await until('the call has its buttons', () => deepAll(agent, '[part=mute], [part=end]').length === 2);
  press(agent, '[part=header] [aria-expanded]');
  const field = view.document.createElement('input');
  view.document.body.append(field);
  field.focus();
  view.visualViewport?.dispatchEvent(new Event('resize'));
  await seconds(0.3);
  agent.muted = true;
  await seconds(0.3);
  await agent.stop();
  await seconds(0.3);
  field.remove();
}

async function agentIn(view: View): Promise<VoiceLiveAgent> {
  const agent = view.document.querySelector('voice-live-agent')!;
  await until('the tag is defined', () => agent.matches(':defined'));
  return agent;
}

describe('less, not nothing', function () {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  /** Names that libraries have added to all objects or all arrays, and some that this widget has fields for. */
  const NAMES =
    'extend each map clone size isEmpty contains has remove insert last first on off watch unwatch merge keys values forEach reduce compact flatten without uniq load card view key label at beside atStart beforeCall alone unloaded when reflect words toQueryString code url item'.split(
      ' ',
    );
  for (const kind of ['Object', 'Array', 'String', 'Function'] as const) {
    it(`works on a page that has added to ${kind}.prototype`, async () => {
      const view = await framed('/pages/bare.html');
      const errors = errorsOf(view);
      const prototype = view[kind].prototype as unknown as Record<string, unknown>;
      for (const name of NAMES) {
        if (name in prototype) continue;
        prototype[name] = function added() {
          return undefined;
        };
      }
      await load(view, '/dist/voice-live-agent.js');
      await use(view, await agentIn(view));
      expect(errors).to.deep.equal([]);
      const files = view.performance.getEntriesByType('resource').map(({ name }) => name);
      expect(
        files.filter((name) => name.includes('rescue-script')),
        'the worker starts at once',
      ).to.be.empty;
    });
  }

  const CHUNKS: Readonly<Record<string, Partial<VoiceLiveAgent>>> = {
    floating: { dismissible: true },
    menu: {},
    bars: { visualizer: 'bars' },
    'on-screen-keyboard': {},
    'rich-transcript': {},
    'find-locale': { language: 'de' },
    captions: { captions: true },
    devices: { volume: 2 },
    'call-flow': { maxDuration: 600 },
    'session-checks': { temperature: 0.7 },
    contrast: {},
    'orb-motion': {},
    'speech-names': { voice: 'alloy', language: 'en' },
    'session-changes': {},
  };
  for (const [chunk, properties] of Object.entries(CHUNKS)) {
    it(`works where the server has no file ${chunk}`, async () => {
      const view = await framed('/pages/bare.html');
      const errors = errorsOf(view);
      await load(view, `/mixed/-${chunk}-/voice-live-agent.js`);
      const agent = await agentIn(view);
      if (chunk === 'contrast') agent.style.setProperty('--vla-accent', '#ff0');
      Object.assign(agent, properties);
      await use(view, agent);
      const missing = view.performance
        .getEntriesByType('resource')
        .filter(
          ({ name, responseStatus }: PerformanceEntry & { responseStatus?: number }) =>
            name.includes(chunk) && responseStatus === 404,
        );
      expect(missing, 'the file was asked for').not.to.be.empty;
      expect(errors).to.deep.equal([]);
    });
  }
});
