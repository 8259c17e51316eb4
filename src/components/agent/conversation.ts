/**
 * Lazy entry: the panel, the runtime and the table of features. It is loaded when the visitor turns to the widget. It
 * makes the view that the faces show, and the actions that they call.
 */
import { html, nothing } from 'lit';
import { FEATURES } from './features.js';
import { hasLooseParts } from './has-loose-parts.js';
import type * as Variants from './variant-faces.js';
import type { AgentHost } from '../contract/agent.js';
import type { Actions, LauncherView, View } from '../contract/view.js';
import { en } from '../i18n/labels.js';
import { AgentRuntime, type RuntimeHost } from '../session/agent-runtime.js';
import { PANEL_PARTS, PANEL_SLOTS } from '../ui/panel/panel-slots.js';
import '../ui/panel/vla-panel.js';

/**
 * The host of the faces: it adds to the runtime's host the launcher's view, and the sign that the visitor turns to the
 * face.
 */
export interface FaceHost extends RuntimeHost {
  launcherView(): LauncherView;
  /** Called when the visitor points at the face or focuses it. */
  readonly intend: () => void;
}

export class LoadedAgent {
  readonly runtime: AgentRuntime<typeof FEATURES>;
  readonly actions: Actions;
  readonly #host: FaceHost;
  #variants: typeof Variants | undefined;
  #loadingVariants: Promise<void> | undefined;

  constructor(host: FaceHost) {
    this.#host = host;
    this.runtime = new AgentRuntime(host, FEATURES, () => this.actions.checkMicrophone());
    this.actions = this.#makeActions();
    if (hasLooseParts()) this.#loadVariants();
  }

  get #element(): AgentHost {
    return this.#host.element;
  }

  #makeActions(): Actions {
    const { runtime } = this;
    const { conversation, features } = runtime;
    const element = this.#element;
    return {
      start: () => void element.start().catch(shown),
      stop: () => void conversation.stop('visitor'),
      setMuted: (muted) => (element.muted = muted),
      sendText: (text) => void element.sendText(text).catch(shown),
      interrupt: () => element.interrupt(),
      toggle: () => (element.open = !element.open),
      close: () => element.hide(),
      dismissFault: () => conversation.dismissProblem(),
      write: () => conversation.call.goOnWriting(),
      startAfresh: () => void features.get('callFlow').then((flow) => flow.startAfresh(), shown),
      checkMicrophone: () => void features.get('microphoneCheck').then((check) => check.open(), shown),
      attachImage: (composer, image) =>
        void features.get('images').then((images) => images.attach(composer, image), shown),
      settings: element,
    };
  }

  get view(): View {
    const { runtime } = this;
    const element = this.#element;
    const { conversation, features } = runtime;
    const labels = runtime.labels(en);
    return {
      ...this.#host.launcherView(),
      floating: element.variant === 'floating',
      labels,
      muted: element.muted,
      messages: conversation.messages,
      fault: runtime.fault,
      cards: features.cards,
      heading: element.heading ?? labels.heading,
      transcript: element.transcript,
      textInput: element.textInput,
      visualizer: element.visualizer as View['visualizer'],
      unusable: runtime.unusable,
      levels: () => conversation.call.levels,
      ...features.view,
    };
  }

  /**
   * The template of the face. Variants that do not float are in a file of their own: until it is loaded the face is
   * empty, and then the element updates.
   */
  face(): unknown {
    const { variant } = this.#element;
    if (variant === 'floating') {
      return html`<vla-panel exportparts=${PANEL_PARTS} .view=${this.view} .actions=${this.actions}
        >${PANEL_SLOTS}</vla-panel
      >`;
    }
    this.#loadVariants();
    return this.#variants?.face(variant, this.view, this.actions, this.#host.intend) ?? nothing;
  }

  #loadVariants(): void {
    this.#loadingVariants ??= import('./variant-faces.js').then(
      (variants) => {
        this.#variants = variants;
        this.#element.requestUpdate();
      },
      () => (this.#loadingVariants = undefined),
    );
  }

  async showCaptions(): Promise<void> {
    (await this.runtime.features.get('captions')).showInPart();
  }
}

/** Swallows a fault, because the panel shows it already. */
const shown = (): void => undefined;
