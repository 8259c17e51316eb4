/**
 * Four parts around a call, which few calls need: consent before it, storage across a reload, the card after
 * its end, and recovery from a fault of the microphone. Loaded when a page uses one of them, and after a problem or the end
 * of a conversation. At most one of their cards is shown.
 */
import { Consent } from './consent/consent.js';
import { Ended } from './ended/ended.js';
import { MicrophoneRecovery } from './microphone-recovery/microphone-recovery.js';
import { Storage } from './storage/storage.js';
import type { VoiceLiveAgentDetails } from '../../contract/events.js';
import type { AgentEventName, Feature, FeatureContext } from '../../contract/feature.js';

export interface CallFlow extends Feature {
  /** Begins anew: nothing of the conversation so far is shown, kept or told to the agent. */
  startAfresh(): Promise<void>;
}

export function create(agent: FeatureContext): CallFlow {
  const storage = new Storage(agent);
  const consent = new Consent(agent);
  const ended = new Ended(agent);
  // The order decides whose card is shown when several have one.
  const parts: readonly Feature[] = [storage, consent, ended, new MicrophoneRecovery(agent)];
  const pass =
    <Name extends AgentEventName>(name: Name) =>
    (detail: VoiceLiveAgentDetails[Name]): void =>
      parts.forEach(({ on }) => on?.[name]?.(detail));
  return {
    on: {
      'vla-state': pass('vla-state'),
      'vla-transcript': pass('vla-transcript'),
      'vla-speech': pass('vla-speech'),
      'vla-session': pass('vla-session'),
      'vla-error': pass('vla-error'),
    },
    beforeCall: () => consent.beforeCall(),
    view: () => storage.view(),
    onLeave: () => storage.onLeave(),
    card: () => parts.map((part) => part.card?.()).find(Boolean),
    startAfresh: () => ended.startAfresh(),
  };
}
