/**
 * Warns a developer of settings that the service would refuse. Loaded when a page asks for more than a plain call; nobody
 * waits for it, since it only tells.
 */
import { checkSession } from './check-session.js';
import { warnOnce } from '../../base/warn-once.js';
import type { Feature, FeatureContext } from '../../contract/feature.js';

export const create = ({ host }: FeatureContext): Feature => ({
  onStart: (session) => checkSession(session, host).forEach(warnOnce),
});
