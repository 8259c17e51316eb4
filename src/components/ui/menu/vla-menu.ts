import { css, html, nothing, type TemplateResult } from 'lit';
import type { Device, DeviceList } from '../../../audio/io/device-list.js';
import { define } from '../../base/define.js';
import { FaceElement } from '../shared/face-element.js';
import { sharedLabels, type SharedLabels } from '../../i18n/shared-labels.js';
import { menuLabels, type MenuLabels } from './labels.js';
import { tokens } from '../shared/tokens.styles.js';
import type { Labels } from '../../i18n/labels.js';
import type { Settings } from '../../contract/view.js';

const menuStyles = css`
  :host {
    position: absolute;
    z-index: 1;
    inset-block-start: 64px;
    inset-inline: 12px;
    display: flex;
    flex-direction: column;
    max-block-size: calc(100% - 80px); /* within the panel */
  }
  [part] {
    display: grid;
    max-block-size: var(--_room, none);
    min-block-size: 0;
    overflow: hidden auto;
    gap: 12px;
    padding: 16px;
    border: 1px solid var(--_border);
    border-radius: 16px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }
  label {
    display: grid;
    gap: 4px;
    font-size: 14px;
    font-weight: 600;
  }
  small {
    color: var(--_subtle);
    font-size: 12.5px;
    font-weight: 400;
  }
  select {
    inline-size: 100%;
    min-block-size: 44px;
    padding-inline: 12px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface-2);
    color: inherit;
    font: inherit;
    font-size: 16px; /* smaller, and iOS zooms in on focus */
    font-weight: 400;
    text-overflow: ellipsis;
  }
  input[type='range'] {
    inline-size: 100%;
    block-size: 44px;
    margin: 0;
    accent-color: var(--_seen, var(--_accent));
  }
  .check {
    grid-template-columns: 1fr auto;
    align-items: center;
    min-block-size: 44px;
  }
  .check input {
    inline-size: 24px;
    block-size: 24px;
    margin: 10px;
    accent-color: var(--_seen, var(--_accent));
  }
  .level {
    overflow: hidden;
    block-size: 6px;
    border-radius: 3px;
    background: var(--_surface-2);
    outline: 1px solid transparent; /* seen where colours are forced */
  }
  .level i {
    display: block;
    block-size: 100%;
    background: var(--_seen, var(--_accent));
    transform: scaleX(0);
    transform-origin: left;
  }
  :host(:dir(rtl)) .level i {
    transform-origin: right;
  }
  .write {
    display: grid;
    gap: 0;
    padding-block: 6px;
    border-color: var(--_border);
    border-radius: 14px;
    font-weight: 600;
  }
  @media (forced-colors: active) {
    .level i {
      background: Highlight;
    }
  }
`;

/**
 * The visitor's settings: volume, microphone, speaker and captions. It also opens the microphone check and lets the
 * visitor go on in writing. It lists the devices when it opens.
 *
 * @csspart menu - The box of the settings.
 * @fires vla-menu-close - The visitor closed the settings. Does not bubble.
 */
export class VlaMenu extends FaceElement {
  static override styles = [tokens, menuStyles];
  static override properties = { devices: { state: true } };

  /** The devices as listed when the menu opened; undefined until the list arrived. */
  declare private devices: DeviceList | undefined;
  #frame = 0;
  #lifetime = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    const ask = (): void => void this.#settings.devices().then((list) => (this.devices = list), ignore);
    void this.updateComplete.then(() => {
      if (signal.aborted) return;
      ask();
      this.focus();
    });
    this.addEventListener('keydown', this.#keydown, { signal });
    this.addEventListener('focusout', this.#focusout, { signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input,select')?.focus();
  }

  get #settings(): Settings {
    return this.actions.settings;
  }

