/**
 * Push to talk with a face: a turn is held by the button or the space bar, sent when it is let go, and dropped by whatever
 * takes the hand away. Loaded where a page sets `push-to-talk`.
 */
import { html, type TemplateResult } from 'lit';
import type { AgentElement } from '../../agent/agent-element.js';
import type { AgentSession } from '../../session/agent-runtime.js';
import type { Pack } from '../../i18n/locale.js';
import { en } from '../../i18n/labels.js';
import { withMore } from '../../i18n/optional-labels.js';
import type { Actions, Extras, View } from '../../contract/view.js';
import './vla-hold.js';

/**
 * `leaving`: the finger slid off the button, and letting go would drop the turn. `latched`: begun by a press that has no
 * length, as those of voice control and screen readers; the next one sends.
 */
export type HoldPhase = 'up' | 'held' | 'leaving' | 'latched';

/** What the space bar is for already. */
const CONTROLS = 'input,textarea,select,button,a[href],summary,audio,video,[contenteditable]';
/** How long a visitor is told that the press was too short, in ms. */
const ADVICE_MS = 4000;

export class HoldToTalk {
  phase: HoldPhase = 'up';
  /** The last press was too short to say anything. */
  slipped = false;
  readonly #session: AgentSession;
  readonly #element: AgentElement;
  #press: AbortController | undefined;
  /** What the words depend on that were made last. */
  #about: readonly unknown[] = [];
  #advice: ReturnType<typeof setTimeout> | undefined;

  constructor(session: AgentSession) {
    this.#session = session;
    const element = (this.#element = session.element);
    element.addController({
      hostConnected: () => document.addEventListener('keydown', this.#spaceBar),
      hostDisconnected: () => document.removeEventListener('keydown', this.#spaceBar),
      hostUpdate: () => this.#offer(),
    });
    element.addEventListener('vla-close', () => this.cancel());
    element.addEventListener('vla-state', () => {
      if (element.state === 'ended' || element.state === 'error') this.#rest();
    });
    session.requestUpdate();
  }

  /** The attribute may come and go, and so may the language. */
  #offer(): void {
    const { _extras, _language, labels, pushToTalk } = this.#element;
    const about = pushToTalk ? [this.phase, this.slipped, _language.spoken, labels] : [];
    if (about.length === this.#about.length && about.every((each, at) => each === this.#about[at])) return;
    this.#about = about;
    const ours = pushToTalk
      ? { hold: this.#button, words: this.#words({ ..._language.spoken?.words, ...labels }) }
      : { hold: undefined, words: undefined };
    this.#element._extras = { ..._extras, ...ours };
  }

  // ---- a turn ----

  press(phase: 'held' | 'latched' = 'held'): void {
    if (this.#press) return;
    const { signal } = (this.#press = new AbortController());
    const drop = (): void => this.cancel();
    addEventListener('blur', drop, { signal });
    document.addEventListener('visibilitychange', drop, { signal });
    addEventListener('keydown', this.#escape, { capture: true, signal });
    this.#advise(false);
    this.#show(phase);
    void this.#element.startTurn().catch(() => this.#rest()); // the face shows the fault
  }

  /** Whether the finger is off the button. */
  slide(off: boolean): void {
    if (this.#press && this.phase !== 'latched') this.#show(off ? 'leaving' : 'held');
  }

  release(): void {
    if (!this.#press) return;
    if (this.phase === 'leaving') return this.cancel();
    this.#rest();
    // the press that began the call was long enough for that
    const stood = this.#element.state !== 'requesting-mic' && this.#element.state !== 'connecting';
    const tell = (sent: boolean): void =>
      void (!sent && stood && this.#session.controller.inCall && this.#advise(true));
    void this.#element.endTurn().then(tell, ignore);
  }

  cancel(): void {
    if (!this.#press) return;
    this.#rest();
    void this.#element.cancelTurn().catch(ignore);
  }

  #rest(): void {
    this.#press?.abort();
    this.#press = undefined;
    this.#show('up');
  }

  #show(phase: HoldPhase): void {
    if (phase === this.phase) return;
    this.phase = phase;
    this.#session.requestUpdate();
  }

  #advise(slipped: boolean): void {
    clearTimeout(this.#advice);
    if (slipped) this.#advice = setTimeout(() => this.#advise(false), ADVICE_MS);
    this.slipped = slipped;
    this.#session.requestUpdate();
  }

  // ---- keys ----

  /** A key that is held like the button. */
  holdKey(event: KeyboardEvent): void {
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    event.preventDefault(); // neither a click nor a page that scrolls, also while the key repeats
    if (event.repeat || this.#press) return;
    this.press();
    const up = (event: KeyboardEvent): void => {
      if (event.key !== key) return;
      event.preventDefault();
      this.release();
    };
    addEventListener('keyup', up, { capture: true, signal: this.#press!.signal });
  }

  /** Anywhere in the face where it has no other meaning; in a call also where nothing of the page has the focus. */
  readonly #spaceBar = (event: KeyboardEvent): void => {
    const { pushToTalk, unusable } = this.#element;
    if (event.key !== ' ' || event.defaultPrevented || !pushToTalk || unusable) return;
    const path = event.composedPath();
    const [target] = path;
    const isOurs = path.includes(this.#element) || (target === document.body && this.#session.controller.inCall);
    if (isOurs && target instanceof Element && !target.closest(CONTROLS)) this.holdKey(event);
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation(); // the panel stays
    this.cancel();
  };

  // ---- what is shown ----

  readonly #button = (view: View, actions: Actions): TemplateResult =>
    html`<vla-hold
      class="first"
      exportparts="mic"
      .view=${view}
      .actions=${actions}
      .turns=${this}
      .phase=${this.phase}
      .slipped=${this.slipped}
    ></vla-hold>`;

  /** Nobody is listened to who does not hold the button, and nobody should be told so. */
  #words(known: Partial<Pack>): Extras['words'] {
    const all = withMore({ ...en, ...known });
    const hold = all['hint-hold'];
    const held = all[HINTS[this.phase]];
    const isUp = this.phase === 'up';
    return {
      'hint-idle': hold,
      'hint-chat': hold,
      'hint-ended': hold,
      'hint-speaking': hold,
      'hint-hearing': held,
      'status-listening': isUp ? all['status-ready'] : all['status-hearing'],
      'hint-listening': isUp ? hold : held,
    };
  }
}

/** A turn that the page holds by itself is let go as well. */
const HINTS = {
  up: 'hint-release',
  held: 'hint-release',
  leaving: 'release-to-cancel',
  latched: 'hint-latched',
} as const satisfies Readonly<Record<HoldPhase, string>>;

/** The face shows it as a fault already. */
const ignore = (): void => undefined;
