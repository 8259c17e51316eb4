/** The agents of the page, so that parts anywhere on it find theirs. An agent enters itself; nothing is imported. */
import type { ReactiveControllerHost } from 'lit';
import type { Actions, View } from '../contract/view.js';

export interface RegisteredAgent {
  readonly element: HTMLElement & ReactiveControllerHost;
  /** What a part shows; undefined while it is being loaded. */
  face(): { readonly view: View; readonly actions: Actions } | undefined;
  load(): Promise<{ showCaptions(): Promise<void> }>;
  /** Whether a part shows how loud it is: levels are measured only while somebody looks. */
  watch(on: boolean): void;
}

const agents = new Map<Element, RegisteredAgent>();
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

export function enterAgent(agent: RegisteredAgent): void {
  agents.set(agent.element, agent);
  tell();
}

export function leaveAgent(element: Element): void {
  agents.delete(element);
  tell();
}

export const findAgent = (element: Element | null): RegisteredAgent | undefined =>
  (element && agents.get(element)) || undefined;

/** Calls back when an agent came or went. */
export const onAgentsChange = (listener: () => void): unknown => listeners.add(listener);
