/** A sentence for the person at the terminal; no stack belongs under it. */
export class UsageError extends Error {}

export type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface Command {
  readonly summary: string;
  readonly help: string;
  readonly options: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>>;
  /** @param root the folder of the package */
  run(values: Values, root: URL): Promise<void>;
}
