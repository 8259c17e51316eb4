/**
 * Makes the custom elements manifest, which editors, catalogues and the typings read. Attributes come from their table,
 * events from their map; the descriptions are the comments above them in the sources.
 */
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import type {
  Attribute,
  ClassMember,
  CustomElementDeclaration,
  Event,
  JavaScriptModule,
  Package,
} from 'custom-elements-manifest';
import type { Row } from '../../src/components/contract/attributes.ts';
import { readAttributes, readEvents, root, type AttributeDoc } from './read-sources.ts';

export const AGENT = 'voice-live-agent';
const DOOR = 'dist/index.js';
const PARTS_DOOR = 'dist/index-parts.js';
const PARTS = ['VlaOrb', 'VlaStatus', 'VlaMicButton', 'VlaTranscript', 'VlaComposer', 'VlaCaptions', 'VlaAvatar'];

/** Every tag of ours has its name. */
export type Tag = CustomElementDeclaration & { readonly tagName: string };

const tagOf = (className: string): string => className.replace(/\B[A-Z]/g, '-$&').toLowerCase();

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' | ');

/** As a property. */
function typeOf(row: Row): string {
  if (row.kind === 'flag') return 'boolean';
  if (row.kind === 'choice') return quoted(row.values);
  if (row.kind === 'text') return 'string';
  return row.orText ? `number | '${row.orText}'` : 'number';
}

const attributeOf = ({ name, property, description, row }: AttributeDoc): Attribute => ({
  name,
  fieldName: property,
  description,
  type: { text: typeOf(row) },
  ...(row.initial !== undefined && { default: JSON.stringify(row.initial) }),
});

const fieldOf = ({ name, property, description, row }: AttributeDoc): ClassMember & { attribute: string } => ({
  kind: 'field',
  name: property,
  attribute: name,
  description,
  type: { text: row.initial === undefined ? `${typeOf(row)} | undefined` : typeOf(row) },
  ...(row.initial !== undefined && { default: JSON.stringify(row.initial) }),
  ...(row.reflect && { reflects: true }),
});

const INNER = /^[#_]/;

/** The public members, without those that only the package itself uses. */
const membersOf = ({ members = [] }: CustomElementDeclaration): ClassMember[] =>
  members
    .filter(
      ({ name, privacy, static: isStatic }) => !INNER.test(name) && !isStatic && (privacy ?? 'public') === 'public',
    )
    .map(({ inheritedFrom: _, ...member }) => member as ClassMember);

function agentOf(found: Tag, parent: CustomElementDeclaration): Tag {
  const attributes = readAttributes();
  const types = readEvents();
  const events = (found.events ?? []).map((event): Event => ({
    ...event,
    type: { text: `CustomEvent<${types.get(event.name) ?? 'unknown'}>` },
  }));
  return {
    ...found,
    attributes: attributes.map(attributeOf),
    members: [...membersOf(parent), ...attributes.map(fieldOf)],
    events,
  };
}

const FOR: Attribute = { name: 'for', type: { text: 'string' }, description: 'Id of the agent that it shows.' };

/** A part gets its data from its agent, so only its described members are public. */
function partOf({ members = [], ...found }: Tag): Tag {
  const inner = new Set(members.filter(({ privacy }) => privacy === 'private').map(({ name }) => name));
  const own = (found.attributes ?? []).filter(({ name, description }) => description && !inner.has(name));
  return { ...found, attributes: [FOR, ...own] };
}

/** The tag has no class; the agent reads it. */
const VOICE_TOOL: Tag = {
  kind: 'class',
  customElement: true,
  name: 'VoiceTool',
  tagName: 'voice-tool',
  description: `A tool that the agent around it may call; the page answers its \`vla-tool-call\`.`,
  attributes: [
    { name: 'name', type: { text: 'string' }, description: 'Name of the tool: letters, digits, _ and -.' },
    { name: 'description', type: { text: 'string' }, description: 'What the model is told of it.' },
  ],
  slots: [{ name: '', description: 'A script of type application/json with the JSON Schema of its arguments.' }],
  events: [
    {
      name: 'vla-tool-call',
      type: { text: 'CustomEvent<ToolCallDetail>' },
      description: 'The agent calls it: answer with `detail.respondWith(valueOrPromise)`. It bubbles to the agent.',
    },
  ],
};

function moduleOf(path: string, declarations: Tag[], exported: readonly string[]): JavaScriptModule {
  return {
    kind: 'javascript-module',
    path,
    declarations,
    exports: [
      ...exported.map((name) => ({ kind: 'js' as const, name, declaration: { name, module: path } })),
      ...declarations
        .filter((declaration) => declaration !== VOICE_TOOL)
        .map(({ name, tagName }) => ({
          kind: 'custom-element-definition' as const,
          name: tagName,
          declaration: { name, module: path },
        })),
    ],
  };
}

export async function makeManifest(): Promise<Package> {
  const argv = ['analyze', '--globs', 'src/components/**/*.ts', '--litelement', '--outdir', 'dist', '--quiet'];
  const { modules } = await cli({ argv, cwd: root, noWrite: true });
  const classes = modules.flatMap(({ declarations = [] }) => declarations) as CustomElementDeclaration[];
  const named = (name: string): Tag => {
    const found = classes.find((declaration) => declaration.name === name);
    if (!found) throw new Error(`src/components has no class ${name}`);
    const {
      name: className,
      description,
      cssParts,
      cssProperties,
      cssStates,
      slots,
      events,
      attributes,
      members,
    } = found;
    return {
      kind: 'class',
      customElement: true,
      name: className,
      tagName: tagOf(className),
      ...(description && { description: description.replace(/\s+/g, ' ') }),
      superclass: { name: 'LitElement', package: 'lit' },
      ...Object.fromEntries(
        Object.entries({ attributes, members, events, slots, cssParts, cssProperties, cssStates }).filter(
          ([, list]) => list && list.length > 0,
        ),
      ),
    };
  };
  return {
    schemaVersion: '2.1.0',
    modules: [
      moduleOf(DOOR, [agentOf(named('VoiceLiveAgent'), named('AgentElement')), VOICE_TOOL], ['VoiceLiveAgent']),
      moduleOf(
        PARTS_DOOR,
        PARTS.map((name) => partOf(named(name))),
        [],
      ),
    ],
  };
}

export const tagsOf = ({ modules }: Package): readonly Tag[] =>
  modules.flatMap(({ declarations = [] }) => declarations) as Tag[];
