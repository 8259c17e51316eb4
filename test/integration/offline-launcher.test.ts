/** The visitor is offline when they first turn to the widget, so that the rest of it cannot be loaded. */
import { expect } from '@open-wc/testing';
import { faultOf, seconds, until } from '../helpers/page/live-agent.js';
import { framed } from '../helpers/page/framed.js';

describe('a widget of which only the launcher could be loaded', function () {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  it('says so, and is tried again by a press and when the browser is online', async () => {
    const view = await framed('/pages/bare.html');
    const errors: string[] = [];
    view.addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
    const script = view.document.createElement('script');
    Object.assign(script, { type: 'module', src: '/mixed/-session-/voice-live-agent.js' });
    view.document.head.append(script);
    const agent = view.document.querySelector('voice-live-agent')!;
    await until('the tag is defined', () => agent.matches(':defined'));
    const launcher = () => agent.shadowRoot!.querySelector<HTMLElement>('[part=launcher]')!;
    const tries = (): number =>
      view.performance.getEntriesByType('resource').filter(({ name }) => name.includes('voice-live-agent-session-'))
        .length;
    launcher().click();
    // A frame is as small as a phone, where the launcher is only an icon else.
    await until('the launcher says it', () => launcher().innerText.trim() === 'You seem to be offline.');
    expect(launcher().ariaExpanded).to.equal('false');
    expect(agent.shadowRoot!.querySelector('[aria-live]')!.textContent).to.contain('offline');
    const fault = await faultOf(agent.start());
    expect(fault).to.include({ code: 'connection-lost', retryable: true, fix: fault.message });
    for (const again of [() => launcher().click(), () => view.dispatchEvent(new view.Event('online'))]) {
      await seconds(0.3);
      const before = tries();
      again();
      await until('it is asked for again', () => tries() > before);
    }
    await seconds(0.3);
    const last = tries();
    await seconds(0.5);
    expect(tries(), 'and not without end').to.equal(last);
    expect(errors).to.deep.equal([]);
  });
});
