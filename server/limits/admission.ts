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
  #spent = { day: '', microEuros: 0 };

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
    const { callsPerVisitor, calls } = this.#limits;
    // One more than the limit in all: a line that is lost twice in a minute need not wait until both losses were noticed.
    const open = await this.#store.count(visitorCalls(visitor));
    if (follows !== undefined && open <= callsPerVisitor && (await this.#mayFollow(visitor, follows)))
      return { follows };
    if (open >= callsPerVisitor) return { refusal: REFUSALS.visitorCalls() };
    if (calls !== undefined && (await this.#store.count(SITE_CALLS)) >= calls) return { refusal: REFUSALS.siteCalls() };
    return {};
  }

  /** Takes the places of a call, all or none. A call that follows another one has more room for a while. */
  async enter({ visitor, call, follows }: Ticket): Promise<Refusal | undefined> {
    // The older call may have ended since the ticket was given: then this is a call like any other.
    const older = follows !== undefined && (await this.#owns(visitor, follows)) ? follows : undefined;
    if (older !== undefined && !(await this.#store.mark(followed(older), KEPT_MS))) return REFUSALS.visitorCalls();
    const full = await this.#store.enter(this.#placesOf(visitor, older !== undefined), call, this.#timings.leaseMs);
    if (full !== undefined) {
      // Nobody has taken over: the older call goes on.
      if (older !== undefined) await this.#store.take(followed(older));
      return full === 0 ? REFUSALS.visitorCalls() : REFUSALS.siteCalls();
    }
    await this.#store.put(ownerOf(call), visitor, this.#timings.leaseMs);
    return undefined;
  }

  /**
   * A hand-over has one place more of the visitor. The site is not full for it: all calls of an instance that stops are handed
   * over at the same time, and each of them has a place already.
   */
  #placesOf(visitor: string, handsOver: boolean): readonly PlaceSet[] {
    const { callsPerVisitor, calls } = this.#limits;
    return [
      { key: visitorCalls(visitor), places: callsPerVisitor + (handsOver ? 1 : 0) },
      { key: SITE_CALLS, places: handsOver ? undefined : calls },
    ];
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
    this.#spent = { day, microEuros: spent };
    this.#warnOfMoney(day, spent);
    return this.#judge(ofVisitor, ofSite, spent);
  }

  /** How much of `eurosPerDay` is spent today, as far as a call of this process was told; 0 without such a limit. */
  get spentShare(): number {
    const { day, microEuros } = this.#spent;
    return day === dayOf(Date.now()) ? microEuros / 1e6 / (this.#limits.eurosPerDay ?? Infinity) : 0;
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

  /** Only a living call of the same visitor can be followed, and once. */
  async #mayFollow(visitor: string, follows: string): Promise<boolean> {
    const [owns, already] = await Promise.all([this.#owns(visitor, follows), this.#store.read(followed(follows))]);
    return owns && already === undefined;
  }
}
