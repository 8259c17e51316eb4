import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../../src/index.js';
import '../../../src/components/agent/variant-faces.js';
import type { VoiceLiveAgent } from '../../../src/index.js';
import { until } from '../../helpers/page/live-agent.js';

const TAGS = [
  ...['vla-orb', 'vla-transcript', 'vla-status', 'vla-mic-button', 'vla-composer', 'vla-captions', 'vla-avatar'],
] as const;

const agentNamed = (id: string): VoiceLiveAgent => {
  const agent = document.createElement('voice-live-agent');
  agent.id = id;
  agent.setAttribute('token-url', '/voice/token');
  agent.setAttribute('variant', 'headless');
  return agent;
};
const shows = (part: Element): boolean => part.shadowRoot?.querySelector('[part]') != null;

describe('a loose part', () => {
  for (const tag of TAGS) {
    it(`<${tag}> shows the agent that its for names, and is accessible`, async () => {
      const host = await fixture<HTMLElement>(html`<div></div>`);
      const part = document.createElement(tag);
      part.setAttribute('for', 'shop');
      host.append(agentNamed('shop'), part);
      await until('it is bound', () => shows(part));
      await expect(part).to.be.accessible();
      for (const button of part.shadowRoot!.querySelectorAll('button')) {
        const { width, height } = button.getBoundingClientRect();
        expect(Math.min(width, height)).to.be.at.least(44);
      }
    });
  }

  for (const tag of TAGS) {
    it(`<${tag}> is empty while its agent is away, and shows the next one`, async () => {
      const host = await fixture<HTMLElement>(html`<div></div>`);
      const part = document.createElement(tag);
      part.setAttribute('for', 'a');
      const agent = agentNamed('a');
      host.append(agent, part, agentNamed('b'));
      await until('it is bound', () => shows(part));
      agent.remove();
      await until('it is empty', () => !shows(part));
      host.append(agent);
      await until('it is bound again', () => shows(part));
      part.setAttribute('for', 'nobody');
      await until('it is empty again', () => !shows(part));
      part.setAttribute('for', 'b');
      await until('it shows another agent', () => shows(part));
    });
  }

  it('waits for an agent that comes later', async () => {
    const host = await fixture<HTMLElement>(html`<div><vla-status for="late"></vla-status></div>`);
    const part = host.querySelector('vla-status')!;
    await nextFrame();
    expect(shows(part)).to.be.false;
    host.append(agentNamed('late'));
    await until('it is bound', () => shows(part));
  });

  it('follows a change of for and of the agent’s id, and is empty without an agent', async () => {
    const host = await fixture<HTMLElement>(html`<div><vla-status for="a"></vla-status></div>`);
    const part = host.querySelector('vla-status')!;
    const [first, second] = [agentNamed('a'), agentNamed('b')];
    second.labels = { 'status-idle': 'Second' };
    host.append(first, second);
    const words = (): string | undefined => part.shadowRoot!.querySelector('b')?.textContent;
    await until('it shows the first', () => words() === 'How can we help?');
    part.setAttribute('for', 'b');
    await until('it shows the second', () => words() === 'Second');
    second.id = 'c';
    await until('it is empty', () => words() === undefined);
    second.id = 'b';
    await until('it shows it again', () => words() === 'Second');
    second.remove();
    await until('it is empty again', () => words() === undefined);
  });

  for (const tag of [...TAGS, 'vla-captions'] as const) {
    it(`<${tag}> goes empty when its agent goes or for changes, and shows the next one, without an error`, async () => {
      const host = await fixture<HTMLElement>(html`<div></div>`);
      const part = document.createElement(tag);
      part.setAttribute('for', 'gone');
      host.append(agentNamed('gone'), part);
      const errors: unknown[] = [];
      const note = (event: ErrorEvent | PromiseRejectionEvent): void => {
        errors.push('reason' in event ? event.reason : event.message);
        event.preventDefault();
      };
      window.addEventListener('error', note);
      window.addEventListener('unhandledrejection', note);
      // A conversation runs, so that the orb moves when its agent goes.
      const bound = async (): Promise<void> => {
        await until('it is bound', () => shows(part));
        part.view = { ...part.view, status: 'listening' };
        await nextFrame();
        await nextFrame();
      };
      const empty = async (): Promise<void> => {
        await until('it is empty', () => !shows(part));
        await aTimeout(50);
      };
      for (let turn = 0; turn < 2; turn++) {
        await bound();
        host.querySelector('voice-live-agent')!.remove();
        await empty();
        host.append(agentNamed('gone'));
        await bound();
        part.setAttribute('for', 'nobody');
        await empty();
        part.setAttribute('for', 'gone');
      }
      await bound();
      window.removeEventListener('error', note);
      window.removeEventListener('unhandledrejection', note);
      expect(errors.map(String)).to.be.empty;
    });
  }

  it('stays at the end of the conversation of the next agent, too', async () => {
    const host = await fixture<HTMLElement>(html`<div><vla-transcript for="long"></vla-transcript></div>`);
    const part = host.querySelector('vla-transcript')!;
    part.style.blockSize = '120px';
    host.append(agentNamed('long'));
    await until('it is bound', () => shows(part));
    host.querySelector('voice-live-agent')!.remove();
    await until('it is empty', () => !shows(part));
    host.append(agentNamed('long'));
    await until('it is bound again', () => shows(part));
    const messages = Array.from({ length: 30 }, (_, at) => ({
      itemId: `item-${at}`,
      previousItemId: undefined,
      role: 'user' as const,
      text: `Message ${at}`,
      unheard: '',
      final: true,
      interrupted: false,
    }));
    part.view = { ...part.view, messages };
    await part.updateComplete;
    const log = part.shadowRoot!.querySelector('[role=log]')!;
    await until('it is at its end', () => log.scrollTop > 0 && log.scrollHeight - log.scrollTop - log.clientHeight < 2);
  });

  it('is one of several that belong to two agents', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <vla-status for="x"></vla-status><vla-status for="y"></vla-status><vla-status for="y"></vla-status>
      </div>`,
    );
    const [x, y] = [agentNamed('x'), agentNamed('y')];
    x.labels = { 'status-idle': 'X' };
    y.labels = { 'status-idle': 'Y' };
    host.append(x, y);
    const words = (): string =>
      [...host.querySelectorAll('vla-status')].map((part) => part.shadowRoot!.querySelector('b')?.textContent).join('');
    await until('each shows its own', () => words() === 'XYY');
  });

  it('acts on its agent', async () => {
    const host = await fixture<HTMLElement>(html`<div><vla-mic-button for="m"></vla-mic-button></div>`);
    const agent = agentNamed('m');
    let started = 0;
    agent.start = async () => void started++;
    host.append(agent);
    const part = host.querySelector('vla-mic-button')!;
    await until('it is bound', () => shows(part));
    part.shadowRoot!.querySelector<HTMLElement>('[part=mic]')!.click();
    expect(started).to.equal(1);
  });

  it('is found in the shadow root where its agent is', async () => {
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const root = host.attachShadow({ mode: 'open' });
    const part = document.createElement('vla-orb');
    part.setAttribute('for', 'inner');
    root.append(part, agentNamed('inner'));
    await until('it is bound', () => shows(part));
  });

  it('shows the page’s own still picture of the agent', async () => {
    const host = await fixture<HTMLElement>(
      html`<div>
        <vla-avatar for="p" poster="/demo/shop/images/logo.svg"></vla-avatar>
      </div>`,
    );
    host.append(agentNamed('p'));
    const part = host.querySelector('vla-avatar')!;
    await until('the picture is there', () => part.shadowRoot!.querySelector('img') !== null);
    expect(part.shadowRoot!.querySelector('img')!.alt).to.equal('Agent');
    part.append(document.createElement('canvas'));
    await until('the page’s own takes its place', () => part.shadowRoot!.querySelector('img') === null);
  });
});
