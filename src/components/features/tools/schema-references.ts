/** Where the references of a JSON Schema lead: `#/$defs/item`, `#anchor`, and the `$id` of a part, whole or relative. */
import type { Schema as Keywords } from '@cfworker/json-schema';

export type { Keywords };
export type Schema = Keywords | boolean;

/** The address of a schema without one. */
const NOWHERE = 'schema:/';
/** Keywords that hold data, in which nothing is a schema. */
const DATA = /^(const|enum|default|examples)$/;
/** Keywords that hold schemas by names that a page chose. */
const NAMED = /^(properties|patternProperties|\$defs|definitions|dependentSchemas|dependencies)$/;

/** A reference as an address and, after the first `#`, a fragment that is not encoded. */
function whole(reference: string, base: string): string {
  const url = new URL(reference, base);
  const fragment = decodeURIComponent(url.hash.slice(1));
  url.hash = '';
  return `${url.href}#${fragment}`;
}

export class References {
  readonly #targets = new Map<string, Schema>();
  /** The address that the references of a schema start from. */
  readonly #bases = new Map<object, string>();

  constructor(root: Schema) {
    this.#add(root, NOWHERE, '');
  }

  /** Throws when there is nothing. */
  target(reference: string, from: Keywords): Schema {
    const target = this.#targets.get(whole(reference, this.#bases.get(from)!));
    if (target === undefined) throw new Error(`Unresolved $ref "${reference}".`);
    return target;
  }

  #add(part: unknown, base: string, pointer: string, isNamed = false): void {
    if (typeof part === 'boolean') this.#targets.set(`${base}#${pointer}`, part);
    if (typeof part !== 'object' || !part) return;
    if (!isNamed && !Array.isArray(part)) {
      const { id, $id = id as unknown, $anchor } = part as Keywords;
      if (typeof $id === 'string') {
        const address = whole($id, base);
        // Older drafts wrote an anchor as an id.
        if (!address.endsWith('#')) this.#targets.set(address, part);
        else if (pointer) this.#add(part, base, '');
        else base = address.slice(0, -1);
      }
      if ($anchor) this.#targets.set(`${base}#${$anchor}`, part);
      if (!this.#bases.has(part)) this.#bases.set(part, base);
    }
    this.#targets.set(`${base}#${pointer}`, part);
    for (const [name, each] of Object.entries(part)) {
      const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
      if (isNamed || !DATA.test(name)) this.#add(each, base, `${pointer}/${step}`, !isNamed && NAMED.test(name));
    }
  }
}
