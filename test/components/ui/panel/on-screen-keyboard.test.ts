import { expect } from '@open-wc/testing';
import { followVisibleHeight } from '../../../../src/components/ui/panel/on-screen-keyboard.js';

/** What an on-screen keyboard and two fingers change. */
class Viewport extends EventTarget {
  scale = 1;
  offsetTop = 0;
  height = 800;
  become(change: Partial<Pick<Viewport, 'scale' | 'offsetTop' | 'height'>>, type = 'resize'): void {
    Object.assign(this, change);
    this.dispatchEvent(new Event(type));
  }
}

describe('the panel of a phone', () => {
  const real = Object.getOwnPropertyDescriptor(window, 'visualViewport')!;
  let viewport: Viewport;
  let panel: HTMLElement;
  let lifetime: AbortController;
  const place = (): readonly string[] =>
    ['--_sheet-top', '--_sheet-height'].map((name) => panel.style.getPropertyValue(name));

  beforeEach(() => {
    viewport = new Viewport();
    Object.defineProperty(window, 'visualViewport', { configurable: true, value: viewport });
    panel = document.createElement('div');
    lifetime = new AbortController();
    followVisibleHeight(panel, lifetime.signal);
  });

  afterEach(() => {
    lifetime.abort();
    Object.defineProperty(window, 'visualViewport', real);
  });

  it('takes the height that a keyboard leaves, also where the page moved up for it', () => {
    viewport.become({ height: 420 });
    expect(place()).to.deep.equal(['0px', '420px']);
    viewport.become({ offsetTop: 130 }, 'scroll');
    expect(place()).to.deep.equal(['130px', '420px']);
  });

  it('keeps its own height while the visitor has zoomed in', () => {
    viewport.become({ scale: 2, height: 400, offsetTop: 90 });
    expect(place()).to.deep.equal(['', '']);
  });

  it('follows no longer when it is gone', () => {
    lifetime.abort();
    viewport.become({ height: 420 });
    expect(place()).to.deep.equal(['0px', '800px']);
  });
});
