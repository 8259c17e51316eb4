/**
 * Takes credentials out of words that the service wrote: it may quote one in an error or in the reason of a close, encoded
 * or cut off. It knows every credential of a connection, and nothing of what the words are in. Pure.
 */
import type { Credential } from '../contract/engine-api.js';
import { parseUrl } from './parse-url.js';

/** A part of a credential that is as long as this is taken for one. Shorter credentials are found only as a whole. */
const PART = 8;
/** What takes the place of a credential. */
const GONE = '…';
/** Parts of an address that are not secret, and that an error may have to name. */
const OPEN = /^(api-version|model|profile|features|agent-(?!access)|conversation-id|client-request-id)/;
/** The fields of a tool that hold a credential of another server. */
interface ToolSecrets {
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Fields that hold what somebody said, or audio. They are not words of the service. */
const SAID = /^(delta|transcript|text|audio)$/;

/** Everything that must not be read in a page: of the answer of the token endpoint, and of the tools of these sessions. */
export function secretsOf(
  { token, access_token, url }: Credential,
  ...sessions: readonly ({ readonly tools?: unknown } | undefined)[]
): readonly string[] {
  const address = parseUrl(url ?? '');
  const query = [...(address?.searchParams ?? [])].filter(([name]) => !OPEN.test(name)).map(([, value]) => value);
  const steps = address?.pathname.split('/').filter((step) => step.length >= 2 * PART) ?? [];
  const tools = sessions.flatMap((session) => (session?.tools ?? []) as readonly ToolSecrets[]);
  const ofTools = tools.flatMap(({ authorization, headers }) => [
    authorization,
    ...Object.entries(headers ?? {}).map(([name, value]) => /auth|key|token|secret|cookie/i.test(name) && value),
  ]);
  return [token, access_token, address?.username, address?.password, ...query, ...steps, ...ofTools]
    .map((secret) => String(secret || '').replace(/^\w+ /, '')) // "Bearer " is none
    .filter((secret) => secret.length >= PART / 2);
}

/** A secret as it is, and percent-encoded in every usual way. */
function formsOf(secret: string): readonly string[] {
  const once = encodeURIComponent(secret);
  const small = once.replace(/%../g, (code) => code.toLowerCase());
  return [secret, once, small, encodeURIComponent(once)];
}

/** The pieces of secrets, each `PART` long or a whole secret that is shorter. What begins with none of them is no secret. */
const piecesOf = (forms: readonly string[]): ReadonlySet<string> =>
  new Set(
    forms.flatMap((form) =>
      Array.from({ length: Math.max(1, form.length - PART + 1) }, (_, i) => form.slice(i, i + PART)),
    ),
  );

/** Where the part of a secret ends that stands in the text at `from`; `from` when none does. */
function endOfPart(text: string, from: number, secret: string): number {
  let end = from + Math.min(PART, secret.length);
  if (end > text.length || !secret.includes(text.slice(from, end))) return from;
  while (end < text.length && secret.includes(text.slice(from, end + 1))) end++;
  return end;
}

/** Returns a function that puts `…` in the place of the secrets, and of parts of them, in all strings of a value. */
export function cleaner(secrets: readonly string[]): <T>(value: T) => T {
  const forms = [...new Set(secrets.flatMap(formsOf))];
  const pieces = piecesOf(forms);
  const short = Math.min(PART, ...forms.map(({ length }) => length));
  const cleanText = (text: string): string => {
    let clean = '';
    for (let i = 0; i < text.length;) {
      // Most texts have no secret, and some are long.
      const possible = short < PART || pieces.has(text.slice(i, i + PART));
      const end = possible ? Math.max(...forms.map((form) => endOfPart(text, i, form))) : i;
      clean += end > i ? GONE : text[i];
      i = Math.max(end, i + 1);
    }
    return clean;
  };
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return cleanText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(clean);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, SAID.test(key) ? each : clean(each)]));
  };
  return (value) => (forms[0] ? clean(value) : value) as typeof value;
}
