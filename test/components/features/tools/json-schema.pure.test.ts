import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { wrongs } from '../../../../src/components/features/tools/json-schema.js';

const NAMES = ['a', 'b', 'ab'];
const name = fc.constantFrom(...NAMES);
const small = fc.integer({ min: 0, max: 3 });

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, false, 0, 1, 2.5, -3, '', 'a', 'ab', 'ä🙂b'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

/** Keywords that hang together: what one has judged is no matter of the others. */
const TOGETHER = /properties|items|contains|of$|if|then|else|dependentSchemas|\$ref/i;

/** Schemas of the keywords with these names, a few at once, since most of what is difficult is between keywords. */
const schemas = (names: RegExp): fc.Arbitrary<unknown> =>
  fc.letrec<{ schema: unknown; fields: Record<string, unknown> }>((tie) => {
    const some = tie('schema');
    const list = fc.array(some, { minLength: 1, maxLength: 3 });
    const map = fc.dictionary(name, some, { maxKeys: 2 });
    const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');
    const keywords = {
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      const: value,
      enum: fc.uniqueArray(value, { minLength: 1, maxLength: 3, selector: (each) => JSON.stringify(each) }),
      minimum: small,
      maximum: small,
      exclusiveMinimum: small,
      exclusiveMaximum: small,
      multipleOf: fc.constantFrom(1, 0.5, 2),
      minLength: small,
      maxLength: small,
      pattern: fc.constantFrom('^a', 'b$', '^.?$'),
      minItems: small,
      maxItems: small,
      uniqueItems: fc.boolean(),
      prefixItems: list,
      items: some,
      contains: some,
      minContains: small,
      maxContains: small,
      unevaluatedItems: some,
      minProperties: small,
      maxProperties: small,
      required: fc.uniqueArray(name, { maxLength: 2 }),
      properties: map,
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'b$'), some, { maxKeys: 2 }),
      additionalProperties: some,
      unevaluatedProperties: some,
      propertyNames: some,
      dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 2 }),
      dependentSchemas: map,
      not: some,
      anyOf: list,
      allOf: list,
      oneOf: list,
      if: some,
      then: some,
      else: some,
      $ref: fc.constantFrom('#/$defs/a', '#/$defs/b~1%25', '#named', 'https://site.example/c', 'c#/$defs/d', 'c#inner'),
    };
    const rows = Object.entries(keywords).filter(([keyword]) => names.test(keyword));
    return {
      fields: fc
        .uniqueArray(fc.nat(rows.length - 1), { minLength: 1, maxLength: 4 })
        .chain((picked) => fc.record(Object.fromEntries(picked.map((at) => rows[at]!)))),
      schema: fc.oneof(
        { depthSize: 'small', maxDepth: 4 },
        fc.boolean(),
        fc.constant({ type: 'string' }),
        tie('fields'),
      ),
    };
  }).schema;

/** What references lead to. They contain none themselves, so that none goes round in a circle. */
const DEFS = {
  a: { properties: { a: { type: 'integer' } }, prefixItems: [{ type: 'string' }] },
  'b/%': { $anchor: 'named', minLength: 1, required: ['b'] },
  c: {
    $id: 'c',
    allOf: [{ $ref: '#inner' }],
    $defs: {
      d: { $anchor: 'inner', properties: { b: { $ref: '#/$defs/e' } } },
      e: { type: 'string', default: { $id: 'c' } },
    },
  },
};

/** As ajv sees it. It knows no two numbers that are nearly the same, and no values here are. */
const fits = (given: unknown, by: object): boolean =>
  new Ajv2020({ strict: false, validateFormats: false, logger: false }).validate(by, given);

describe('the check of a value against a JSON Schema', () => {
  for (const [which, names] of [
    ['whatever the schema and the value are', /./],
    ['where keywords hang together', TOGETHER],
  ] as const) {
    it(`gives the verdict of ajv ${which}`, () => {
      fc.assert(
        fc.property(schemas(names), value, (by, given) => {
          const whole = { $id: 'https://site.example/', allOf: [by], $defs: DEFS };
          expect(wrongs(given, structuredClone(whole)).length === 0).to.equal(fits(given, structuredClone(whole)));
        }),
        { numRuns: 300 },
      );
    });
  }

  const TREE = {
    type: 'object',
    properties: { next: { $ref: '#' } },
    required: ['id'],
    additionalProperties: { type: 'number' },
  };
  for (const [told, given, by] of [
    [[], { id: 1, next: { id: 2 } }, TREE],
    [['next.next: Instance does not have required property "id".'], { id: 1, next: { id: 2, next: {} } }, TREE],
    [['next: Instance type "array" is invalid. Expected "object".'], { id: 1, next: [] }, TREE],
    [
      ['b: there is no such field.'],
      { a: 'no number', b: 1 },
      { properties: { a: true }, additionalProperties: false },
    ],
    [
      ['list.0.b: there is no such field.'],
      { list: [{ b: 1 }] },
      { properties: { list: { items: { additionalProperties: false } } } },
    ],
    [[': String does not match format "email".'], 'nobody', { format: 'email' }],
    [['1: Instance type "number" is invalid. Expected "string".'], ['a', 1], { items: [true, { type: 'string' }] }],
    [['1: there is no such field.'], ['a', 1], { items: [true], additionalItems: false }],
    [
      [': Instance has "a" but does not match what depends on it.', 'b: is needed with "a".'],
      { a: 1 },
      { dependencies: { a: ['b'] } },
    ],
    [[': Instance does not match exactly one subschema (2 matches).'], 1, { oneOf: [true, { type: 'number' }] }],
    [[], 0.3, { multipleOf: 0.1 }],
    [
      [],
      { a: 1, b: 2 },
      { anyOf: [{ properties: { a: true } }], properties: { b: true }, unevaluatedProperties: false },
    ],
    [
      ['c: there is no such field.'],
      { a: 1, c: 2 },
      { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
    ],
    [['a: there is no such field.'], { a: 1 }, { allOf: [{ properties: { a: true } }], additionalProperties: false }],
    [
      ['a: there is no such field.'],
      { a: 1 },
      { anyOf: [true, { properties: { a: { type: 'string' } } }], unevaluatedProperties: false },
    ],
    [['1: there is no such field.'], [1, 2], { allOf: [{ prefixItems: [true] }], unevaluatedItems: false }],
  ] as const) {
    it(`says ${JSON.stringify(told)} of ${JSON.stringify(given)}`, () => {
      const said = wrongs(given, structuredClone(by)).map(({ at, error }) => `${at}: ${error}`);
      expect(said).to.deep.equal(told);
    });
  }

  it('leaves the schema as it is, and takes one that nobody may write into', () => {
    const frozen = Object.freeze({ items: Object.freeze({ $ref: '#/$defs/a' }), $defs: Object.freeze({ a: false }) });
    expect(wrongs([1], frozen)).to.deep.equal([{ at: '0', error: 'there is no such field.' }]);
    expect(Reflect.ownKeys(frozen.items)).to.deep.equal(['$ref']);
  });

  it('finds a property by the name of a keyword, and an anchor of an older draft', () => {
    const schema = { properties: { default: { $id: '#old', type: 'string' }, enum: { $ref: '#old' } } };
    expect(wrongs({ default: 'a', enum: 1 }, schema).map(({ at }) => at)).to.deep.equal(['enum']);
  });

  it('throws where a reference leads nowhere', () => {
    expect(() => wrongs({}, { $ref: '#/$defs/none' })).to.throw('#/$defs/none');
  });
});
