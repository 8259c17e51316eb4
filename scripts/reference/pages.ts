/** The pages of docs/reference, made of the manifest, the types and the tables of the code. */
import type { ClassField, ClassMethod } from 'custom-elements-manifest';
import { adviceFor, adviceOn } from '../../src/components/i18n/owner-labels.ts';
import { faultEn } from '../../src/components/i18n/fault-labels.ts';
import { lostWords } from '../../src/components/i18n/to-fault.ts';
import { isRetryable } from '../../src/components/i18n/retryable.ts';
import type { FaultCode } from '../../src/worker/contract/faults.ts';
import { AGENT, type Tag } from '../api/manifest.ts';
import { readFaultCodes } from '../api/read-sources.ts';
import { code, prose, table } from './markdown.ts';
import { fieldsByMember, fieldsOfType, type Field } from './types.ts';

const MADE = '<!-- Made of the sources by `npm run docs:reference`: do not edit. -->';
const page = (title: string, ...parts: readonly string[]): string => `# ${title}\n\n${MADE}\n\n${parts.join('\n\n')}\n`;
const text = (description: string | undefined): string => prose((description ?? '').replace(/\s+/g, ' '));

function fieldTable(fields: readonly Field[], what: string): string {
  const silent = fields.filter(({ description }) => !description).map(({ name }) => name);
  if (silent.length > 0)
    throw new Error(`"${what}": ${silent.join(', ')} have no comment in the sources; say what they mean`);
  return table(
    [what, 'Type', 'Meaning'],
    fields.map(({ name, type, optional, description }) => [
      code(optional ? `${name}?` : name),
      code(type),
      text(description),
    ]),
  );
}

function attributes(agent: Tag): string {
  const rows = (agent.attributes ?? []).map(({ name, fieldName, type, default: initial, description }) => [
    code(name),
    fieldName && fieldName !== name ? code(fieldName) : '',
    code(type?.text ?? 'string'),
    initial === undefined ? '' : code(initial.replace(/^"(.*)"$/, '$1')),
    text(description),
  ]);
  return page(
    'Attributes',
    `Each attribute of ${code(`<${AGENT}>`)} is also a property, whose name is given where it differs. A value that cannot be used is told once in the console, and the default holds. A boolean attribute that is there is true, unless its value is ${code('"false"')}.`,
    table(['Name', 'As a property', 'Type', 'Default', 'Meaning'], rows),
  );
}

function members(agent: Tag): string {
  const attributeFields = new Set((agent.attributes ?? []).map(({ fieldName, name }) => fieldName ?? name));
  const all = agent.members ?? [];
  const fields = all.filter(
    (member): member is ClassField => member.kind === 'field' && !attributeFields.has(member.name),
  );
  const methods = all.filter((member): member is ClassMethod => member.kind === 'method');
  const signature = ({ name, parameters = [] }: ClassMethod): string =>
    `${name}(${parameters.map((one) => `${one.name}${one.optional ? '?' : ''}: ${one.type?.text ?? 'unknown'}`).join(', ')})`;
  return page(
    'Properties and methods',
    `They are there once the tag is defined: ${code(`await customElements.whenDefined('${AGENT}')`)}. Properties that were set earlier are taken over. What a promise rejects with is a [fault](faults.md).`,
    '## Properties',
    'Every [attribute](attributes.md) is one too.',
    table(
      ['Name', 'Type', 'Default', 'Meaning'],
      fields.map(({ name, type, default: initial, readonly, description }) => [
        code(name),
        code(type?.text ?? 'unknown'),
        readonly ? 'read-only' : initial === undefined ? '' : code(initial),
        text(description),
      ]),
    ),
    '## Methods',
    table(
      ['Call', 'Returns', 'Meaning'],
      methods.map((method) => [
        code(signature(method)),
        code(method.return?.type?.text ?? 'void'),
        text(method.description),
      ]),
    ),
    '## What diagnose() returns',
    fieldTable(fieldsOfType('src/components/contract/checks.ts', 'Check'), 'Field of a check'),
  );
}

