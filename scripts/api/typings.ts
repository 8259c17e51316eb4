/** Makes the typings of the tags for each framework from the manifest, with the descriptions that editors show. */
import type { Package } from 'custom-elements-manifest';
import { AGENT, tagsOf, type Tag } from './manifest.ts';

const BANNER = '/* Made by scripts/write-api.ts from the sources. */\n';

interface Line {
  readonly name: string;
  readonly type: string;
  readonly description?: string | undefined;
}

const lineOf = ({ name, type, description }: Line): string =>
  `${description ? `  /** ${description} */\n` : ''}  ${/^\w+$/.test(name) ? name : `'${name}'`}?: ${type} | undefined;`;

const interfaceOf = (name: string, doc: string, lines: readonly Line[]): string =>
  `/** ${doc} */\nexport interface ${name} {\n${lines.map(lineOf).join('\n')}\n}\n`;

/** HTML also allows an attribute without a value, and numbers in quotes. */
const inHtml = (type: string): string =>
  type === 'boolean' ? "boolean | '' | 'true' | 'false'" : type.replace(/\bnumber\b/, 'number | `${number}`');

/** vla-tool-call: onVlaToolCall */
const camelListener = (event: string): string =>
  `on-${event}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

interface Names {
  readonly agent: Tag;
  readonly parts: readonly Tag[];
}

function namesOf(manifest: Package): Names {
  const tags = tagsOf(manifest);
  return {
    agent: tags.find(({ tagName }) => tagName === AGENT)!,
    parts: tags.filter(({ tagName }) => /^vla-/.test(tagName)),
  };
}

const attributesOf = ({ attributes = [] }: Tag): readonly Line[] =>
  attributes.map(({ name, type, description }) => ({ name, type: inHtml(type?.text ?? 'string'), description }));

/** The same by the names of the properties. */
const propsOf = ({ attributes = [] }: Tag): readonly Line[] =>
  attributes.map(({ name, fieldName = name, type, description }) => ({
    name: fieldName,
    type: inHtml(type?.text ?? 'string'),
    description,
  }));

const listenersOf = ({ events = [] }: Tag, nameOf: (event: string) => string): readonly Line[] =>
  events.map(({ name, description }) => ({
    name: nameOf(name),
    type: `((event: VoiceLiveAgentEventMap['${name}']) => void)`,
    description,
  }));

const OBJECTS = ['session', 'tools', 'labels', 'tokenProvider'];

const objectsOf = ({ members = [] }: Tag, nameOf: (property: string) => string): readonly Line[] =>
  OBJECTS.map((name) => ({
    name: nameOf(name),
    type: `VoiceLiveAgent['${name}']`,
    description: members.find((member) => member.name === name)?.description,
  }));

const asIs = (name: string): string => name;

/** The types that all frameworks share. */
function shared({ agent }: Names): string {
  return `${BANNER}import type { VoiceLiveAgent, VoiceLiveAgentEventMap } from './index.js';

