/**
 * Decides which language the face is in: that of the attribute `language`, else that of the nearest `lang` around the
 * agent. It does not know the labels; find-locale.ts loads them.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Spoken } from './locale.js';

type Host = ReactiveControllerHost &
  Element & { readonly language: string | undefined; readonly assetsUrl: string | undefined };

const ENGLISH: Spoken = { words: {}, lang: 'en' };

export class Language implements ReactiveController {
  /** Undefined while the labels are loading; nothing should be painted until then. */
  spoken: Spoken | undefined;
  readonly #host: Host;
  /** The tag whose labels were asked for last. */
  #asked: string | undefined;
  /** The nearest `lang`; '' when there is none. */
  #around = '';
  readonly #changes = new MutationObserver(() => this.#look());

  constructor(host: Host) {
    (this.#host = host).addController(this);
  }

  hostConnected(): void {
    this.#look();
  }

  hostDisconnected(): void {
    this.#changes.disconnect();
  }

  hostUpdate(): void {
    // Of several languages the first is that of the face.
    const [asked = ''] = (this.#host.language ?? this.#around).match(/[\w-]+/) ?? [];
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (/^en\b/i.test(asked)) this.spoken = { words: {}, lang: 'en', dir: 'ltr' };
    else if (asked) void this.#find(asked);
    else this.spoken = ENGLISH;
  }

  async #find(asked: string): Promise<void> {
    const spoken = await import('./find-locale.js').then(
      ({ findLocale }) => findLocale(asked, this.#host.assetsUrl),
      () => ENGLISH,
    );
    if (asked !== this.#asked) return; // the language changed again meanwhile
    this.spoken = spoken;
    this.#host.requestUpdate();
  }

  /**
   * Reads the nearest `lang`, also outside of shadow roots, and watches `lang` on the host and on all its ancestors.
   */
  #look(): void {
    this.#changes.disconnect();
    let found: string | null = null;
    for (let node: Element | undefined = this.#host; node; node = parent(node)) {
      this.#changes.observe(node, { attributeFilter: ['lang'] });
      found ??= node.getAttribute('lang');
    }
    this.#around = found ?? '';
    this.#host.requestUpdate();
  }
}

const parent = (node: Element): Element | undefined =>
  node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host;