function events(agent: Tag): string {
  const details = fieldsByMember('src/components/contract/events.ts', 'VoiceLiveAgentDetails');
  const parts = (agent.events ?? []).flatMap(({ name, type, description }) => {
    const fields = details.get(name) ?? [];
    return [
      `## ${name}`,
      `${text(description)} ${code(type?.text ?? 'CustomEvent')}`,
      ...(fields.length > 0 ? [fieldTable(fields, 'Field of detail')] : []),
    ];
  });
  return page(
    'Events',
    `All are dispatched on ${code(`<${AGENT}>`)}, bubble and are composed, so a listener on ${code('document')} hears them. In TypeScript their names type them: ${code("agent.addEventListener('vla-state', ({ detail }) => …)")}.`,
    ...parts,
  );
}

function styling(tags: readonly Tag[]): string {
  const agent = tags.find(({ tagName }) => tagName === AGENT)!;
  const named = (list: readonly { name: string; description?: string }[] | undefined, show: (name: string) => string) =>
    (list ?? []).map(({ name, description }) => [code(show(name)), text(description)]);
  const others = tags.filter((tag) => tag !== agent);
  return page(
    'Styling, slots and tags',
    '## Custom properties',
    'Set them on the agent or anywhere around it.',
    table(
      ['Name', 'Meaning'],
      named(agent.cssProperties, (name) => name),
    ),
    '## Parts',
    table(
      ['Selector', 'What it is'],
      named(agent.cssParts, (name) => `${AGENT}::part(${name})`),
    ),
    '## States',
    table(
      ['Selector', 'When'],
      named(agent.cssStates, (name) => `${AGENT}:state(${name})`),
    ),
    '## Slots',
    table(
      ['Name', 'Content'],
      named(agent.slots, (name) => name),
    ),
    '## Other tags',
    ...others.flatMap((tag) => [
      `### ${tag.tagName}`,
      text(tag.description),
      table(
        ['Attribute', 'Type', 'Meaning'].map((head, index) => (index === 0 ? 'Attribute of it' : head)),
        (tag.attributes ?? []).map(({ name, type, description }) => [
          code(name),
          code(type?.text ?? 'string'),
          text(description),
        ]),
      ),
    ]),
  );
}

const label = (key: string): string =>
  (faultEn as Readonly<Record<string, string>>)[key] ?? (lostWords as Readonly<Record<string, string>>)[key] ?? '';

function faults(): string {
  const parts = readFaultCodes().flatMap((fault) => {
    const own = adviceOn(fault as FaultCode);
    const general = adviceFor({ code: fault as FaultCode });
    return [
      `## ${fault}`,
      `The visitor reads: “${text(`${label(`fault-${fault}`)} ${label(`fix-${fault}`)}`)}”`,
      isRetryable(fault as FaultCode)
        ? 'Another try may work.'
        : 'Another try ends the same way until something is changed.',
      ...(own.length > 0
        ? [
            table(
              ['When the cause has', 'For the owner of the site'],
              own.map((advice) => [
                advice.cause ? code(advice.cause.source) : own.length > 1 ? 'anything else' : 'anything',
                text(advice.hint) +
                  (advice === general || advice.fix === undefined
                    ? ''
                    : ` The visitor reads: “${text(label(advice.fix))}”`),
              ]),
            ),
          ]
        : []),
    ];
  });
  return page(
    'Faults',
    `${code('vla-error')}, the property ${code('fault')} and every rejected promise of the element have one of these codes.`,
    fieldTable(fieldsOfType('src/worker/contract/faults.ts', 'Fault'), 'Field of a fault'),
    ...parts,
  );
}

export const pages = (tags: readonly Tag[]): ReadonlyMap<string, string> => {
  const agent = tags.find(({ tagName }) => tagName === AGENT)!;
  return new Map([
    ['attributes.md', attributes(agent)],
    ['properties-and-methods.md', members(agent)],
    ['events.md', events(agent)],
    ['styling.md', styling(tags)],
    ['faults.md', faults()],
  ]);
};
