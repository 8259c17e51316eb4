/**
 * Forms that the agent fills in and the visitor sends. It knows which forms wait for the visitor, shows a card for them,
 * and tells the model whether they were sent.
 */
import { html, type TemplateResult } from 'lit';
import type { AgentHost } from '../../contract/agent.js';
import type { FeatureContext } from '../../contract/feature.js';
import { fillForm, valuesIn } from './fill-form.js';
import { formLabels } from './labels.js';
import { prefersStillness } from '../../base/reduced-motion.js';
import './vla-form-card.js';

/** Attribute of a form that waits for the visitor, so that the page can style it. */
const WAITING = 'voice-tool-waiting';
/** Screens on which the panel covers the whole page, as in vla-panel.styles.ts. */
const SHEET = '(max-width: 480px)';

export class FormTools {
  readonly #agent: FeatureContext;
  /** Forms that are filled in and not sent yet, with the names of their tools. */
  readonly #waiting = new Map<HTMLFormElement, string>();

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    const root = this.#element.getRootNode();
    // Listens while capturing, so that a page that stops the event does not hide it.
    root.addEventListener('submit', (event) => this.#sent(event.target), true);
    root.addEventListener('reset', (event) => this.refuse(event.target), true);
  }

  get #element(): AgentHost {
    return this.#agent.host;
  }

  /**
   * Fills in the form and answers the tool call at once. It does not wait for the visitor, who takes time to read and may
   * go on talking. Throws when the form does not accept the values.
   */
  fill(form: HTMLFormElement, name: string, args: unknown): object {
    const problems = fillForm(form, args as Readonly<Record<string, unknown>>);
    if (problems.length > 0) throw new Error(`the form does not take this: ${problems.join(' ')} Call the tool again`);
    this.#waiting.set(form, name);
    form.setAttribute(WAITING, '');
    this.#announce();
    if (!this.#isSheet) show(form, 'nearest');
    return {
      status: 'waiting',
      note: 'the form is filled in, and nothing is sent yet: ask the visitor to check it and to send it; you will be told',
    };
  }

  /** Stops waiting for the form, because it was sent, refused or removed. */
  forget(form: HTMLFormElement): void {
    if (!this.#waiting.delete(form)) return;
    form.removeAttribute(WAITING);
    this.#element.requestUpdate();
  }

  refuse(form: EventTarget | null): void {
    const name = this.#settle(form);
    if (name !== undefined) this.#tell(`The visitor does not want to send the form ${name}. Nothing was sent.`);
  }

  #sent(form: EventTarget | null): void {
    const name = this.#settle(form);
    if (name === undefined) return;
    const values = JSON.stringify(valuesIn(form as HTMLFormElement));
    // Runs after the page's own listeners, which may call `updateContext()` first.
    setTimeout(() => this.#tell(`The visitor has sent the form ${name}, with these values: ${values}`));
  }

  #settle(form: EventTarget | null): string | undefined {
    const name = this.#waiting.get(form as HTMLFormElement);
    if (name !== undefined) this.forget(form as HTMLFormElement);
    return name;
  }

  #tell(text: string): void {
    if (!this.#agent.conversation.active) return;
    this.#element.updateContext(text);
    this.#element.sendEvent({ type: 'response.create' });
  }

  /** Stops waiting for all forms, because the conversation is over. */
  forgetAll(): void {
    for (const form of this.#waiting.keys()) this.forget(form);
  }

  // ---- the card ----

  #announce(): void {
    const labels = this.#agent.labels(formLabels);
    this.#agent.announce(`${labels['form-title']} ${labels['form-text']}`);
  }

  get #isSheet(): boolean {
    return this.#element.variant === 'floating' && this.#element.open && matchMedia(SHEET).matches;
  }

  card(): TemplateResult | undefined {
    const form = [...this.#waiting.keys()].at(-1);
    if (!form) return undefined;
    return html`<vla-form-card
      class="first"
      part="card"
      .labels=${this.#agent.labels(formLabels)}
      .show=${() => void this.#show(form)}
      .refuse=${() => this.refuse(form)}
    ></vla-form-card>`;
  }

  /** Leads the visitor to the form. A panel that covers the page is closed first. */
  async #show(form: HTMLFormElement): Promise<void> {
    if (this.#isSheet) {
      this.#element.hide();
      await this.#element.updateComplete;
      await new Promise(requestAnimationFrame); // the closing panel gives the focus to the launcher first
    }
    show(form, 'center');
    const field = form.querySelector<HTMLElement>(':is(input,select,textarea):invalid') ?? form.querySelector(FIRST);
    field?.focus({ preventScroll: true });
  }
}

const FIRST = ':is(input:not([type=hidden]),select,textarea,button):enabled';

const show = (form: HTMLFormElement, block: ScrollLogicalPosition): void =>
  form.scrollIntoView({ block, behavior: prefersStillness() ? 'instant' : 'smooth' });