  /**
   * The devices as they are now. Without a call nobody follows changes; then it is the list from when the menu opened.
   */
  get #list(): DeviceList | undefined {
    return this.view.devices ?? this.devices;
  }

  get #labels(): MenuLabels & SharedLabels & Labels {
    return { ...menuLabels, ...sharedLabels, ...this.view.labels };
  }

  protected override render(): TemplateResult {
    const labels = this.#labels;
    return html`<div part="menu" role="group" aria-label=${labels.menu}>
      ${this.#volume(labels)} ${this.#picker('input', labels.microphone)} ${this.#picker('output', labels.speaker)}
      ${this.#list && !named(this.#list) ? html`<small>${labels['devices-later']}</small>` : nothing}
      ${this.#captions(labels)} ${this.#check(labels)} ${this.#afresh(labels)} ${this.#write(labels)}
    </div>`;
  }

  #volume(labels: MenuLabels & SharedLabels): TemplateResult {
    const { volume } = this.#settings;
    const change = (event: Event): void => {
      this.#settings.volume = Number((event.currentTarget as HTMLInputElement).value);
      this.requestUpdate();
    };
    return html`<label>
      ${labels.volume}
      <input
        type="range"
        min="0"
        max="2"
        step="0.05"
        .value=${String(volume)}
        aria-valuetext="${Math.round(volume * 100)} %"
        @input=${change}
      />
    </label>`;
  }

  /** A select of devices. While the devices are not known it offers one entry, the default device. */
  #picker(kind: 'input' | 'output', words: string): TemplateResult {
    const labels = this.#labels;
    const known = named(this.#list)?.[`${kind}s`] ?? [];
    const choices: readonly Device[] = known.length ? known : [{ deviceId: '', label: labels.standard, current: true }];
    const choose = (event: Event): void => {
      const { value } = event.currentTarget as HTMLSelectElement;
      const set = kind === 'input' ? this.#settings.setInputDevice(value) : this.#settings.setOutputDevice(value);
      set.catch(ignore).finally(() => this.#settings.devices().then((list) => (this.devices = list), ignore));
    };
    return html`<label>
      ${words}
      <select @change=${choose}>
        ${choices.map(
          ({ deviceId, label, current }) =>
            html`<option value=${deviceId} .selected=${current}>${label || labels.standard}</option>`,
        )}
      </select>
      ${kind === 'input' && this.view.inCall ? html`<div class="level" aria-hidden="true"><i></i></div>` : nothing}
    </label>`;
  }

  #captions(labels: MenuLabels & SharedLabels): TemplateResult {
    const change = (event: Event): void => {
      this.#settings.captions = (event.currentTarget as HTMLInputElement).checked;
    };
    return html`<label class="check">
      ${labels.captions}<input type="checkbox" .checked=${this.#settings.captions} @change=${change} />
    </label>`;
  }

  #check(labels: MenuLabels & SharedLabels): TemplateResult | typeof nothing {
    if (this.view.unusable) return nothing;
    const check = (): void => {
      this.#close('[aria-expanded]');
      this.actions.checkMicrophone();
    };
    return html`<button class="write check-microphone" @click=${check}>${labels['check-microphone']}</button>`;
  }

  #afresh(labels: MenuLabels): TemplateResult | typeof nothing {
    if (this.view.inCall || this.view.messages.length === 0) return nothing;
    const begin = (): void => {
      this.#close('[aria-expanded]');
      this.actions.startAfresh();
    };
    return html`<button class="write" @click=${begin}>${labels['new-conversation']}</button>`;
  }

  #write(labels: MenuLabels & SharedLabels): TemplateResult | typeof nothing {
    if (!this.view.inCall || !this.view.textInput) return nothing;
    const write = (): void => {
      this.#close('vla-composer');
      this.actions.write();
    };
    return html`<button class="write" @click=${write}>
      ${labels['write-instead']}<small>${labels['write-instead-hint']}</small>
    </button>`;
  }

  protected override updated(): void {
    if (this.view.inCall && !this.#frame) this.#frame = requestAnimationFrame(this.#draw);
  }

  /** Draws the visitor's level, once an animation frame, while the menu is open during a call. */
  readonly #draw = (): void => {
    const bar = this.renderRoot.querySelector<HTMLElement>('.level i');
    this.#frame = bar ? requestAnimationFrame(this.#draw) : 0;
    if (bar) bar.style.transform = `scaleX(${Math.min(1, Math.sqrt(this.view.levels().user) * 1.8)})`;
  };

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation(); // the panel would close too
    this.#close('[aria-expanded]');
  };

  /**
   * Closes the menu when the focus leaves it, except for the button that opened it: that button toggles the menu
   * itself.
   */
  readonly #focusout = ({ relatedTarget }: FocusEvent): void => {
    const next = relatedTarget as HTMLElement | null;
    if (next && next !== this && !next.hasAttribute('aria-expanded')) this.#close();
  };

  /** Closes the menu. `focus` selects the element that gets the focus. */
  #close(focus?: string): void {
    if (focus) (this.getRootNode() as ShadowRoot).querySelector<HTMLElement>(focus)?.focus();
    this.dispatchEvent(new CustomEvent('vla-menu-close'));
  }
}

/**
 * The list if it has names, else undefined: until the visitor allows the microphone, the browser gives neither names
 * nor ids.
 */
const named = (list: DeviceList | undefined): DeviceList | undefined =>
  list && [...list.inputs, ...list.outputs].some(({ label }) => label) ? list : undefined;

/** A device error needs no handling here: the panel shows it as a fault. */
const ignore = (): void => undefined;

define('vla-menu', VlaMenu);

declare global {
  interface HTMLElementTagNameMap {
    'vla-menu': VlaMenu;
  }
}
