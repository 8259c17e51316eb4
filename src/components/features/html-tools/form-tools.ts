/** Forms that an agent fills and the visitor sends: what waits for the visitor, and what the model hears of it. */
import { html, type TemplateResult } from 'lit';
import type { AgentHost } from '../../contract/agent.js';
import type { FeatureContext } from '../../contract/feature.js';
import { fillForm, valuesIn } from './fill-form.js';
import { formLabels } from './labels.js';
import { prefersStillness } from '../../base/reduced-motion.js';
import './vla-form-card.js';

/** On a form that waits for the visitor, for the page's own style. */
const WAITING = 'voice-tool-waiting';
/** Where the panel is a sheet over all of the page. */
const SHEET = '(max-width: 480px)';

export class FormTools {
  readonly #agent: FeatureContext;
  /** Filled and not sent yet, with the names of their tools. */
  readonly #waiting = new Map<HTMLFormElement, string>();

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    const root = this.#element.getRootNode();
    // Captured: whatever the page does with it, this is what the visitor sends.
    root.addEventListener('submit', (event) => this.#sent(event.target), true);
    root.addEventListener('reset', (event) => this.refuse(event.target), true);
  }

  get #element(): AgentHost {
    return this.#agent.host;
  }

  /** Nobody waits for the visitor within a call of a tool: reading takes its time, and talking goes on meanwhile. */
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

  /** The page took the form away. */
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
    // After the page's own listeners, which may have more to say by `updateContext()`.
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

  /** The conversation is over. */
  forgetAll(): void {
    for (const form of this.#waiting.keys()) this.forget(form);
  }

  // ---- what is shown ----

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

  /** To the form; a sheet that covers it goes. */
  async #show(form: HTMLFormElement): Promise<void> {
    if (this.#isSheet) {
      this.#element.hide();
      await this.#element.updateComplete;
      await new Promise(requestAnimationFrame); // the launcher takes the focus of a panel that closes
    }
    show(form, 'center');
    const field = form.querySelector<HTMLElement>(':is(input,select,textarea):invalid') ?? form.querySelector(FIRST);
    field?.focus({ preventScroll: true });
  }
}

const FIRST = ':is(input:not([type=hidden]),select,textarea,button):enabled';

const show = (form: HTMLFormElement, block: ScrollLogicalPosition): void =>
  form.scrollIntoView({ block, behavior: prefersStillness() ? 'instant' : 'smooth' });
