/**
 * Advice to the site's owner about faults in the set-up, in English. It is shown in the console and by `diagnose()`.
 * The visitor reads another sentence, the label that `fix` names.
 */
import type { Problem } from '../../worker/contract/faults.js';

/** Names of what may become of one answer. It has a message of its own, and another try would end like the first. */
export type CloserAnswer = 'content-filter' | 'cut-off';

/** Names of fixes that belong to one cause of a fault and not to its code in general. */
export type CloserFix =
  | CloserAnswer
  | 'endpoint'
  | 'route'
  | 'forbidden'
  | 'token-server'
  | 'provider'
  | 'cors'
  | 'expired'
  | 'connect-src'
  | 'prevented'
  | 'ask-later';

interface Advice {
  readonly code: Problem['code'];
  /** Matches the cause that this advice is for. Without it the advice is for all other causes of the code. */
  readonly cause?: RegExp;
  /** Label for the visitor, if that of the code would not help. */
  readonly fix?: `fix-${CloserFix | 'session-rejected'}`;
  /** Message for the visitor, if that of the code would not tell what happened. */
  readonly message?: `answer-${CloserAnswer}`;
  /** Sentence for the site's owner. */
  readonly hint: string;
}

const ANSWER = 'It should be {"token": "…", "expiresOnTimestamp": …, "endpoint": "https://name.services.ai.azure.com"}';
const REFUSALS =
  'Usual causes: the identity that minted the token lacks a role on this resource (Cognitive Services User and Foundry User); ' +
  'the token is for another scope than https://ai.azure.com/.default, or for another tenant; endpoint is a regional address, where ' +
  'Entra tokens need the custom domain https://name.services.ai.azure.com; the model or the agent does not exist in the region of the ' +
  'resource; the resource is in a private network; connect-src of the page lacks wss://name.services.ai.azure.com.';

