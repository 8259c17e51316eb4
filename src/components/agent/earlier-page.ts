/** `storage="session"`: shows the widget as the page before left it. Loaded with the page, where the page wants it. */
import type { AgentHost } from '../contract/agent.js';
import { recall } from '../session/tab-storage.js';

/** The element, as far as it is brought back. */
export interface Returning extends AgentHost {
  /** True while the panel opens or closes without the visitor, so that the focus stays where it is. */
  _quiet: boolean;
  _load(): Promise<unknown>;
}

/** Loads the rest when there is something to show. The conversation itself is brought back by the feature `callFlow`. */
export async function bringBack(element: Returning): Promise<void> {
  const { messages, mode, open, muted } = recall(element);
  if (!messages?.length && !mode) return;
  element._quiet = true;
  if (typeof open === 'boolean') element.open = open;
  if (typeof muted === 'boolean') element.muted = muted;
  try {
    await element._load();
    await element.updateComplete;
  } finally {
    element._quiet = false;
  }
}
