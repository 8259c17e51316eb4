/**
 * After a build: `dist/custom-elements.json` with the attributes of the table and the events of the event map, and the
 * typings that frameworks read: react.d.ts, vue.d.ts, svelte.d.ts. Run with tsx, since it reads the sources.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { ROWS, toProperty } from '../src/components/contract/attributes.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const dist = `${root}dist/`;
const TAG = 'voice-live-agent';

/** As TypeScript writes it. */
const typeOf = (row) =>
  row.kind === 'flag'
    ? 'boolean'
    : row.kind === 'choice'
      ? row.values.map((value) => `'${value}'`).join(' | ')
      : row.kind === 'number'
        ? `number${row.orText ? ` | '${row.orText}'` : ''}`
        : 'string';

const manifest = await cli({
  argv: ['analyze', '--globs', 'src/components/**/*.ts', '--litelement', '--outdir', 'dist', '--quiet'],
  cwd: root,
  noWrite: true,
});
const elements = manifest.modules.flatMap(({ declarations = [] }) => declarations);
// Lit gets them from a table, where no analyzer finds them.
for (const element of elements.filter(({ name }) => /^Vla[A-Z]/.test(name))) {
  Object.assign(element, { tagName: element.name.replace(/\B[A-Z]/g, '-$&').toLowerCase(), customElement: true });
}
const agent = elements.find(({ name }) => name === 'VoiceLiveAgent');
Object.assign(agent, { tagName: TAG, customElement: true });
agent.attributes = Object.entries(ROWS).map(([name, row]) => ({
  name,
  fieldName: toProperty(name),
  type: { text: typeOf(row) },
  ...(row.initial !== undefined && { default: JSON.stringify(row.initial) }),
}));
agent.members = agent.members?.filter(({ name }) => !/^[#_]/.test(name));
for (const event of agent.events ?? []) event.type = { text: `VoiceLiveAgentEventMap['${event.name}']` };
await writeFile(`${dist}custom-elements.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);

const events = agent.events.map(({ name }) => name);
const parts = elements
  .map(({ tagName }) => tagName)
  .filter((tag) => /^vla-(?:orb|status|captions|transcript|mic-button|composer|avatar)$/.test(tag ?? ''));
const attributes = agent.attributes.map(({ name, type }) => `  '${name}'?: ${type.text} | undefined;`).join('\n');
const banner = '/* Made by scripts/framework-types.mjs from the manifest. */\n';
const imports = `import type { VoiceLiveAgent, VoiceLiveAgentEventMap } from './types/index.js';\n`;
const base = `
/** The attributes of <voice-live-agent>. */
export interface VoiceLiveAgentAttributes {
${attributes}
}
`;
const fields = `Partial<Pick<VoiceLiveAgent, 'session' | 'tools' | 'labels' | 'tokenProvider'>>`;
const map = (tags, type) => tags.map((tag) => `      '${tag}': ${type};`).join('\n');

await writeFile(
  `${dist}react.d.ts`,
  `${banner}import type { DetailedHTMLProps, HTMLAttributes } from 'react';
${imports}${base}
/** Props of <voice-live-agent> in React 19: attributes, properties, and listeners such as \`onvla-state\`. */
export type VoiceLiveAgentProps = DetailedHTMLProps<HTMLAttributes<VoiceLiveAgent>, VoiceLiveAgent> &
  VoiceLiveAgentAttributes & ${fields} & {
    [Name in keyof VoiceLiveAgentEventMap as \`on\${Name}\`]?: (event: VoiceLiveAgentEventMap[Name]) => void;
  };
export type VlaPartProps = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement> & { for?: string };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      '${TAG}': VoiceLiveAgentProps;
${map(parts, 'VlaPartProps')}
    }
  }
}
`,
);
await writeFile(
  `${dist}vue.d.ts`,
  `${banner}import type { DefineComponent, HTMLAttributes } from 'vue';
${imports}${base}
/** Props of <voice-live-agent> in Vue templates, with listeners such as \`@vla-state\`. */
export type VoiceLiveAgentProps = VoiceLiveAgentAttributes & ${fields} & HTMLAttributes & {
    [Name in keyof VoiceLiveAgentEventMap as \`on\${Capitalize<Name>}\`]?: (event: VoiceLiveAgentEventMap[Name]) => void;
  };

declare module 'vue' {
  interface GlobalComponents {
    '${TAG}': DefineComponent<VoiceLiveAgentProps>;
${map(parts, `DefineComponent<HTMLAttributes & { for?: string }>`)}
  }
}
`,
);
await writeFile(
  `${dist}svelte.d.ts`,
  `${banner}import type { HTMLAttributes } from 'svelte/elements';
${imports}${base}
/** Props of <voice-live-agent> in Svelte 5: attributes, properties, and listeners such as \`onvla-state\`. */
export type VoiceLiveAgentProps = VoiceLiveAgentAttributes & ${fields} & HTMLAttributes<VoiceLiveAgent> & {
    [Name in keyof VoiceLiveAgentEventMap as \`on\${Name}\`]?: (event: VoiceLiveAgentEventMap[Name]) => void;
  };

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    '${TAG}': VoiceLiveAgentProps;
${map(parts, 'HTMLAttributes<HTMLElement> & { for?: string }')}
  }
}
`,
);
if (events.length === 0) throw new Error('the manifest has no events');