const ADVICE: readonly Advice[] = [
  {
    code: 'setup',
    cause: /no token-url/,
    hint: 'neither token-url nor tokenProvider is set. Add token-url="/voice/token" with the address of your token endpoint, or set the property tokenProvider before the visitor begins.',
  },
  {
    code: 'setup',
    cause: /no address/,
    fix: 'fix-route',
    hint: 'token-url cannot be read as an address. Give one that is relative to the page, such as /voice/token, or a whole one that begins with https://.',
  },
  {
    code: 'setup',
    cause: /endpoint/,
    fix: 'fix-endpoint',
    hint: 'no address of the service: add "endpoint" to the answer of the token endpoint, or the attribute endpoint, such as https://name.services.ai.azure.com.',
  },
  {
    code: 'setup',
    cause: /before-start/,
    fix: 'fix-prevented',
    hint: 'a listener of the page called preventDefault(), so no conversation began.',
  },
  {
    code: 'setup',
    cause: / is a /,
    fix: 'fix-session-rejected',
    hint: 'settings of a session and events are plain data, as in JSON: they go to another thread. A function that the agent may call is the handler of a tool in the property tools, or of registerTool().',
  },
  {
    code: 'setup',
    cause: /40[45]|410/,
    fix: 'fix-route',
    hint: 'nothing answers POST at token-url. Check the address (it is relative to the page), and that the route takes POST.',
  },
  {
    code: 'setup',
    cause: /HTTP/,
    fix: 'fix-route',
    hint: 'the token endpoint did not accept the request: POST without a body, with Accept: application/json. Where it needs more, ask by tokenProvider.',
  },
  {
    code: 'token-refused',
    cause: /401|redirect/,
    hint: 'the token endpoint wants a sign-in. Cookies go to the origin of the page only; to another one, send what it needs by tokenProvider.',
  },
  {
    code: 'token-refused',
    fix: 'fix-forbidden',
    hint: 'the token endpoint refused the request. Django, Rails, Laravel and ASP.NET refuse a POST without their CSRF token: send its header by tokenProvider, or exempt the route and check Origin there.',
  },
  {
    code: 'token-failed',
    cause: /HTTP/,
    fix: 'fix-token-server',
    hint: 'the server behind token-url failed; its log says why. Where it could get no token: az login, or a managed identity with a role on the resource.',
  },
  {
    code: 'token-failed',
    cause: /CORS/,
    fix: 'fix-cors',
    hint: 'token-url answers, and the page may not read it: it is on another origin, or redirects there (perhaps to a sign-in). Send Access-Control-Allow-Origin with the origin of the page; cookies are not sent to another origin.',
  },
  {
    code: 'token-failed',
    cause: /connection/,
    hint: 'token-url could not be reached: no network, no such host, http:// on an https:// page, or connect-src of the page does not allow it.',
  },
  {
    code: 'token-failed',
    cause: /Provider/,
    fix: 'fix-provider',
    hint: 'tokenProvider threw, gave nothing or took longer than 15 s.',
  },
  {
    code: 'token-invalid',
    cause: /expired/,
    fix: 'fix-expired',
    hint: 'the token had run out when it came. Mint one for each answer, or keep one only while minutes are left; expiresAt is in seconds, expiresOnTimestamp in ms, and both are held against the Date of the answer.',
  },
  {
    code: 'token-invalid',
    cause: /JSON$/,
    hint: `token-url answered with something else, such as a page of HTML: another route or a fallback took the request. ${ANSWER}`,
  },
  { code: 'token-invalid', hint: `token-url answered with JSON that cannot be used. ${ANSWER}` },
  {
    code: 'throttled',
    cause: /rate.?limit|too.?many.?requests/i,
    fix: 'fix-ask-later',
    hint: 'the model answers no more requests for now. Raise its quota, or the tokens per minute of its deployment.',
  },
  {
    code: 'throttled',
    hint: 'too many requests. Raise the limit of the token endpoint or the quota of the resource. Retry-After is honoured; from another origin it is read only with Access-Control-Expose-Headers: Retry-After.',
  },
  {
    code: 'csp-blocked',
    cause: /connect-src/,
    fix: 'fix-connect-src',
    hint: 'connect-src of the Content-Security-Policy does not allow the address of the service, such as wss://name.services.ai.azure.com.',
  },
  {
    code: 'connect-failed',
    cause: /refused/,
    hint: 'the browser did not open the socket: its address is ws:// or http:// on an https:// page, or connect-src of the page does not allow it.',
  },
  {
    code: 'connect-failed',
    cause: /clock/,
    hint: `the service did not accept the connection. Either the token had expired, or the clock of this device is wrong: that cannot be told, since tokenProvider, or an answer from another origin without Access-Control-Expose-Headers: Date, has no date. ${REFUSALS}`,
  },
  {
    code: 'connect-failed',
    hint: `the service did not accept the connection, and a browser does not tell why. ${REFUSALS}`,
  },
  {
    code: 'csp-blocked',
    cause: /trusted/,
    hint: "the page's policy demands Trusted Types: add voice-live-agent to the directive trusted-types.",
  },
  {
    code: 'csp-blocked',
    hint: 'set assets-url to a folder of this origin that holds the files of dist/, and allow it in that directive: worker-src for the worker, script-src for the worklets.',
  },
  {
    code: 'session-rejected',
    hint: 'the service refused this setting. It comes from an attribute, from the property session, from a listener of vla-before-start, or from session in the answer of the token endpoint.',
  },
  {
    code: 'server-error',
    cause: /content.?filter/i,
    message: 'answer-content-filter',
    fix: 'fix-content-filter',
    hint: 'the content filter of the service took the answer away. Its strictness is set with the deployment of the model.',
  },
  {
    code: 'server-error',
    cause: /^response incomplete/,
    message: 'answer-cut-off',
    fix: 'fix-cut-off',
    hint: 'the answer broke off. Where it reached its limit, raise max-response-output-tokens, or ask for shorter answers in instructions.',
  },
  { code: 'unauthorized', hint: `the service closed the connection. ${REFUSALS}` },
];

/** Finds the advice for a problem. Undefined when the site's owner can do nothing about it. */
export const adviceFor = ({ code, cause = '' }: Problem): Advice | undefined =>
  ADVICE.find((advice) => advice.code === code && (advice.cause?.test(cause) ?? true));

/** All advice about a code, for the reference in the docs. */
export const adviceOn = (code: Problem['code']): readonly Advice[] => ADVICE.filter((advice) => advice.code === code);
