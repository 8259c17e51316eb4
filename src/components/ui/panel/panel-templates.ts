/** Pieces of a face: its status, what went wrong, and the buttons of the call. Pure: view in, template out. */
import { html, nothing, type TemplateResult } from 'lit';
import { CLOSE, HANG_UP, icon, MIC, MIC_OFF } from '../shared/icons.js';
import { hintKey, wordKey } from '../shared/status-keys.js';
import type { Actions, View } from '../../contract/view.js';

type Part = TemplateResult | typeof nothing;

export const offersRetry = ({ fault, inCall, unusable }: View): boolean =>
  fault?.retryable === true && !inCall && !unusable;

/** One word, and one instruction. */
export function statusLine(view: View): TemplateResult {
  const { labels } = view;
  return html`<p part="status"><b>${labels[`status-${wordKey(view)}`]}</b> ${labels[`hint-${hintKey(view)}`]}</p>`;
}

/** `expanded`: what it opens is open; undefined when it opens nothing. */
export const roundButton = (
  path: string,
  words: string,
  press: (event: Event) => void,
  expanded?: boolean,
): TemplateResult =>
  html`<button class="close" aria-label=${words} title=${words} aria-expanded=${expanded ?? nothing} @click=${press}>
    ${icon(path)}
  </button>`;

export function faultCard(view: View, actions: Actions): Part {
  const { fault, labels, unusable } = view;
  if (!fault) return nothing;
  const dismiss = roundButton(CLOSE, labels.dismiss, () => actions.dismissFault());
  const retry = html`<button class="primary retry" @click=${() => actions.start()}>${labels.retry}</button>`;
  return html`<div class="card" part="error">
    <b>${fault.message}</b>
    ${unusable ? nothing : dismiss}
    <p>${fault.fix}</p>
    ${offersRetry(view) ? retry : nothing}
  </div>`;
}

export function callControls(view: View, actions: Actions): Part {
  const { hold, inCall, labels, muted } = view;
  if (view.unusable || offersRetry(view)) return nothing; // one thing to press, not two for the same
  const first = inCall && (muted || !hold) ? muteButton : (hold ?? startButton);
  const end = inCall ? control('danger', 'end', HANG_UP, labels.end, () => actions.stop()) : nothing;
  return html`<div class="controls">${first(view, actions)}${end}</div>`;
}

const control = (look: string, part: string, path: string, words: string, press: () => void): TemplateResult =>
  html`<button class=${look} part=${part} @click=${press}>${icon(path)}${words}</button>`;

const startButton = ({ labels, status }: View, actions: Actions): TemplateResult =>
  control('primary', 'mic', MIC, status === 'ended' ? labels.restart : labels.start, () => actions.start());

const muteButton = ({ labels, muted }: View, actions: Actions): TemplateResult =>
  control(muted ? 'on' : 'quiet', 'mute', muted ? MIC_OFF : MIC, muted ? labels.unmute : labels.mute, () =>
    actions.setMuted(!muted),
  );

/** The visualiser. Bars are the choice of few pages, and are loaded for those. */
export function picture(view: View, actions: Actions): Part {
  if (view.visualizer === 'none') return nothing;
  if (view.visualizer === 'orb') {
    return html`<vla-orb class="orb" exportparts="orb" .view=${view} .actions=${actions}></vla-orb>`;
  }
  void import('../../agent/variant-faces.js');
  return html`<vla-bars class="orb" exportparts="orb" .view=${view} .actions=${actions}></vla-bars>`;
}
