import { LitElement } from 'lit';
import { checkNames, readAttribute } from './read-attribute.js';
import { ROWS, toProperty, type AttributeProperties, type Row } from '../contract/attributes.js';

const TABLE: Readonly<Record<string, Row>> = ROWS;

/** Declares the properties for TypeScript; the class below makes their accessors from the table. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, @typescript-eslint/no-empty-object-type -- the table makes every one of them
export interface AttributeElement extends AttributeProperties {}

/**
 * A Lit element with one property for each row of the table of attributes. It defines the accessors itself, because
 * declaring so many to Lit took as long as the first paint.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export abstract class AttributeElement extends LitElement {
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...Object.keys(TABLE)];
  }

  readonly #values = new Map<string, unknown>();

  static {
    for (const [attribute, row] of Object.entries(TABLE)) {
      const name = toProperty(attribute);
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: AttributeElement) {
          return this.#values.get(name) ?? row.initial;
        },
        set(this: AttributeElement, value: unknown) {
          this.#set(name, value, row.reflect ? attribute : undefined);
        },
      });
    }
  }

  constructor() {
    super();
    // A page may have set properties before the tag was defined. Such own properties would hide the accessors, so set
    // them anew.
    const own = this as unknown as Record<string, unknown>;
    for (const [name, value] of Object.entries(own)) {
      if (!(name in AttributeElement.prototype)) continue;
      delete own[name];
      own[name] = value;
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    checkNames(this);
  }

  override attributeChangedCallback(attribute: string, before: string | null, value: string | null): void {
    const row = TABLE[attribute];
    if (!row) super.attributeChangedCallback(attribute, before, value);
    else if (before !== value) Object.assign(this, { [toProperty(attribute)]: readAttribute(attribute, row, value) });
  }

  #set(name: string, value: unknown, reflectTo: string | undefined): void {
    const before = (this as unknown as Record<string, unknown>)[name];
    if (Object.is(before, value)) return;
    this.#values.set(name, value);
    if (reflectTo && (value === undefined || value === false)) this.removeAttribute(reflectTo);
    else if (reflectTo) this.setAttribute(reflectTo, value === true ? '' : String(value));
    // As in Lit, the previous value is undefined until the first update.
    this.requestUpdate(name, this.hasUpdated ? before : undefined);
  }
}
