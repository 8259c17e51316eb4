/**
 * Around a call, in five parts that few calls need: consent before it, limits, what outlives a reload, the end, and a
 * microphone that comes back. Loaded when a page or a moment asks for it. At most one of their cards is shown.
 */
import { Consent } from './consent/consent.js';
import { Ended } from './ended/ended.js';
import { Limits } from './limits/limits.js';
import { MicrophoneRecovery } from './microphone-recovery/microphone-recovery.js';
import { Storage } from './storage/storage.js';
import type { VoiceLiveAgentDetails } from '../../contract/events.js';
import type { AgentEventName, Feature, FeatureContext } from '../../contract/feature.js';

export function create(agent: FeatureContext): Feature {
  const storage = new Storage(agent);
  const consent = new Consent(agent);
  // In the order in which their cards come first.
  const parts: readonly Feature[] = [
    storage,
    consent,
    new Limits(agent),
    new Ended(agent),
    new MicrophoneRecovery(agent),
  ];
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
    card: () => parts.map((part) => part.card?.()).find(Boolean),
  };
}
