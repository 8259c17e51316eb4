/** `POST /voice/token`: who may talk gets an address with a ticket, or a token. The same answer for every framework. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Admission, Wish } from '../limits/admission.js';
import { REFUSALS, type Refusal } from '../limits/refusal.js';
import type { Observer } from '../observe/observer.js';
import { isObject, parseObject } from '../options/json.js';
import type { Settings } from '../options/read-options.js';
import type { Visitor, VoiceRequest } from '../options/visitor-types.js';
import { hashOf, type Tickets } from '../tickets/tickets.js';
import { asciiJson } from '../upstream/address.js';
import type { Credentials } from '../upstream/credentials.js';
import { networkOf } from './address.js';
import type { Gate } from './gate.js';
import { directAnswer, relayAnswer } from './token-answer.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; empty for an answer without a body. */
  readonly body: string;
}

export interface TokenServices {
  readonly settings: Settings;
  readonly gate: Gate;
  readonly admission: Admission;
  readonly tickets: Tickets;
  readonly ticketMs: number;
  readonly credentials: Credentials;
  readonly observer: Observer;
  /** Whether that secret resumes that call, as far as this instance knows it. */
  readonly mayResume: (call: string, secret: string) => boolean;
  readonly isDraining: () => boolean;
}

const HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

export class TokenRoute {
  readonly #of: TokenServices;

  constructor(services: TokenServices) {
    this.#of = services;
  }

  async answer(request: VoiceRequest, body: unknown): Promise<Answer> {
    const { origin, host } = request.headers;
    if (!this.#of.gate({ origin, host })) return this.#refuse(REFUSALS.notAllowed(), undefined, 'origin or host');
    const cors = origin === undefined ? {} : corsFor(origin);
    if (request.method === 'OPTIONS') return preflight(cors);
    if (request.method !== 'POST') return reply(405, { error: 'Use POST.' }, { ...cors, allow: 'POST' });
    try {
      return await this.#judge(request, body, cors);
    } catch (error) {
      this.#of.observer.failed('token', error);
      return this.#refuse(REFUSALS.storeAway(), cors);
    }
  }

  async #judge(request: VoiceRequest, body: unknown, cors: Readonly<Record<string, string>>): Promise<Answer> {
    const { settings, admission, observer } = this.#of;
    if (this.#of.isDraining()) return this.#refuse(REFUSALS.draining(), cors);
    const named = await settings.authorize(request);
    if (!named) return this.#refuse(REFUSALS.notAllowed(), cors, 'authorize');
    checkVisitor(named, settings);
    const visitor = hashOf(named.visitor);
    const { follows, resume } = readBody(body);
    const known = resume && this.#of.mayResume(resume.call, resume.secret) ? resume : undefined;
    // Another instance may have the lost call: then a new one may follow it, which this visitor alone may do.
    const older = known ? undefined : (follows ?? resume?.call);
    const wish = { ...(older !== undefined && { follows: older }), ...(known && { resumes: known.call }) };
    const verdict = await admission.askTicket(visitor, networkOf(request.address), wish);
    if (verdict.refusal) return this.#refuse(verdict.refusal, cors, undefined, visitor);
    observer.ticketGiven(visitor, named.profile, settings.way);
    return reply(200, await this.#grant(request, { ...named, visitor }, verdict, known?.seen), cors);
  }

  async #grant(request: VoiceRequest, named: Visitor, granted: Wish, seen = 0): Promise<object> {
    const { visitor, profile, structuredInputs: inputs } = named;
    const { settings, tickets, ticketMs, credentials } = this.#of;
    if (settings.way === 'direct') return directAnswer(settings, profile, await credentials.token());
    const { follows, resumes } = granted;
    const call = resumes ?? randomUUID();
    const resume = settings.resume ? randomBytes(24).toString('base64url') : undefined;
    const { origin = '' } = request.headers;
    const secret = await tickets.issue({
      ...{ visitor, origin, profile, call },
      ...(follows !== undefined && { follows }),
      ...(resumes !== undefined && { resumes: { seen } }),
      ...(inputs && { inputs }),
      ...(resume !== undefined && { resumeHash: hashOf(resume) }),
    });
    return relayAnswer(settings, request, { profile, call, secret, ticketMs, ...(resume !== undefined && { resume }) });
  }

  #refuse(refusal: Refusal, headers: Readonly<Record<string, string>> = {}, why?: string, visitor?: string): Answer {
    this.#of.observer.ticketRefused(refusal.reason, why, visitor);
    const { status, sentence, reason, retryAfterS } = refusal;
    const wait = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
    return reply(status, { error: sentence, code: reason }, { ...headers, ...wait });
  }
}

const reply = (status: number, body: object, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { ...HEADERS, ...headers },
  body: JSON.stringify(body),
});

/** A page of another origin may read the answer, and how long it has to wait. */
const corsFor = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-expose-headers': 'retry-after',
  vary: 'origin',
});

const preflight = (cors: Readonly<Record<string, string>>): Answer => ({
  status: 204,
  headers: {
    ...cors,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'accept, content-type',
    'access-control-max-age': '600',
  },
  body: '',
});

/** A header is 16 KB at most. */
const MOST_INPUTS = 8192;

function checkVisitor({ visitor, profile, structuredInputs }: Visitor, { profiles }: Settings): void {
  if (typeof visitor !== 'string' || visitor === '')
    throw new TypeError('authorize gave no visitor: a text that names them.');
  if (!Object.hasOwn(profiles, profile)) {
    throw new TypeError(`authorize gave profile "${profile}", which is none of ${Object.keys(profiles).join(', ')}.`);
  }
  if (structuredInputs === undefined) return;
  if (!isObject(structuredInputs) || asciiJson(structuredInputs).length > MOST_INPUTS)
    throw new TypeError(
      `authorize gave structuredInputs that are no object, or longer than ${MOST_INPUTS} characters.`,
    );
}

interface Asked {
  readonly follows?: string;
  readonly resume?: { readonly call: string; readonly secret: string; readonly seen: number };
}

const ID = /^[\w-]{1,64}$/;
const isId = (value: unknown): value is string => typeof value === 'string' && ID.test(value);

/** What a page may say when it asks: which call it takes over from, or which one it wants to go on with. */
function readBody(body: unknown): Asked {
  const asked = typeof body === 'string' ? parseObject(body) : body;
  if (!isObject(asked)) return {};
  const { follows, resume } = asked;
  const back = isObject(resume) ? resume : {};
  const { call, secret, seen } = back;
  return {
    ...(isId(follows) && { follows }),
    ...(isId(call) &&
      isId(secret) &&
      typeof seen === 'number' &&
      Number.isInteger(seen) && { resume: { call, secret, seen } }),
  };
}
