/** Which language the face speaks: the one of `language`, else of the page around it. The sentences themselves are found by find-locale.ts. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Spoken } from './locale.js';

type Host = ReactiveControllerHost &
  Element & { readonly language: string | undefined; readonly assetsUrl: string | undefined };

const ENGLISH: Spoken = { words: {}, lang: 'en' };

export class Language implements ReactiveController {
  /** Undefined while the words are on their way: nothing should be painted yet. */
  spoken: Spoken | undefined;
  readonly #host: Host;
  #asked: string | undefined;
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
    const asked = this.#host.language ?? this.#around;
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
    if (asked !== this.#asked) return; // another was asked for meanwhile
    this.spoken = spoken;
    this.#host.requestUpdate();
  }

  /** Reads the `lang` that holds here, through the shadow roots around, and watches each place that may say another. */
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
