import { expect } from '@open-wc/testing';
import type { createElement, createRef, StrictMode, useEffect } from 'react';
import type { createRoot, hydrateRoot, Root } from 'react-dom/client';
import type { VlaOrb, VoiceLiveAgent, VoiceLiveAgentElement } from 'voice-live-agent/react';
import type { Page } from '../react/page.js';
import { connectionOf, seconds, until } from '../helpers/page/live-agent.js';

interface Host {
  readonly version: string;
  readonly createElement: typeof createElement;
  readonly createRef: typeof createRef;
  readonly createRoot: typeof createRoot;
  readonly hydrateRoot: typeof hydrateRoot;
  readonly StrictMode: typeof StrictMode;
  readonly useEffect: typeof useEffect;
  readonly VoiceLiveAgent: typeof VoiceLiveAgent;
  readonly VlaOrb: typeof VlaOrb;
  readonly Page: typeof Page;
}

for (const version of ['19', '18']) {
  describe(`React ${version}`, function () {
    this.timeout(30_000);

    let react: Host;
    let root: Root | undefined;
    let box: HTMLElement;
    let said: string[];
    const { error, warn } = console;

    before(async () => {
      react = (await import(`/dist/react-${version}.js`)) as Host;
    });
    beforeEach(() => {
      said = [];
      console.error = console.warn = (...words: unknown[]) => said.push(words.map(String).join(' '));
      document.body.append((box = document.createElement('div')));
    });
    afterEach(async () => {
      root?.unmount();
      root = undefined;
      await seconds(0);
      Object.assign(console, { error, warn });
      box.remove();
    });

    const mount = (node: React.ReactNode): void => {
      root = react.createRoot(box);
      root.render(node);
    };
    // The types of the package and of the sources are not the same for the compiler.
    const agent = () => box.querySelector('voice-live-agent') as unknown as VoiceLiveAgentElement;
    const found = async (): Promise<VoiceLiveAgentElement> => {
      await until('it is rendered', () => agent() !== null);
      return agent();
    };
    const named = (): string => `gpt-realtime-react-${Math.random().toString(36).slice(2)}`;
    const sent = async (model: string): Promise<readonly string[]> =>
      (await connectionOf(model)).received.map(({ type }) => type);

    it('has the version that the test is for', () => {
      expect(react.version.startsWith(version)).to.be.true;
    });

    it('brings the code of a standalone part that comes late', async () => {
      const host = { key: 1, id: 'host', tokenUrl: '/voice/token', variant: 'headless' } as const;
      mount([react.createElement(react.VoiceLiveAgent, host)]);
      await (
        await found()
      ).updateComplete;
      root!.render([
        react.createElement(react.VoiceLiveAgent, host),
        react.createElement(react.VlaOrb, { key: 2, for: 'host', className: 'big', hidden: false }),
      ]);
      await until('it is drawn', () => Boolean(box.querySelector('vla-orb')?.shadowRoot?.querySelector('[part=orb]')));
      expect(box.querySelector('vla-orb')!.className).to.equal('big');
      expect(box.querySelector<HTMLElement>('vla-orb')!.hidden).to.be.false;
      expect(said).to.be.empty;
    });

    it('renders tools, session, labels, attributes and listeners, and says nothing in the console', async () => {
      const heard: string[] = [];
      const model = named();
      mount(react.createElement(react.Page, { model, heard: (name) => heard.push(name) }));
      const element = await found();
      expect(element.tools).to.have.length(1);
      expect(element.session).to.deep.equal({ temperature: 0.7 });
      expect(element.labels).to.deep.equal({ launcher: 'Ask the shop' });
      expect(element).to.include({ volume: 0.5, textInput: false, ducking: false, captions: true, model });
      expect(element.className).to.equal('corner');
      expect(element.style.zIndex).to.equal('7');
      expect(element.querySelector('[slot=greeting]')!.textContent).to.equal('Hello');
      element.click();
      expect(heard).to.include('click');
      expect(said).to.be.empty;
    });

    it('sends one session.update for fifty renders with everything inline, and calls the newest handler', async () => {
      const heard: string[] = [];
      const model = named();
      mount(react.createElement(react.Page, { model, heard: (name) => heard.push(name) }));
      const element = await found();
      await element.sendText('hello');
      const again = box.querySelector('button')!;
      for (let i = 0; i < 50; i++) {
        again.click();
        await seconds(0.01);
      }
      await element.sendText('weather in Paris');
      await until('the tool answered', () => heard.some((name) => name.startsWith('vla-tool-result')));
      const renders = Number(box.querySelector('main')!.dataset['renders']);
      expect(renders).to.be.at.least(50);
      const [, count] = /sun (\d+)/.exec(heard.find((name) => name.startsWith('vla-tool-result'))!)!;
      expect(Number(count)).to.be.at.least(50);
      await until('it rests', () => element.state === 'idle');
      await seconds(0.3);
      expect((await sent(model)).filter((type) => type === 'session.update')).to.have.length(1);
      expect(heard.filter((name) => name === 'vla-session')).to.have.length(1);
      expect(said).to.be.empty;
    });

    it('hydrates what a server sent: tools, session, labels and listeners are there, without a mismatch', async () => {
      const html = await (await fetch(`/dist/react-${version}.html`)).text();
      expect(html).to.contain('<voice-live-agent token-url="/voice/token"').and.contain('text-input="false"');
      expect(html).not.to.contain('[object Object]');
      box.innerHTML = html;
      const rendered = agent();
      await rendered.updateComplete; // as a page whose scripts came before it was hydrated
      rendered.toggle();
      await rendered.updateComplete;
      const heard: string[] = [];
      const model = named();
      root = react.hydrateRoot(box, react.createElement(react.Page, { heard: (name) => heard.push(name) }));
      await until('it is hydrated', () => rendered.tools?.length === 1);
      expect(agent()).to.equal(rendered);
      expect(rendered.open, 'what the visitor opened stays open').to.be.true;
      expect(rendered.session).to.deep.equal({ temperature: 0.7 });
      expect(rendered.labels).to.deep.equal({ launcher: 'Ask the shop' });
      expect(rendered).to.include({ volume: 0.5, textInput: false, captions: true });
      rendered.model = model;
      await rendered.sendText('hello');
      expect(heard).to.include('vla-state connecting');
      expect(said).to.be.empty;
    });

    it('is clean under StrictMode: each event is heard once, and a tool of an effect is there once', async () => {
      const heard: string[] = [];
      const ref = react.createRef<VoiceLiveAgentElement>();
      const model = named();
      const App = () => {
        react.useEffect(() => ref.current!.registerTool({ name: 'now' }, () => 'noon'), []);
        return react.createElement(react.Page, { agent: ref, model, heard: (name) => heard.push(name) });
      };
      mount(react.createElement(react.StrictMode, null, react.createElement(App)));
      const element = await found();
      await element.sendText('hello');
      expect(heard.filter((name) => name === 'vla-state connecting')).to.have.length(1);
      const [update] = (await connectionOf(model)).received;
      const { tools } = update!.event['session'] as { tools: { name: string }[] };
      expect(tools.map(({ name }) => name)).to.deep.equal(['get_weather', 'now']);
      expect((await sent(model)).filter((type) => type === 'session.update')).to.have.length(1);
      expect(said).to.be.empty;
    });

    it('gives the element by its ref when effects run, and takes it back', async () => {
      const ref = react.createRef<VoiceLiveAgentElement>();
      let state: unknown;
      const App = () => {
        react.useEffect(() => void (state = ref.current?.state), []);
        return react.createElement(react.VoiceLiveAgent, { ref, tokenUrl: '/voice/token' });
      };
      mount(react.createElement(App));
      const element = await found();
      await until('effects ran', () => state !== undefined);
      expect(state).to.equal('idle');
      expect(ref.current).to.equal(element);
      root!.unmount();
      expect(ref.current).to.be.null;
      root = undefined;
    });

    it('goes back to the default when a prop is not there any more', async () => {
      const props = { tokenUrl: '/voice/token', textInput: false, muted: true, volume: 0.2, tools: [{ name: 'a' }] };
      mount(react.createElement(react.VoiceLiveAgent, props));
      const element = await found();
      await until('it is set', () => element.volume === 0.2);
      expect(element).to.include({ textInput: false, muted: true });
      root!.render(react.createElement(react.VoiceLiveAgent, { tokenUrl: '/voice/token', muted: false }));
      await until('it is taken away', () => element.volume === 1);
      expect(element).to.include({ textInput: true, muted: false, tools: undefined });
      await element.sendText('hello');
    });

    it('does not add listeners again when a handler changes', async () => {
      const calls: string[] = [];
      const added: string[] = [];
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (this: EventTarget, type: string, ...rest: [never, never]) {
        if (type.startsWith('vla-')) added.push(type);
        return addEventListener.call(this, type, ...rest);
      };
      try {
        const render = (word: string) =>
          react.createElement(react.VoiceLiveAgent, { tokenUrl: '/voice/token', onVlaMute: () => calls.push(word) });
        mount(render('first'));
        const element = await found();
        for (const word of ['second', 'third']) {
          root!.render(render(word));
          await seconds(0.05);
        }
        element.muted = true;
        await element.updateComplete;
        expect(calls).to.deep.equal(['third']);
        expect(added.filter((type) => type === 'vla-mute')).to.have.length(1);
      } finally {
        EventTarget.prototype.addEventListener = addEventListener;
      }
    });

    it('passes its props to an element that is defined later', async () => {
      const late = (await import(`/dist/react-${version}.js?late`)) as Host;
      const tag = 'voice-live-agent';
      const { get } = CustomElementRegistry.prototype;
      expect(get.call(customElements, tag)).to.exist;
      const frame = document.createElement('iframe'); // in this document the element is not defined
      box.append(frame);
      const home = frame.contentDocument!.body;
      root = late.createRoot(home);
      root.render(late.createElement(late.Page, { heard: () => undefined }));
      await until('it is rendered', () => home.querySelector(tag) !== null);
      const element = home.querySelector(tag) as unknown as VoiceLiveAgentElement;
      expect('sendText' in element).to.be.false;
      document.body.append(element); // where it is defined
      await element.updateComplete;
      expect(element.tools).to.have.length(1);
      expect(element).to.include({ volume: 0.5, textInput: false, captions: true });
      expect(element.session).to.deep.equal({ temperature: 0.7 });
      home.querySelector('main')!.prepend(element);
    });
  });
}