${interfaceOf('AgentAttributes', 'The attributes of <voice-live-agent>, as HTML has them.', attributesOf(agent))}
${interfaceOf('AgentProps', 'The same by the names of their properties.', propsOf(agent))}
${interfaceOf('AgentObjects', 'Properties that no attribute can hold.', objectsOf(agent, asIs))}
${interfaceOf('CamelListeners', 'Listeners such as `onVlaState`.', listenersOf(agent, camelListener))}
${interfaceOf(
  'PlainListeners',
  'Listeners such as `onvla-state`.',
  listenersOf(agent, (event) => `on${event}`),
)}
${interfaceOf(
  'ColonListeners',
  'Listeners such as `on:vla-state`.',
  listenersOf(agent, (event) => `on:${event}`),
)}
/** Of a standalone part. */
export interface PartAttributes {
  /** Id of the agent that it shows. */
  for?: string | undefined;
}
export interface AvatarAttributes extends PartAttributes {
  /** Address of the picture. */
  poster?: string | undefined;
}
/** Of <voice-tool>. */
export interface VoiceToolAttributes {
  /** Letters, digits, _ and -. */
  name?: string | undefined;
  /** What the model is told of it. */
  description?: string | undefined;
}
/** What makes a form a tool. */
export interface FormToolAttributes {
  /** Name of the tool: letters, digits, _ and -. */
  'voice-tool'?: string | undefined;
  /** What the model is told of it. */
  description?: string | undefined;
  /** Id of the agent that may fill it; without it every agent beside it. */
  for?: string | undefined;
}
`;
}

const attributesNameOf = (tag: string): string => (tag === 'vla-avatar' ? 'AvatarAttributes' : 'PartAttributes');

/** Entries of a map of tags; `wrap` makes a type of the tag's own attributes and its element. */
function tagMap({ parts }: Names, agentType: string, wrap: (attributes: string, element: string) => string): string {
  const rows: readonly (readonly [string, string])[] = [
    [AGENT, agentType],
    ...parts.map(({ tagName }) => [tagName, wrap(attributesNameOf(tagName), 'HTMLElement')] as const),
    ['voice-tool', wrap('VoiceToolAttributes', 'HTMLElement')],
  ];
  return rows.map(([tag, type]) => `      '${tag}': ${type};`).join('\n');
}

const importShared = (...names: readonly string[]): string =>
  `import type { ${['AvatarAttributes', 'PartAttributes', 'VoiceToolAttributes', ...names].toSorted().join(', ')} } from './types/tags.js';\n`;

const react = (
  names: Names,
): string => `${BANNER}import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type { VoiceLiveAgent as VoiceLiveAgentElement } from './types/index.js';
${importShared('AgentAttributes', 'AgentObjects', 'AgentProps', 'CamelListeners', 'FormToolAttributes', 'PlainListeners')}
export type { VoiceLiveAgentElement };

type Html<Element, Own> = Omit<HTMLAttributes<Element>, keyof Own> & { class?: string | undefined };
type Part<Own> = ForwardRefExoticComponent<Own & Html<HTMLElement, Own> & RefAttributes<HTMLElement>>;

/** Props of the component: attributes in camelCase, properties that hold objects, and listeners such as \`onVlaState\`. */
export type VoiceLiveAgentProps = AgentProps &
  AgentObjects &
  CamelListeners &
  Html<VoiceLiveAgentElement, AgentProps & AgentObjects>;
export type VlaPartProps = PartAttributes & Html<HTMLElement, PartAttributes>;
export type VlaAvatarProps = AvatarAttributes & Html<HTMLElement, AvatarAttributes>;

export declare const VoiceLiveAgent: ForwardRefExoticComponent<
  VoiceLiveAgentProps & RefAttributes<VoiceLiveAgentElement>
>;
${names.parts.map(({ name, tagName }) => `export declare const ${name}: Part<${attributesNameOf(tagName)}>;`).join('\n')}

/** Props of the raw tag in React 19: attributes, properties, and listeners such as \`onvla-state\`. */
export type VoiceLiveAgentTagProps = Tag<AgentAttributes & AgentObjects & PlainListeners, VoiceLiveAgentElement>;
type Tag<Own, Element> = Own &
  Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Own> & { class?: string | undefined };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${tagMap(names, 'VoiceLiveAgentTagProps', (attributes, element) => `Tag<${attributes}, ${element}>`)}
    }
  }
  interface FormHTMLAttributes<T> extends FormToolAttributes {}
}
`;

const preact = (names: Names): string => `${BANNER}import type { HTMLAttributes } from 'preact';
import type { VoiceLiveAgent } from './types/index.js';
${importShared('AgentAttributes', 'AgentObjects', 'FormToolAttributes', 'PlainListeners')}
type Tag<Own, Element extends EventTarget> = Own & Omit<HTMLAttributes<Element>, keyof Own>;
/** Props of <voice-live-agent> in Preact: attributes, properties, and listeners such as \`onvla-state\`. */
export type VoiceLiveAgentProps = Tag<AgentAttributes & AgentObjects & PlainListeners, VoiceLiveAgent>;

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
${tagMap(names, 'VoiceLiveAgentProps', (attributes, element) => `Tag<${attributes}, ${element}>`)}
    }
  }
  interface FormHTMLAttributes<T extends EventTarget = HTMLFormElement> extends FormToolAttributes {}
}
`;

const vue = (names: Names): string => `${BANNER}import type { HTMLAttributes, PublicProps } from 'vue';
import type {} from '@vue/runtime-dom';
import type { VoiceLiveAgent } from './types/index.js';
${importShared('AgentAttributes', 'AgentObjects', 'AgentProps', 'CamelListeners', 'FormToolAttributes')}
type Tag<Own, Element = HTMLElement> = new () => {
  readonly $props: Own & Omit<HTMLAttributes, keyof Own> & PublicProps;
  readonly $el: Element;
};
/** Props of <voice-live-agent> in Vue templates, in both spellings, with listeners such as \`@vla-state\`. */
export type VoiceLiveAgentProps = AgentAttributes & AgentProps & AgentObjects & CamelListeners;

