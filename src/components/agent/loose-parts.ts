/**
 * Parts of a face anywhere on the page: `for` names the agent, as a label names its field. A part finds its agent when
 * either of them comes, goes or is renamed; nobody looks at the page in between.
 */
import { nothing, render } from 'lit';
import { FaceElement } from '../ui/shared/face-element.js';
import { adoptPageAccent, checkColours } from '../ui/shared/page-colors.js';
import '../ui/visualizer/vla-avatar.js';
import { VlaCaptions } from '../features/captions/vla-captions.js';
import '../ui/controls/vla-mic-button.js';
import { VlaOrb } from '../ui/visualizer/vla-orb.js';
import '../ui/panel/vla-status.js';
import { warnOnce } from '../base/warn-once.js';
import { findAgent, onAgentsChange, type RegisteredAgent } from './agent-registry.js';

const adopted = new WeakSet<RegisteredAgent>();
/** Connected parts, with the agent that they show. */
const parts = new Map<FaceElement, RegisteredAgent | undefined>();

/** Developers look at the console when a part stays empty. */
const PATIENCE_MS = 5000;

const named = (part: FaceElement): RegisteredAgent | undefined => {
  const root = part.getRootNode();
  const id = part.getAttribute('for');
  const found = id && (root instanceof ShadowRoot || root instanceof Document) ? root.getElementById(id) : null;
  return findAgent(found);
};

/** A part inside a face gets its view there. */
const isLoose = (part: FaceElement): boolean => {
  const root = part.getRootNode();
  return !(root instanceof ShadowRoot && (root.host instanceof FaceElement || findAgent(root.host)));
};

/** On a server there is nothing to watch. */
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

/** Levels are measured only while somebody looks. */
const watch = (agent: RegisteredAgent): void =>
  agent.watch([...parts].some(([part, owner]) => owner === agent && part instanceof VlaOrb));

/** What is not there yet comes with an update. */
function feed(part: FaceElement, agent: RegisteredAgent): void {
  const face = agent.face();
  if (!face) return;
  part.view = face.view;
  part.actions = face.actions;
}

/** Without its agent a part is empty: buttons that do nothing would lie. */
function clear(part: FaceElement): void {
  Reflect.set(part, 'view', undefined);
  render(nothing, part.renderRoot, part.renderOptions);
}

/** Few pages have captions, whose feature is loaded with the first part that shows them. */
async function showCaptions(agent: RegisteredAgent): Promise<void> {
  await (await agent.load()).showCaptions();
}

/** The first part of an agent makes it tell of its updates. */
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
// those that were there before this was loaded
globalThis.document?.querySelectorAll('[for]').forEach((part) => {
  if (part instanceof FaceElement) follow(part as FaceElement);
});
