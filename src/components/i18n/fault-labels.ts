/** The sentences about faults: what went wrong, and what to do about it. Loaded only when something goes wrong. */
import type { Fault, Problem } from '../../worker/contract/faults.js';
import { adviceFor } from './owner-labels.js';
import { isRetryable } from './retryable.js';
import { lostWords, type FaultLabels } from './to-fault.js';

export const faultEn: FaultLabels = {
  ...lostWords,

  'fault-setup': 'This voice agent is not set up yet.',
  'fix-setup': 'Add a token-url attribute to <voice-live-agent> with the address of your token endpoint.',
  'fault-insecure-context': 'The microphone works only on secure pages.',
  'fix-insecure-context': 'Open this page by an address that begins with https://.',
  'fault-mic-denied': 'The microphone is blocked for this page.',
  'fix-mic-denied':
    'Click the icon beside the address bar, allow the microphone, then press Try again. You can also type.',
  'fault-mic-blocked-by-policy': 'This page does not let the voice agent use the microphone.',
  'fix-mic-blocked-by-policy':
    'For the site’s owner: send “Permissions-Policy: microphone=(self)”, or add allow="microphone" to the frame. You can still type.',
  'fault-mic-missing': 'No microphone was found.',
  'fix-mic-missing': 'Plug one in or switch your headset on, then press Try again. You can also type.',
  'fault-mic-busy': 'Another program is using the microphone.',
  'fix-mic-busy': 'Close other calls and recorders, then press Try again.',
  'fault-audio-blocked': 'The browser is holding the sound back.',
  'fix-audio-blocked': 'Press Try again to let this page play sound.',
  'fault-csp-blocked': 'This site’s security policy stopped the voice agent.',
  'fix-csp-blocked':
    'For the site’s owner: host the voice agent’s files yourself, set assets-url, and allow them in worker-src and script-src of the Content-Security-Policy. The console names what was refused.',
  'fault-worker-failed': 'The voice agent could not start.',
  'fix-worker-failed': 'Press Try again. If that does not help, reload the page.',
  'fix-file-missing':
    'For the site’s owner: a file of the voice agent is not on the server; the console names it. Serve it, or set assets-url.',
  'fault-token-failed': 'We could not get permission to connect.',
  'fix-token-failed': 'Check your connection and press Try again in a moment.',
  'fault-token-refused': 'You are not allowed to use this voice agent.',
  'fix-token-refused': 'Sign in to this site if you can, then reload the page.',
  'fault-token-invalid': 'The site’s sign-in for the voice agent gave an unusable answer.',
  'fix-token-invalid':
    'For the site’s owner: the endpoint at token-url must answer with JSON that holds a token. The console says what is wrong.',
  'fault-connect-failed': 'We could not reach the voice service.',
  'fix-connect-failed':
    'Check your internet connection, then press Try again. For the site’s owner: the console lists what the service may have refused.',
  'fault-connect-timeout': 'The voice service did not answer in time.',
  'fix-connect-timeout': 'Press Try again. A firewall or VPN may also be in the way.',
  'fault-unauthorized': 'The voice service refused the sign-in.',
  'fix-unauthorized': 'For the site’s owner: check that the token is for this resource and has not expired.',
  'fault-not-found': 'The voice agent was not found.',
  'fix-not-found': 'For the site’s owner: check the endpoint, the model and the agent’s name.',
  'fault-throttled': 'Too many people are talking right now.',
  'fix-throttled': 'Wait a minute, then press Try again.',
  'fault-session-rejected': 'The voice service refused the settings of this agent.',
  'fix-session-rejected': 'For the site’s owner: the console names the setting that it refused.',
  'fault-session-expired': 'This call reached its time limit.',
  'fix-session-expired': 'Press Try again to begin a new one.',
  'fault-server-error': 'The voice service had a problem.',
  'fix-server-error': 'Wait a moment, then try again.',
  'fault-tool-failed': 'The agent could not finish one of its tasks.',
  'fix-tool-failed': 'Ask again, or ask in other words.',
  'fault-avatar-failed': 'The picture of the agent could not be shown.',
  'fix-avatar-failed': 'The call goes on without it.',
  'fault-rtc-failed': 'The call could not be put through.',
  'fix-rtc-failed': 'A firewall or VPN may be in the way. Try another network.',
  'fault-unsupported': 'This browser cannot make voice calls.',
  'fix-unsupported': 'Update it, or use a current Chrome, Edge, Firefox or Safari. You can still type.',

  'fix-endpoint':
    'For the site’s owner: the address of the voice service is missing. Add “endpoint” to the answer of token-url, or endpoint="https://…" to <voice-live-agent>.',
  'fix-route':
    'For the site’s owner: token-url must answer a POST without a body. Check the address and the route on the server.',
  'fix-forbidden':
    'Sign in to this site if you can, then reload the page. For the site’s owner: where the server wants a CSRF token, send it with tokenProvider.',
  'fix-token-server':
    'Press Try again in a moment. For the site’s owner: no token could be made; the server’s log says why.',
  'fix-cors':
    'Press Try again in a moment. For the site’s owner: the answer of token-url needs the header Access-Control-Allow-Origin.',
  'fix-expired': 'For the site’s owner: token-url must answer with a new token each time.',
  'fix-connect-src':
    'For the site’s owner: allow the address of the voice service in the Content-Security-Policy, in connect-src.',
  'fix-prevented': 'For the site’s owner: the page prevented vla-before-start.',
  'fix-provider': 'Press Try again in a moment. For the site’s owner: tokenProvider gave no token.',
  'fix-later': 'You can try again after {time}.',
  'answer-content-filter': 'The answer was withheld because of its content.',
  'fix-content-filter': 'Ask about something else, or in other words.',
  'answer-cut-off': 'The answer broke off before its end.',
  'fix-cut-off': 'Ask for the rest.',
  'fix-ask-later': 'Wait a moment, then ask again.',
};

/** The time of day, rounded up to a full second, so that the visitor is not told to retry too early. */
const clockTime = (ms: number, lang: string | undefined): string =>
  new Date(Math.ceil(ms / 1000) * 1000).toLocaleTimeString(lang);

/**
 * Turns a problem into a fault with the visitor's sentences. `tellOwner` gets the advice for the site's owner, in
 * English.
 */
export function toFault(
  problem: Problem,
  words: Partial<FaultLabels> = {},
  lang?: string,
  tellOwner?: (sentence: string) => void,
): Fault {
  const labels = { ...faultEn, ...words };
  const { advice: closer, ...rest } = problem;
  const { code, cause, retryAt } = rest;
  const advice = adviceFor(problem);
  if (advice) tellOwner?.(`${code}${cause ? ` (${cause})` : ''}: ${advice.hint}`);
  return {
    ...rest,
    message: labels[advice?.message ?? (`fault-${code}` as const)],
    fix: retryAt
      ? labels['fix-later'].replace('{time}', clockTime(retryAt, lang))
      : labels[closer ? (`fix-${closer}` as const) : (advice?.fix ?? (`fix-${code}` as const))],
    retryable: !advice?.message && isRetryable(code),
  };
}