declare module 'vue' {
  interface GlobalComponents {
${tagMap(names, 'Tag<VoiceLiveAgentProps, VoiceLiveAgent>', (attributes) => `Tag<${attributes}>`)}
  }
}
declare module '@vue/runtime-dom' {
  interface FormHTMLAttributes extends FormToolAttributes {}
}
`;

const svelte = (names: Names): string => `${BANNER}import type { HTMLAttributes } from 'svelte/elements';
import type { VoiceLiveAgent } from './types/index.js';
${importShared('AgentAttributes', 'AgentObjects', 'AgentProps', 'ColonListeners', 'FormToolAttributes', 'PlainListeners')}
type Tag<Own, Element extends EventTarget> = Own & Omit<HTMLAttributes<Element>, keyof Own>;
/** Props of <voice-live-agent> in Svelte: attributes, properties, and listeners such as \`onvla-state\` (4: \`on:vla-state\`). */
export type VoiceLiveAgentProps = Tag<
  AgentAttributes & AgentProps & AgentObjects & PlainListeners & ColonListeners,
  VoiceLiveAgent
>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${tagMap(names, 'VoiceLiveAgentProps', (attributes, element) => `Tag<${attributes}, ${element}>`)}
  }
  interface HTMLFormAttributes extends FormToolAttributes {}
}
`;

const solid = (names: Names): string => `${BANNER}import type { JSX } from 'solid-js';
import type { VoiceLiveAgent, VoiceLiveAgentEventMap } from './types/index.js';
${importShared('AgentAttributes', 'AgentObjects', 'AgentProps', 'ColonListeners', 'FormToolAttributes')}
${interfaceOf(
  'PropObjects',
  'Properties, as Solid wants them said: `prop:tools`.',
  objectsOf(names.agent, (name) => `prop:${name}`),
)}
type Prefixed<Prefix extends string, Own> = { [Name in keyof Own & string as \`\${Prefix}:\${Name}\`]?: Own[Name] };
type Tag<Own, Element> = Own & Omit<JSX.HTMLAttributes<Element>, keyof Own>;
/** Props of <voice-live-agent> in Solid: attributes, \`prop:tools\`, and listeners such as \`on:vla-state\`. */
export type VoiceLiveAgentProps = Tag<
  AgentAttributes & Prefixed<'attr', AgentAttributes> & Prefixed<'prop', AgentProps> & PropObjects & ColonListeners,
  VoiceLiveAgent
>;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
${tagMap(names, 'VoiceLiveAgentProps', (attributes, element) => `Tag<${attributes}, ${element}>`)}
    }
    interface FormHTMLAttributes<T> extends FormToolAttributes {}
  }
}
`;

/** Files below dist/, with their text. */
export function typings(manifest: Package): ReadonlyMap<string, string> {
  const names = namesOf(manifest);
  return new Map([
    ['types/tags.d.ts', shared(names)],
    ['react.d.ts', react(names)],
    ['preact.d.ts', preact(names)],
    ['vue.d.ts', vue(names)],
    ['svelte.d.ts', svelte(names)],
    ['solid.d.ts', solid(names)],
  ]);
}
