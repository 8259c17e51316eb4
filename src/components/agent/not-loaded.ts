/** What the launcher says and does while panel and runtime cannot be loaded, most likely because the visitor is offline. */
import { launcherLabels } from '../i18n/launcher-labels.js';
import { warnOnce } from '../base/warn-once.js';
import type { Words } from '../i18n/locale.js';
import type { Fault } from '../../worker/contract/faults.js';

interface Loading {
  readonly _loaded: object | undefined;
  _failed: boolean | undefined;
  readonly _words: Words;
}

const wordsOf = ({ _words }: Loading): string => ({ ...launcherLabels, ..._words })['launcher-offline'];

/** The sentence for the visitor; undefined while nothing is wrong. */
export const offline = (agent: Loading): string | undefined =>
  agent._failed && !agent._loaded ? wordsOf(agent) : undefined;

/** @param again loads them once the visitor is online */
export function notLoaded(agent: Loading, again: () => void): never {
  agent._failed = true;
  addEventListener('online', again, { once: true });
  warnOnce('the rest of the widget could not be loaded; is every file of dist/ on the server?');
  const message = wordsOf(agent);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Fault, plain data
  throw { code: 'connection-lost', message, fix: message, retryable: true } satisfies Fault;
}
