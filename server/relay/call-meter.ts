/** What a call has used: time, bytes, tokens, money. What the store could not take is told to it later. */
import type { Admission } from '../limits/admission.js';
import { microEuros, tokensOf } from '../limits/cost.js';
import type { Refusal } from '../limits/refusal.js';
import type { JsonObject } from '../options/json.js';
import type { Prices } from '../options/profile-types.js';

export class CallMeter {
  bytesUp = 0;
  bytesDown = 0;
  tokens = 0;
  microEuros = 0;
  readonly #admission: Admission;
  readonly #visitor: string;
  readonly #prices: Prices;
  readonly #began = performance.now();
  #toldSeconds = 0;
  #toldMicroEuros = 0;

  constructor(admission: Admission, visitor: string, prices: Prices = {}) {
    this.#admission = admission;
    this.#visitor = visitor;
    this.#prices = prices;
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** @returns what this answer alone took */
  used(usage: JsonObject): { readonly tokens: number; readonly microEuros: number } {
    const now = { tokens: tokensOf(usage), microEuros: microEuros(usage, this.#prices) };
    this.tokens += now.tokens;
    this.microEuros += now.microEuros;
    return now;
  }

  /** Tells the store what came since the last time; gives the refusal where a limit of the day is reached. */
  async tell(): Promise<Refusal | undefined> {
    const seconds = Math.floor(this.seconds) - this.#toldSeconds;
    const money = this.microEuros - this.#toldMicroEuros;
    // Taken before it is told, given back when that fails: two that tell at once must not tell the same twice.
    this.#toldSeconds += seconds;
    this.#toldMicroEuros += money;
    try {
      return await this.#admission.spend(this.#visitor, seconds, money);
    } catch (error) {
      this.#toldSeconds -= seconds;
      this.#toldMicroEuros -= money;
      throw error;
    }
  }
}
