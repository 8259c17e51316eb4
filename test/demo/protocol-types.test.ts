import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { facts, type FieldFacts, readField } from '../helpers/node/protocol-facts.js';
import { readProtocolSource, type SourceType } from './protocol-source.js';

const { interfaces, aliases } = readProtocolSource();

/** Whether an object of the facts is only a choice of others, which is a union in TypeScript. */
const isUnion = (name: string): boolean => name in facts.unions;

/** Converts a type of the facts to TypeScript. */
function written(type: string): string {
  const inner = (prefix: string) => type.slice(prefix.length + 1, -1);
  if (type.startsWith('const:')) return `'${type.slice(6)}'`;
  if (type.startsWith('Enum:')) return type.slice(5);
  if (type.startsWith('map<')) return `Readonly<Record<string, ${written(inner('map'))}>>`;
  if (type.startsWith('union<')) return inner('union').split(/,(?![^<]*>)/).map(written).join(' | '); // prettier-ignore
  if (type.startsWith('array<')) {
    const entry = written(inner('array'));
    return `readonly ${entry.startsWith('readonly') ? `(${entry})` : entry}[]`;
  }
  return PRIMITIVES[type] ?? type;
}

const PRIMITIVES: Readonly<Record<string, string>> = {
  any: 'unknown',
  base64: 'string',
  integer: 'number',
  'const:inf': "'inf'",
};

/** Replaces the branded ids, which are strings in the facts. */
const withoutBrands = (type: string): string => type.replace(/\b(Item|Response|Call)Id\b/g, 'string');

/** Intended differences between our types and the facts, each with its reason. */
const DIFFERENCES: Readonly<Record<string, string>> = {
  'ResponseSession.conversation_id': 'of a voice agent, whose protocol is another one',
  'ResponseSession.handoff': 'of a voice agent, whose protocol is another one',
};

function compareFields(name: string, fields: FieldFacts, ours: SourceType | undefined): readonly string[] {
  if (!ours) return [`${name}: missing`];
  const extra = Object.keys(ours.fields).filter((field) => !(field in fields) && !['type', 'event_id'].includes(field));
  return [
    ...extra.map((field) => `${name}.${field}: not in the facts`),
    ...Object.entries(fields).flatMap(([field, text]) => {
      const own = ours.fields[field];
      if (!own) return [`${name}.${field}: missing`];
      const { type, required, nullable } = readField(text);
      const wanted = written(type) + (nullable ? ' | null' : '');
      const faults = withoutBrands(own.type) === wanted ? [] : [`${name}.${field}: ${own.type}, not ${wanted}`];
      return own.optional === !required
        ? faults
        : [...faults, `${name}.${field}: ${required ? 'always' : 'not always'} there`];
    }),
  ];
}

const eventInterfaces = (suffix: string): ReadonlyMap<string, SourceType> =>
  new Map(
    Object.entries(interfaces)
      .filter(([name, { fields }]) => name.endsWith(suffix) && fields['type'])
      .map(([, type]) => [type.fields['type']!.type.slice(1, -1), type]),
  );

const unexplained = (differences: readonly string[]): readonly string[] =>
  differences.filter((difference) => !(difference.split(':')[0]! in DIFFERENCES));

const literal = (member: string): string => member.replace(/^'(.*)'$/, '$1');

describe('the types of the protocol', () => {
  const groups = [
    ['server event', facts.serverEvents, eventInterfaces('Event'), 'ServerEvent'],
    ['client event', facts.clientEvents, eventInterfaces('Request'), 'ClientEvent'],
  ] as const;
  for (const [what, wanted, ours, union] of groups) {
    it(`have every ${what} with every field, and no other`, () => {
      assert.deepEqual([...ours.keys()].toSorted(), Object.keys(wanted).toSorted());
      const differences = Object.entries(wanted).flatMap(([name, fields]) =>
        compareFields(name, fields, ours.get(name)),
      );
      assert.deepEqual(unexplained(differences), []);
    });

    it(`have every ${what} in the union ${union}`, () => {
      const members = new Set(aliases[union]);
      const missing = Object.entries(interfaces).filter(
        ([name, type]) => [...ours.values()].includes(type) && !members.has(name),
      );
      assert.deepEqual(missing, []);
    });
  }

  it('have every object with every field, and no other', () => {
    const objects = Object.entries(facts.objects).filter(([name]) => !isUnion(name));
    const differences = objects.flatMap(([name, fields]) => compareFields(name, fields, interfaces[name]));
    assert.deepEqual(unexplained(differences), []);
  });

  it('have every union with every kind', () => {
    const missing = Object.entries(facts.unions).flatMap(([name, { by: _, ...kinds }]) =>
      Object.values(kinds)
        .filter((kind) => !aliases[name]?.includes(kind))
        .map((kind) => `${name}: ${kind}`),
    );
    assert.deepEqual(unexplained(missing), []);
  });

  it('have every enum with every value', () => {
    const types: Readonly<Record<string, readonly string[]>> = {
      ServerEventType: [...eventInterfaces('Event').keys()],
      ClientEventType: [...eventInterfaces('Request').keys()],
    };
    const differences = Object.entries(facts.enums).flatMap(([name, values]) => {
      const ours = types[name] ?? aliases[name]?.filter((member) => member !== 'OpenString').map(literal) ?? [];
      return ours.toSorted().join() === values.map(String).toSorted().join() ? [] : [`${name}: ${ours.join()}`];
    });
    assert.deepEqual(unexplained(differences), []);
  });

  it('state defaults, bounds and encodings in their docs', () => {
    const all = [
      ...Object.entries(facts.objects).map(([name, fields]) => [name, fields, interfaces[name]] as const),
      ...groups.flatMap(([, wanted, ours]) =>
        Object.entries(wanted).map(([name, fields]) => [name, fields, ours.get(name)] as const),
      ),
    ];
    const missing = all.flatMap(([name, fields, ours]) =>
      Object.entries(fields).flatMap(([field, text]) => {
        const docs = ours?.fields[field]?.docs;
        if (docs === undefined) return [];
        return expectedDocs(text).filter((wanted) => !squeeze(docs).includes(wanted)).map((wanted) => `${name}.${field}: ${wanted}`); // prettier-ignore
      }),
    );
    assert.deepEqual(unexplained(missing), []);
  });
});

/** Texts that the comment of a field must contain, in lower case and without spaces. */
function expectedDocs(text: string): readonly string[] {
  const [, open, low, high] = / ([[(])([^.]*(?:\.\d+)?)\.\.([^\])]*)[\])]/.exec(text) ?? [];
  const fallback = / = (.*)$/.exec(text)?.[1];
  return [
    ...(low === undefined ? [] : [boundsDocs(open!, low, high!)]),
    ...(fallback === undefined ? [] : [`default ${fallback}`]),
    ...(text.startsWith('base64') ? ['base64'] : []),
    ...[...text.matchAll(/ (?:entries|key|value|bytes) \.\.(\d+)/g)].map(([, most]) => most!),
  ].map(squeeze);
}

function boundsDocs(open: string, low: string, high: string): string {
  if (open === '(') return `above ${low}${high === 'inf' ? '' : `, to ${high}`}`;
  return high === '' ? `at least ${low}` : `${low} to ${high}`;
}

const squeeze = (text: string): string => text.toLowerCase().replace(/\s/g, '');
