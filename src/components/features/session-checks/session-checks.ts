/**
 * Warns developers about settings that the service would refuse. Loaded when a page asks for more than a plain call. A
 * call does not wait for it, because it only warns.
 */
import { checkSession } from './check-session.js';
import { warnOnce } from '../../base/warn-once.js';
import type { Feature, FeatureContext } from '../../contract/feature.js';

export const create = ({ host }: FeatureContext): Feature => ({
  onStart: (session) => checkSession(session, host).forEach(warnOnce),
});
