/**
 * Compares the documentation, the manifest and the code: a name in one of them must be in the others. Also checks the
 * manifest against its schema, and that it describes everything. The manifest is made here, so no build is needed.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { documented, KINDS, type Kind } from './api/documented.ts';
import { AGENT, makeManifest, tagsOf, type Tag } from './api/manifest.ts';
import {
  readAttributes,
  readEvents,
  readFaultCodes,
  readMembers,
  readParts,
  readSlots,
  readStates,
  readTags,
  readTokens,
} from './api/read-sources.ts';

const problems: string[] = [];
const manifest = await makeManifest();
const tags = tagsOf(manifest);
const agent = tags.find(({ tagName }) => tagName === AGENT)!;

// ---- the manifest by itself ----

const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('custom-elements-manifest/schema.json'), 'utf8'),
) as object;
const ajv = new Ajv({ allErrors: true, strict: false });
if (!ajv.validate(schema, JSON.parse(JSON.stringify(manifest)))) {
  problems.push(`the manifest is not valid by its schema: ${ajv.errorsText()}`);
}

interface Told {
  readonly name: string;
  readonly description?: string;
}

const listsOf = (tag: Tag): readonly (readonly [string, readonly Told[]])[] =>
  Object.entries(tag).filter(([, list]) => Array.isArray(list)) as [string, readonly Told[]][];

for (const tag of tags) {
  if (!tag.description) problems.push(`<${tag.tagName}> has no description`);
  for (const [kind, list] of listsOf(tag)) {
    for (const { name, description } of list) {
      if (!description?.trim()) problems.push(`<${tag.tagName}>: ${kind} ${name || '(default)'} has no description`);
    }
  }
}

// ---- the manifest, the code and the pages ----

const names = (list: readonly Told[] | undefined): readonly string[] => (list ?? []).map(({ name }) => name);
const ofAll = (list: (tag: Tag) => readonly Told[] | undefined): readonly string[] =>
  tags.flatMap((tag) => names(list(tag)));

const attributes = readAttributes();
const inTable = new Set(attributes.map(({ property }) => property));
const members = agent.members ?? [];
const { fields, methods } = readMembers();

/** `manifest` is undefined for kinds that a manifest cannot hold. */
const sides: Readonly<Record<Kind, { readonly code: readonly string[]; readonly manifest?: readonly string[] }>> = {
  attributes: { code: attributes.map(({ name }) => name), manifest: names(agent.attributes) },
  properties: {
    code: [...fields, 'conversationId'],
    manifest: names(
      members.filter(({ kind, name }) => kind === 'field' && (!inTable.has(name) || name === 'conversationId')),
    ),
  },
  methods: { code: methods, manifest: names(members.filter(({ kind }) => kind === 'method')) },
  events: { code: [...readEvents().keys()], manifest: names(agent.events) },
  tokens: { code: readTokens(), manifest: ofAll(({ cssProperties }) => cssProperties) },
  parts: { code: [...readParts(), 'avatar'], manifest: ofAll(({ cssParts }) => cssParts) },
  states: { code: readStates(), manifest: names(agent.cssStates) },
  slots: { code: readSlots(), manifest: names(agent.slots) },
  tags: { code: readTags(), manifest: tags.map(({ tagName }) => tagName) },
  faults: { code: readFaultCodes() },
};

function compare(kind: Kind, here: string, one: Iterable<string>, there: string, other: Iterable<string>): void {
  const known = new Set(other);
  for (const name of new Set(one))
    if (!known.has(name)) problems.push(`${kind}: ${name} is in ${here}, not in ${there}`);
}

for (const kind of KINDS) {
  const { code, manifest: listed = code } = sides[kind];
  compare(kind, 'the code', code, 'the manifest', listed);
  compare(kind, 'the manifest', listed, 'the code', code);
  compare(kind, 'the code', code, 'README.md or docs/', documented(kind));
  compare(kind, 'README.md or docs/', documented(kind), 'the code', code);
}

for (const problem of problems) console.error(`api: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
