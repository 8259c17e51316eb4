/** Who is let in: the windows of tickets, the places of calls, the minutes and the money of a day. */
import type { Settings } from '../options/read-options.js';
import type { Timings } from '../options/timings.js';
import type { PlaceSet, Store } from '../store/store.js';
import type { Ticket } from '../tickets/tickets.js';
import { dayOf, KEPT_MS } from './day.js';
import { REFUSALS, type Refusal } from './refusal.js';

const MINUTE_MS = 60_000;
const WARN_SHARE = 0.8;
const SITE_CALLS = 'calls';
const visitorCalls = (visitor: string): string => `calls:${visitor}`;
const followed = (call: string): string => `followed:${call}`;
const ownerOf = (call: string): string => `owner:${call}`;

/** Which of their calls a visitor wants to take over from, or to go on with. */
export interface Wish {
  readonly follows?: string;
  readonly resumes?: string;
}

/** A refusal, or what of the wish is granted. */
export type Verdict = { readonly refusal: Refusal } | (Wish & { readonly refusal?: never });

export class Admission {
  readonly #store: Store;
  readonly #limits: Settings['limits'];
  readonly #timings: Timings;

  readonly #onMoneyLow: (sentence: string) => void;
  #warnedOn = '';

  constructor(
    store: Store,
    limits: Settings['limits'],
    timings: Timings,
    onMoneyLow: (sentence: string) => void = () => undefined,
  ) {
    this.#store = store;
    this.#limits = limits;
    this.#timings = timings;
    this.#onMoneyLow = onMoneyLow;
  }

  /** Whether a ticket may be given, and for what. The place itself is taken when the socket opens. */
  async askTicket(visitor: string, network: string, wish: Wish): Promise<Verdict> {
    if (await this.#tooFast(visitor, network)) return { refusal: REFUSALS.tooFast() };
    const used = await this.#usedUp(visitor);
    if (used) return { refusal: used };
    const { follows, resumes } = wish;
    if (resumes !== undefined && (await this.#owns(visitor, resumes))) return { resumes };
    if (follows !== undefined && (await this.#mayFollow(visitor, follows))) return { follows };
    const { callsPerVisitor, calls } = this.#limits;
    if ((await this.#store.count(visitorCalls(visitor))) >= callsPerVisitor)
      return { refusal: REFUSALS.visitorCalls() };
    if (calls !== undefined && (await this.#store.count(SITE_CALLS)) >= calls) return { refusal: REFUSALS.siteCalls() };
    return {};
  }

  /** Takes the places of a call, all or none. A call that follows another has one place more for a while. */
  async enter({ visitor, call, follows }: Ticket): Promise<Refusal | undefined> {
    const more = follows === undefined ? 0 : 1;
    if (follows !== undefined) {
      if (!(await this.#store.mark(followed(follows), KEPT_MS))) return REFUSALS.visitorCalls();
      // Whoever has just followed cannot be followed at once: else a chain of hand-overs would open any number of calls.
      await this.#store.mark(followed(`by:${call}`), this.#timings.handOverMs);
    }
    const { callsPerVisitor, calls } = this.#limits;
    const sets: readonly PlaceSet[] = [
      { key: visitorCalls(visitor), places: callsPerVisitor + more },
      { key: SITE_CALLS, places: calls === undefined ? undefined : calls + more },
    ];
    const full = await this.#store.enter(sets, call, this.#timings.leaseMs);
    if (full === undefined) {
      await this.#store.put(ownerOf(call), visitor, this.#timings.leaseMs);
      return undefined;
    }
    return full === 0 ? REFUSALS.visitorCalls() : REFUSALS.siteCalls();
  }

  /** Keeps the places of a running call. */
  async renew({ visitor, call }: Ticket): Promise<void> {
    await this.#store.renew([visitorCalls(visitor), SITE_CALLS], call, this.#timings.leaseMs);
    await this.#store.put(ownerOf(call), visitor, this.#timings.leaseMs);
  }

  async leave({ visitor, call }: Ticket): Promise<void> {
    await this.#store.leave([visitorCalls(visitor), SITE_CALLS], call);
    await this.#store.take(ownerOf(call));
  }

  /** Whether another call has taken over from this one. */
  async isFollowed(call: string): Promise<boolean> {
    return (await this.#store.read(followed(call))) !== undefined;
  }

  /** Adds talked time and spent money; gives the refusal that ends the call where a day's limit is reached. */
  async spend(visitor: string, seconds: number, microEuros: number): Promise<Refusal | undefined> {
    const day = dayOf(Date.now());
    const [ofVisitor, ofSite, spent] = await Promise.all([
      this.#store.add(`seconds:${visitor}:${day}`, seconds, KEPT_MS),
      this.#store.add(`seconds:${day}`, seconds, KEPT_MS),
      this.#store.add(`spent:${day}`, microEuros, KEPT_MS),
    ]);
    this.#warnOfMoney(day, spent);
    return this.#judge(ofVisitor, ofSite, spent);
  }

  /** Once a day and instance. */
  #warnOfMoney(day: string, spent: number): void {
    const { eurosPerDay = Infinity } = this.#limits;
    if (spent < eurosPerDay * 1e6 * WARN_SHARE || this.#warnedOn === day) return;
    this.#warnedOn = day;
    this.#onMoneyLow(`${Math.floor(spent / eurosPerDay / 1e4)} % of eurosPerDay (${eurosPerDay}) are spent.`);
  }

  async #owns(visitor: string, call: string): Promise<boolean> {
    return (await this.#store.read(ownerOf(call))) === visitor;
  }

  async #tooFast(visitor: string, network: string): Promise<boolean> {
    const { ticketsPerVisitorMinute, ticketsPerNetworkMinute } = this.#limits;
    const [ofVisitor, ofNetwork] = await Promise.all([
      this.#store.add(`asked:${visitor}`, 1, MINUTE_MS),
      this.#store.add(`asked:net:${network}`, 1, MINUTE_MS),
    ]);
    return ofVisitor > ticketsPerVisitorMinute || ofNetwork > ticketsPerNetworkMinute;
  }

  async #usedUp(visitor: string): Promise<Refusal | undefined> {
    const day = dayOf(Date.now());
    const keys = [`seconds:${visitor}:${day}`, `seconds:${day}`, `spent:${day}`];
    const [ofVisitor, ofSite, spent] = await Promise.all(keys.map((key) => this.#store.read(key)));
    return this.#judge(Number(ofVisitor ?? 0), Number(ofSite ?? 0), Number(spent ?? 0));
  }

  #judge(visitorSeconds: number, siteSeconds: number, spentMicroEuros: number): Refusal | undefined {
    const { minutesPerVisitorDay = Infinity, minutesPerDay = Infinity, eurosPerDay = Infinity } = this.#limits;
    if (spentMicroEuros >= eurosPerDay * 1e6) return REFUSALS.spent();
    if (visitorSeconds >= minutesPerVisitorDay * 60) return REFUSALS.visitorMinutes();
    if (siteSeconds >= minutesPerDay * 60) return REFUSALS.siteMinutes();
    return undefined;
  }

  /** Only a living call of the same visitor can be followed, once, and not one that has itself just followed. */
  async #mayFollow(visitor: string, follows: string): Promise<boolean> {
    const [owns, already, fresh] = await Promise.all([
      this.#owns(visitor, follows),
      this.#store.read(followed(follows)),
      this.#store.read(followed(`by:${follows}`)),
    ]);
    return owns && already === undefined && fresh === undefined;
  }
}
