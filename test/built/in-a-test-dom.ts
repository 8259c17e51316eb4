/** Tests the package in a simulated DOM without a browser, as the unit tests of a site use it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { VoiceLiveAgent } from '../../src/index.js';

/** Globals that Node has too, and that are replaced: the simulated DOM accepts only its own. */
const OVER_NODE = new Set(['navigator', 'Event', 'EventTarget', 'CustomEvent', 'AbortController', 'AbortSignal']);
const BOUND = ['addEventListener', 'removeEventListener', 'dispatchEvent', 'getComputedStyle'] as const;

/** Copies the simulated DOM into Node's global scope, as test runners do. */
export function install(window: object): void {
  for (const name of Object.getOwnPropertyNames(window)) {
    if (name in globalThis && !OVER_NODE.has(name)) continue;
    const descriptor = Object.getOwnPropertyDescriptor(window, name)!;
    Object.defineProperty(globalThis, name, { ...descriptor, configurable: true });
  }
  const view = window as Record<(typeof BOUND)[number], (...args: unknown[]) => unknown>;
  for (const name of BOUND) Object.assign(globalThis, { [name]: view[name].bind(window) });
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 200));

export function behavesWell(): void {
  const problems: unknown[] = [];
  process.on('unhandledRejection', (reason) => problems.push(reason));
  process.on('uncaughtException', (error) => problems.push(error));

  // jsdom reports errors of an element's callbacks as this event.
  addEventListener('error', ({ error }) => problems.push(error));

  const mounted = async (attributes = ''): Promise<VoiceLiveAgent> => {
    await import(new URL('../../dist/index.js', import.meta.url).href);
    document.body.innerHTML = `<voice-live-agent token-url="/token" ${attributes}></voice-live-agent>`;
    await pause();
    return document.querySelector('voice-live-agent')!;
  };
  const noProblems = (): void => assert.deepEqual(problems.splice(0), []);

  it('shows the tag, with its state as an attribute', async () => {
    const agent = await mounted();
    assert.equal(agent.getAttribute('state'), 'idle');
    assert.ok(agent.shadowRoot?.querySelector('[part=launcher]'));
    noProblems();
  });

  for (const attributes of [
    'open',
    'variant="inline"',
    'variant="compact" captions',
    'consent-required open',
    'dismissible',
    'language="de" open',
  ]) {
    it(`shows it with ${attributes}, and takes it away`, async () => {
      const agent = await mounted(attributes);
      assert.equal(agent.getAttribute('state'), 'idle');
      agent.remove();
      await pause();
      noProblems();
    });
  }

  it('rejects a call with a fault', async () => {
    const agent = await mounted();
    await assert.rejects(agent.start(), ({ code }: { code: string }) => typeof code === 'string');
    assert.equal(agent.getAttribute('state'), 'error');
    noProblems();
  });

  it('rejects a typed message with a fault', async () => {
    const agent = await mounted();
    await assert.rejects(agent.sendText('hello'), ({ code }: { code: string }) => typeof code === 'string');
    noProblems();
  });

  it('answers diagnose()', async () => {
    const agent = await mounted();
    const checks = await agent.diagnose();
    assert.ok(checks.some(({ ok }) => !ok));
    noProblems();
  });

  it('shows parts anywhere on the page', async () => {
    await import(new URL('../../dist/index-parts.js', import.meta.url).href);
    const agent = await mounted('id="shop"');
    agent.insertAdjacentHTML(
      'afterend',
      ['orb', 'transcript', 'captions', 'status', 'mic-button', 'composer', 'avatar']
        .map((part) => `<vla-${part} for="shop"></vla-${part}>`)
        .join(''),
    );
    await pause();
    noProblems();
  });
}
