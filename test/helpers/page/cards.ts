/** The cards that features put above the buttons of a call, and their buttons. */
import { until, type Stage } from './live-agent.js';

/** The card with this tag in the open panel; null when it is not there. */
export function card<T extends HTMLElement>({ agent }: Stage, tag: string): T | null {
  return agent.shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector<T>(tag) ?? null;
}

/** Waits until the card is there and has its heading. */
export async function shownCard<T extends HTMLElement = HTMLElement>(stage: Stage, tag: string): Promise<T> {
  await until(`${tag} is shown`, () => Boolean(card(stage, tag)?.shadowRoot?.querySelector('h3')));
  return card<T>(stage, tag)!;
}

/** The button with this text or title in an element's shadow root. */
export const button = (host: Element, label: string): HTMLElement => {
  const all = [...host.shadowRoot!.querySelectorAll<HTMLElement>('button')];
  const found = all.find(({ innerText, title }) => innerText.trim() === label || title === label);
  if (!found) throw new Error(`no button ${label} among ${all.map(({ innerText }) => innerText).join(', ')}`);
  return found;
};

export const panelButton = ({ agent }: Stage, label: string): HTMLElement =>
  button(agent.shadowRoot!.querySelector('vla-panel')!, label);

/** Attributes of a call in which neither side speaks: push to talk, and nobody pushes. */
export const QUIET = { 'turn-detection': 'none' };
