/**
 * Warns developers about settings that the service would refuse. Loaded when a page asks for more than a plain call. A
 * call does not wait for it, because it only warns. It also tells what cannot change while a conversation goes on.
 */
import { checkSession } from './check-session.js';
import { unknownTools, unusedAttributes } from './check-voice-agent.js';
import { isVoiceAgent } from '../../session/model-facts.js';
import { warnOnce } from '../../base/warn-once.js';
import type { Feature, FeatureContext } from '../../contract/feature.js';
import type { RequestSession } from '../../../worker/protocol/objects/index.js';

const toAttribute = (property: string): string => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export function create(agent: FeatureContext): Feature {
  const { host } = agent;
  const check = (session: RequestSession): void =>
    (isVoiceAgent(host) ? unusedAttributes(host) : checkSession(session, host)).forEach(warnOnce);
  /** True until the service told the session for the first time: a behaviour that takes over may have other tools. */
  let isFirst = false;
  return {
    onStart: (session) => {
      isFirst = true;
      check(session);
    },
    onNotice: (notice) => {
      if (notice.kind !== 'session' || !isFirst || !isVoiceAgent(host)) return;
      isFirst = false;
      unknownTools(notice.session, agent.tools).forEach(warnOnce);
    },
    onSettings: (session, fixed) => {
      if (!fixed[0]) check(session); // attributes of the next conversation do not fit the session of this one
      for (const property of fixed) {
        const why = property === 'voice' ? 'the agent has spoken with another one' : 'it is read when one begins';
        warnOnce(`${toAttribute(property)} does not change in a conversation (${why}): the next one has it.`);
      }
    },
  };
}
