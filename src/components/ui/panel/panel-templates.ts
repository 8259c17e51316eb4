/**
 * Templates that several faces share: the status line, the card of a fault, the call's buttons, the visualizer. They
 * are pure: a view goes in, a template comes out.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { endButton, firstButton, type CallButton } from '../controls/call-controls.js';
import { CLOSE, icon } from '../shared/icons.js';
import { roundButton } from '../shared/round-button.js';
import { hintKey, wordKey } from '../shared/status-keys.js';
import type { Actions, View } from '../../contract/view.js';

type Part = TemplateResult | typeof nothing;

export const offersRetry = ({ fault, inCall, unusable }: View): boolean =>
  fault?.retryable === true && !inCall && !unusable;

/** The status line: the name of the status, then what the visitor can do now. */
export function statusLine(view: View): TemplateResult {
  const { labels } = view;
  return html`<p part="status"><b>${labels[`status-${wordKey(view)}`]}</b> ${labels[`hint-${hintKey(view)}`]}</p>`;
}

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
  const { holdButton: hold, inCall, muted, unusable } = view;
  if (unusable || offersRetry(view)) return nothing; // "Try again" on the fault's card starts the call already
  const first = hold && !(inCall && muted) ? hold(view, actions) : control(firstButton(view, actions));
  return html`<div class="controls">${first}${inCall ? control(endButton(view, actions)) : nothing}</div>`;
}

const control = ({ look, part, path, words, press }: CallButton): TemplateResult =>
  html`<button class=${look} part=${part} @click=${press}>${icon(path)}${words}</button>`;

/** The visualizer. The bars are loaded on demand, because few pages choose them. */
export function picture(view: View, actions: Actions): Part {
  if (view.visualizer === 'none') return nothing;
  if (view.visualizer === 'orb') {
    return html`<vla-orb class="orb" exportparts="orb" .view=${view} .actions=${actions}></vla-orb>`;
  }
  import('../visualizer/vla-bars.js').catch(() => undefined); // then there is no picture
  return html`<vla-bars class="orb" exportparts="orb" .view=${view} .actions=${actions}></vla-bars>`;
}
