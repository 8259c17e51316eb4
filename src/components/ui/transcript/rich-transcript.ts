/**
 * The part of the transcript that is loaded on demand: links, formatting and copy buttons. It is loaded when a message
 * has a link or a mark, or when the visitor points at or focuses the transcript. Most voice calls need none of it.
 */
import { css, html, type TemplateResult } from 'lit';
import { adoptStyles } from '../../base/adopt-styles.js';
import type { Message } from '../../../worker/contract/conversation.js';
import type { Labels } from '../../i18n/labels.js';
import { linkify } from './linkify.js';
import { transcriptLabels } from './labels.js';
import { richText, type Rich } from './rich-text.js';
import './vla-copy.js';

/**
 * The text of a message, formatted. Only the agent's messages use marks; a visitor's text gets links and is else left
 * as typed.
 */
export function words(message: Message): Rich {
  const { role, text } = message;
  const rich = made.get(message) ?? (role === 'agent' ? richText(text) : linkify(text));
  made.set(message, rich);
  return rich;
}

/** While an answer arrives, the transcript is rendered with each frame. Messages that did not change are not read again. */
const made = new WeakMap<Message, Rich>();

/**
 * The copy button of a message. Tab reaches only the last message's button; the arrow keys lead from there to the
 * others.
 */
export function copyButton({ text }: Message, isLast: boolean, labels: Labels): TemplateResult {
  const all = { ...transcriptLabels, ...labels };
  return html`<vla-copy
    exportparts="copy"
    .source=${() => text}
    .name=${all.copy}
    .labels=${all}
    .skipped=${!isLast}
    @keydown=${goOn}
  ></vla-copy>`;
}

function goOn(event: KeyboardEvent): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const here = event.currentTarget as HTMLElement;
  const all = [...(here.getRootNode() as ShadowRoot).querySelectorAll('vla-copy')];
  const next = all[all.indexOf(here as never) + step];
  next?.scrollIntoView({ block: 'nearest' });
  next?.focus();
}

const styles = css`
  .message {
    position: relative;
    flex: none; /* what is skipped has no size of its own that would keep it from being pressed together */
    min-block-size: 46px;
    align-self: stretch;
    max-inline-size: none;
  }
  /* What is far from the eye is neither laid out nor painted; but the end has its real height, since readers stick to it. */
  .message:nth-last-child(n + 10) {
    content-visibility: auto;
    contain-intrinsic-size: auto 46px;
  }
  .bubble {
    inline-size: fit-content;
    max-inline-size: 84%;
  }
  .user .bubble {
    margin-inline-start: auto;
  }
  .user:not(.partial) .bubble {
    border-color: var(--_seen, transparent);
  }
  .user small {
    text-align: end;
  }
  vla-copy {
    position: absolute;
    inset-block-start: 1px;
    inset-inline-end: 0;
    opacity: 0;
    transition: opacity 0.12s;
  }
  .user vla-copy {
    inset-inline: 0 auto;
  }
  .message:is(:hover, :focus-within) vla-copy {
    opacity: 1;
  }
  @media (hover: none) {
    .agent vla-copy {
      opacity: 0.75;
    }
  }
  a {
    unicode-bidi: plaintext; /* an address is not turned around, whatever the language around it */
    color: inherit;
    text-underline-offset: 2px;
  }
  .words :is(ul, ol, pre, p) {
    margin-block: 6px;
  }
  .words > :first-child {
    margin-block-start: 0;
  }
  .words > :last-child {
    margin-block-end: 0;
  }
  ul,
  ol {
    padding-inline-start: 20px;
    white-space: normal;
  }
  li {
    white-space: pre-wrap;
  }
  code {
    padding: 1px 4px;
    border-radius: 5px;
    background: color-mix(in oklab, currentColor 10%, transparent);
    font:
      0.9em ui-monospace,
      monospace;
  }
  pre {
    overflow-x: auto;
    padding: 8px 10px;
    border-radius: 8px;
    background: color-mix(in oklab, currentColor 10%, transparent);
    text-align: left;
  }
  pre code {
    padding: 0;
    background: none;
  }
  b {
    font-weight: 650;
  }
  .latest {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    padding-inline: 12px 16px;
    border-color: var(--_border);
    background: var(--_surface);
    box-shadow: 0 2px 12px rgb(0 0 0 / 0.18);
    font-size: 14px;
  }
`;

/**
 * Adds these styles to a transcript that is shown already. They change the heights of messages, so this scrolls by the
 * difference: the message at the top stays where it is.
 */
export function dress(root: ShadowRoot): void {
  const log = root.querySelector('.log')!;
  const { top } = log.getBoundingClientRect();
  const read = [...log.querySelectorAll('.message')].find((each) => each.getBoundingClientRect().bottom > top);
  const place = read?.getBoundingClientRect().top ?? 0;
  adoptStyles(root, styles);
  if (read) log.scrollTop += read.getBoundingClientRect().top - place;
}
