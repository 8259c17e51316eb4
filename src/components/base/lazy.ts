/** Code that few conversations need, loaded once, when it is first wanted. */
export class Lazy<T> {
  readonly #load: () => Promise<T>;
  /** Undefined until it was wanted. */
  loading: Promise<T> | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** What could not be loaded is asked for again by the next one. */
  get(): Promise<T> {
    if (!this.loading) {
      this.loading = this.#load();
      this.loading.catch(() => (this.loading = undefined));
    }
    return this.loading;
  }

  /** Does something with what is there or on its way, and nothing when nobody wanted it. */
  ifWanted(task: (loaded: T) => unknown): void {
    void this.loading?.then(task, () => undefined);
  }
}
