/** The element and its standalone parts as React components, for React 18 and 19. */
import 'voice-live-agent';
import { warnOnce } from '../components/base/warn-once.js';
import { component } from './component.js';

/** Loads the code of the standalone parts. It is a file of its own, which pages without parts never load. */
const loadParts = (): void =>
  void import('voice-live-agent/parts').catch(() => warnOnce('the code of its standalone parts could not be loaded.'));

const part = (tag: string, displayName: string) => component(tag, displayName, loadParts);

export const VoiceLiveAgent = component('voice-live-agent', 'VoiceLiveAgent');
export const VlaOrb = part('vla-orb', 'VlaOrb');
export const VlaStatus = part('vla-status', 'VlaStatus');
export const VlaMicButton = part('vla-mic-button', 'VlaMicButton');
export const VlaTranscript = part('vla-transcript', 'VlaTranscript');
export const VlaComposer = part('vla-composer', 'VlaComposer');
export const VlaCaptions = part('vla-captions', 'VlaCaptions');
export const VlaAvatar = part('vla-avatar', 'VlaAvatar');
