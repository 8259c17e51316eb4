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
import { warnOnce } from '../contract/attributes.js';
import { VoiceLiveAgent } from './voice-live-agent.js';

const agents = new WeakSet<VoiceLiveAgent>();
/** Connected parts, with the agent that they show. */
const parts = new Map<FaceElement, VoiceLiveAgent | undefined>();

/** Developers look at the console when a part stays empty. */
const PATIENCE_MS = 5000;

const named = (part: FaceElement): VoiceLiveAgent | undefined => {
  const root = part.getRootNode();
  const id = part.getAttribute('for');
  const found = id && (root instanceof ShadowRoot || root instanceof Document) ? root.getElementById(id) : null;
  return found instanceof VoiceLiveAgent ? found : undefined;
};

/** What stands in a face of ours is given its view there. */
const isLoose = (part: FaceElement): boolean => {
  const root = part.getRootNode();
  return !(root instanceof ShadowRoot && (root.host instanceof FaceElement || root.host instanceof VoiceLiveAgent));
};

/** On a server there is nothing to watch. */
const names = globalThis.MutationObserver && new MutationObserver(() => rebind());

function rebind(): void {
  for (const [part, before] of parts) {
    const agent = named(part);
    if (agent === before) continue;
    parts.set(part, agent);
    if (agent) adopt(agent);
    if (agent && part instanceof VlaCaptions) caption(agent).catch(() => undefined);
    if (agent) feed(part, agent);
    else clear(part);
    for (const each of [before, agent]) if (each) watch(each);
  }
}

/** Levels are measured only while somebody looks. */
function watch(agent: VoiceLiveAgent): void {
  const watched = [...parts].some(([part, owner]) => owner === agent && part instanceof VlaOrb);
  agent._extras = { ...agent._extras, watched };
}

function feed(part: FaceElement, agent: VoiceLiveAgent): void {
  const session = agent._loaded;
  if (!session || !agent._language.spoken) return; // it comes with an update
  part.view = agent._view(session);
  part.actions = agent._actions;
}

/** Without its agent a part is empty: buttons that do nothing would lie. */
function clear(part: FaceElement): void {
  Reflect.set(part, 'view', undefined);
  render(nothing, part.renderRoot, part.renderOptions);
}

/** Few pages have captions: what follows them is loaded with the first. */
async function caption(agent: VoiceLiveAgent): Promise<void> {
  const [session, { captionsOf }] = await Promise.all([agent._load(), import('../features/captions/captions.js')]);
  captionsOf(session).showInPart();
}

/** The first part of an agent makes it tell of its updates. */
function adopt(agent: VoiceLiveAgent): void {
  if (agents.has(agent)) return;
  agents.add(agent);
  names.observe(agent, { attributeFilter: ['id'] });
  agent.addController({
    hostConnected: rebind,
    hostDisconnected: rebind,
    hostUpdated() {
      for (const [part, owner] of parts) if (owner === agent) feed(part, agent);
    },
  });
  agent._load().catch(() => undefined);
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
VoiceLiveAgent.addInitializer((agent) => agent.addController({ hostConnected: rebind }));
// those that were there before this was loaded
globalThis.document?.querySelectorAll('[for]').forEach((part) => {
  if (part instanceof FaceElement) follow(part as FaceElement);
});
