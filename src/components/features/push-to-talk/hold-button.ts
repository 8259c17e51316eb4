/**
 * The logic of the button of push to talk. The button or a key holds a turn, and letting go sends it. The turn is dropped
 * when the pointer lets go beside the button, on Escape, and when the page loses the focus or is hidden.
 */
import { html, type TemplateResult } from 'lit';
import type { HoldPhase, Holdable } from './hold-phase.js';
import type { FeatureContext } from '../../contract/feature.js';
import type { Actions, View } from '../../contract/view.js';
import { en, type Labels } from '../../i18n/labels.js';
import { holdLabels } from './labels.js';
import './vla-hold.js';

/** Elements that have a use for the space bar themselves. */
const CONTROLS = 'input,textarea,select,button,a[href],summary,audio,video,[contenteditable]';
/** How long a visitor is told that the press was too short, in ms. */
const ADVICE_MS = 4000;

export class HoldButton implements Holdable {
  phase: HoldPhase = 'up';
  /** True while the visitor is told that the last press was too short. */
  slipped = false;
  readonly #agent: FeatureContext;
  #press: AbortController | undefined;
  #advice: ReturnType<typeof setTimeout> | undefined;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    // Keys that are pressed in the face end at the host; see keep-keys.ts.
    agent.host.addEventListener('keydown', this.#spaceBar);
    agent.host.addController({
      hostConnected: () => document.addEventListener('keydown', this.#spaceBar),
      hostDisconnected: () => document.removeEventListener('keydown', this.#spaceBar),
    });
  }

  /** The button and its labels. Empty without the attribute `push-to-talk`, which may come and go. */
  view(): Partial<View> {
    return this.#agent.host.pushToTalk ? { holdButton: this.#button, labels: this.#labels() } : {};
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
    void this.#agent.host.startTurn().catch(() => this.rest()); // the panel shows the fault
  }

  /** Follows the pointer. `off`: it has left the button. */
  slide(off: boolean): void {
    if (this.#press && this.phase !== 'latched') this.#show(off ? 'leaving' : 'held');
  }

  release(): void {
    if (!this.#press) return;
    if (this.phase === 'leaving') return this.cancel();
    this.rest();
    // A press before the call was up has at least begun the call, so it is not called too short.
    const stood = this.#agent.host.state !== 'requesting-mic' && this.#agent.host.state !== 'connecting';
    const tell = (sent: boolean): void =>
      void (!sent && stood && this.#agent.conversation.inCall && this.#advise(true));
    void this.#agent.host.endTurn().then(tell, ignore);
  }

  cancel(): void {
    if (!this.#press) return;
    this.rest();
    void this.#agent.host.cancelTurn().catch(ignore);
  }

  /** Puts the button back to rest. It neither sends nor drops the turn. */
  rest(): void {
    this.#press?.abort();
    this.#press = undefined;
    this.#show('up');
  }

  #show(phase: HoldPhase): void {
    if (phase === this.phase) return;
    this.phase = phase;
    this.#agent.requestUpdate();
  }

  #advise(slipped: boolean): void {
    clearTimeout(this.#advice);
    if (slipped) this.#advice = setTimeout(() => this.#advise(false), ADVICE_MS);
    this.slipped = slipped;
    this.#agent.requestUpdate();
  }

  // ---- keys ----

  /** Holds a turn as long as this key is down. */
  holdKey(event: KeyboardEvent): void {
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    event.preventDefault(); // the key must not click or scroll, also while it repeats
    if (event.repeat || this.#press) return;
    this.press();
    const up = (event: KeyboardEvent): void => {
      if (event.key !== key) return;
      event.preventDefault();
      this.release();
    };
    addEventListener('keyup', up, { capture: true, signal: this.#press!.signal });
  }

  /**
   * Holds a turn when the space bar has no other use where the focus is: anywhere in the element, and in a call also when
   * nothing on the page has the focus.
   */
  readonly #spaceBar = (event: KeyboardEvent): void => {
    const { pushToTalk, unusable } = this.#agent.host;
    if (event.key !== ' ' || event.defaultPrevented || !pushToTalk || unusable) return;
    const path = event.composedPath();
    const [target] = path;
    const isOurs = path.includes(this.#agent.host) || (target === document.body && this.#agent.conversation.inCall);
    if (isOurs && target instanceof Element && !target.closest(CONTROLS)) this.holdKey(event);
  };

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation(); // otherwise the panel would close
    this.cancel();
  };

  // ---- showing it ----

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

  /**
   * Replaces the labels that say that the agent listens, because it listens only while a turn is held. The page's own labels
   * win.
   */
  #labels(): Labels {
    const all = this.#agent.labels({ ...en, ...holdLabels });
    const hold = all['hint-hold'];
    const held = all[HINTS[this.phase]];
    const isUp = this.phase === 'up';
    return {
      ...all,
      'hint-idle': hold,
      'hint-chat': hold,
      'hint-ended': hold,
      'hint-speaking': hold,
      'hint-hearing': held,
      'status-listening': isUp ? all['status-ready'] : all['status-hearing'],
      'hint-listening': isUp ? hold : held,
      ...this.#agent.host.labels,
    };
  }
}

/** The hint while a turn is held. In phase `up` the page holds it by `startTurn()`, perhaps for a button of its own. */
const HINTS = {
  up: 'hint-release',
  held: 'hint-release',
  leaving: 'release-to-cancel',
  latched: 'hint-latched',
} as const satisfies Readonly<Record<HoldPhase, string>>;

/** Ignores an error that the panel already shows as a fault. */
const ignore = (): void => undefined;
