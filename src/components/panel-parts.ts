/** Pieces of a face: its status, what went wrong, and the buttons of the call. Pure: view in, template out. */
import { html, nothing, type TemplateResult } from 'lit';
import { CLOSE, HANG_UP, icon, MIC, MIC_OFF } from './icons.js';
import { hintKey, wordKey } from './session-words.js';
import type { Actions, View } from './view.js';

type Part = TemplateResult | typeof nothing;

export const offersRetry = ({ fault, inCall, unusable }: View): boolean =>
  fault?.retryable === true && !inCall && !unusable;

/** One word, and one instruction. */
export function statusLine(view: View): TemplateResult {
  const { labels } = view;
  return html`<p part="status"><b>${labels[`status-${wordKey(view)}`]}</b> ${labels[`hint-${hintKey(view)}`]}</p>`;
}

/** `expanded`: what it opens is open; undefined when it opens nothing. */
export const roundButton = (path: string, words: string, press: () => void, expanded?: boolean): TemplateResult =>
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
  if (view.inCall) return html`<div class="controls">${muteButton(view, actions)}${endButton(view, actions)}</div>`;
  if (view.unusable || offersRetry(view)) return nothing; // one thing to press, not two for the same
  return html`<div class="controls">${startButton(view, actions)}</div>`;
}

function startButton({ labels, status }: View, actions: Actions): Part {
  return html`<button class="primary" part="mic" @click=${() => actions.start()}>
    ${icon(MIC)}${status === 'ended' ? labels.restart : labels.start}
  </button>`;
}

function muteButton({ labels, muted }: View, actions: Actions): Part {
  return html`<button class=${muted ? 'on' : 'quiet'} part="mute" @click=${() => actions.setMuted(!muted)}>
    ${icon(muted ? MIC_OFF : MIC)}${muted ? labels.unmute : labels.mute}
  </button>`;
}

function endButton({ labels }: View, actions: Actions): Part {
  return html`<button class="danger" part="end" @click=${() => actions.stop()}>${icon(HANG_UP)}${labels.end}</button>`;
}

/** The visualiser. Bars are the choice of few pages, and are loaded for those. */
export function picture(view: View, actions: Actions): Part {
  if (view.visualizer === 'none') return nothing;
  if (view.visualizer === 'orb') {
    return html`<vla-orb class="orb" exportparts="orb" .view=${view} .actions=${actions}></vla-orb>`;
  }
  void import('./parts.js');
  return html`<vla-bars class="orb" exportparts="orb" .view=${view} .actions=${actions}></vla-bars>`;
}
