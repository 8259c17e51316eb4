/**
 * Standalone parts: inner elements anywhere on the page, whose attribute `for` holds the id of their agent. Parts are
 * bound anew whenever a part or an agent is added, removed or renamed. Nothing polls the page.
 */
import { nothing, render } from 'lit';
import { FaceElement } from '../ui/shared/face-element.js';
import { adoptPageAccent, checkColours } from '../ui/shared/page-colors.js';
import '../ui/visualizer/vla-avatar.js';
import { VlaCaptions } from '../features/captions/vla-captions.js';
import '../ui/controls/vla-mic-button.js';
import { VlaOrb } from '../ui/visualizer/vla-orb.js';
import '../ui/panel/vla-status.js';
import { keepKeys } from '../base/keep-keys.js';
import { warnOnce } from '../base/warn-once.js';
import { findAgent, onAgentsChange, type RegisteredAgent } from './agent-registry.js';

/** Agents whose updates are followed already. */
const adopted = new WeakSet<RegisteredAgent>();
/** The standalone parts in the document, each with its agent. */
const parts = new Map<FaceElement, RegisteredAgent | undefined>();

/**
 * How long a part may stay without an agent before the console warns, in ms: longer than a page usually takes to add
 * one.
 */
const PATIENCE_MS = 5000;

const named = (part: FaceElement): RegisteredAgent | undefined => {
  const root = part.getRootNode();
  const id = part.getAttribute('for');
  const found = id && (root instanceof ShadowRoot || root instanceof Document) ? root.getElementById(id) : null;
  return findAgent(found);
};

/** True for a standalone part. A part inside a face gets its view from that face. */
const isLoose = (part: FaceElement): boolean => {
  const root = part.getRootNode();
  return !(root instanceof ShadowRoot && (root.host instanceof FaceElement || findAgent(root.host)));
};

/** Watches the attributes `id` and `for`. Undefined where there is no DOM, as on a server. */
const names = globalThis.MutationObserver && new MutationObserver(() => rebind());

function rebind(): void {
  for (const [part, before] of parts) {
    const agent = named(part);
    if (agent === before) continue;
    parts.set(part, agent);
    if (agent) adopt(agent);
    if (agent && part instanceof VlaCaptions) showCaptions(agent).catch(() => undefined);
    if (agent) feed(part, agent);
    else clear(part);
    for (const each of [before, agent]) if (each) watch(each);
  }
}

/** Tells an agent whether one of its parts shows levels, because they are measured only then. */
const watch = (agent: RegisteredAgent): void =>
  agent.watch([...parts].some(([part, owner]) => owner === agent && part instanceof VlaOrb));

/**
 * Gives a part its view and actions. While the agent is still loading, this does nothing; the agent's next update calls
 * it.
 */
function feed(part: FaceElement, agent: RegisteredAgent): void {
  const face = agent.face();
  if (!face) return;
  part.view = face.view;
  part.actions = face.actions;
}

/** Empties a part that has no agent any more, because its buttons could do nothing. */
function clear(part: FaceElement): void {
  Reflect.set(part, 'view', undefined);
  render(nothing, part.renderRoot, part.renderOptions);
}

/** Loads the feature `captions`, which `<vla-captions>` needs even if the attribute `captions` is not set. */
async function showCaptions(agent: RegisteredAgent): Promise<void> {
  await (await agent.load()).showCaptions();
}

/** Follows the updates of an agent from its first part on. */
function adopt(agent: RegisteredAgent): void {
  if (adopted.has(agent)) return;
  adopted.add(agent);
  names.observe(agent.element, { attributeFilter: ['id'] });
  agent.element.addController({
    hostUpdated() {
      for (const [part, owner] of parts) if (owner === agent) feed(part, agent);
    },
  });
  agent.load().catch(() => undefined);
}

function follow(part: FaceElement): void {
  part.addController({
    hostConnected() {
      if (!isLoose(part)) return;
      parts.set(part, undefined);
      keepKeys(part);
      names.observe(part, { attributeFilter: ['for'] });
      adoptPageAccent(part);
      checkColours(part);
      rebind();
      setTimeout(() => parts.has(part) && !parts.get(part) && complain(part), PATIENCE_MS);
    },
    hostDisconnected() {
      const agent = parts.get(part);
      parts.delete(part);
      if (agent) watch(agent);
    },
  });
}

const complain = (part: FaceElement): void => {
  const id = part.getAttribute('for');
  warnOnce(`<${part.localName} for="${id ?? ''}"> finds no <voice-live-agent> of that id beside it.`);
};

FaceElement.addInitializer((part) => follow(part as FaceElement));
onAgentsChange(rebind);
// Parts that were created before this module was loaded.
globalThis.document?.querySelectorAll('[for]').forEach((part) => {
  if (part instanceof FaceElement) follow(part as FaceElement);
});
