/**
 * All agents on the page, so that a standalone part can find its own. Each agent enters itself. This module imports
 * neither agents nor parts.
 */
import type { ReactiveControllerHost } from 'lit';
import type { Actions, View } from '../contract/view.js';

export interface RegisteredAgent {
  readonly element: HTMLElement & ReactiveControllerHost;
  /** The view and actions for a part; undefined while the agent is still loading them. */
  face(): { readonly view: View; readonly actions: Actions } | undefined;
  /** Loads panel and runtime. */
  load(): Promise<{ showCaptions(): Promise<void> }>;
  /** Call with true while a part shows levels: they are measured only while something shows them. */
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

/** Calls `listener` whenever an agent was added or removed. It is never unsubscribed. */
export const onAgentsChange = (listener: () => void): unknown => listeners.add(listener);
