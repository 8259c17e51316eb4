import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import * as sdk from '@azure/ai-voicelive';
import { facts, type FieldFacts, readField } from '../helpers/node/protocol-facts.js';
import { type Running, startEmulator } from '../helpers/node/emulator-client.js';
import { SdkClient } from '../helpers/node/sdk-client.js';

/** Facts that Microsoft's SDK 1.0.0-beta.4 does not know, or does not send or receive. `.*` stands for all fields. */
const DIFFERENCES: readonly (readonly [reason: string, what: readonly string[]])[] = [
  [
    'came with api-version 2026-01-01-preview or later, after this version of the SDK',
    [
      ...['AudioEchoCancellation.channels', 'AudioEchoCancellation.reference_source'],
      ...['AvatarConfig.output_audit_audio', 'AvatarConfig.scene', 'DragonHDOmniLatestNeural', 'MAI-Voice-1'],
      ...['avatar-voice-sync', 'AzureAvatarVoiceSyncVoice.*', 'AzureRealtimeNativeVoice.*'],
      ...['SmartEndOfTurnDetection.*', 'RequestSession.include', 'RequestSession.metadata'],
      ...['ResponseCreateParams.interim_response', 'ResponseCreateParams.invoke_input', 'response.invocation.delta'],
      ...['input_text.delta.*', 'input_text.done.*', 'warning', 'response.video.delta'],
      ...['output_audio_buffer.clear', 'output_audio_buffer.cleared', 'session.avatar.switch_to_*'],
      ...['web_search_call', 'file_search_call', 'response.web_search_call.*', 'response.file_search_call.*'],
      'response.audio_transcript.annotation.added',
    ],
  ],
  [
    'preview: calls by WebRTC and telephone',
    [...['rtc.call.*', 'output_audio_buffer.started', 'output_audio_buffer.stopped', 'realtime.call.*']],
  ],
  [
    'documented, but in no version of the SDK: send it as plain JSON',
    [
      ...['AudioInputTranscriptionOptions.prompt', 'ServerVad.speech_duration_ms', 'rate_limits.updated'],
      ...['AzureSemanticVad.appended_text_after_truncation', 'semantic_vad', 'OpenAISemanticVad.*'],
      ...['AzureSemanticVadMultilingual.appended_text_after_truncation', 'RequestSession.parallel_tool_calls'],
      ...['foundry_agent', 'foundry_agent_call', 'FoundryAgentTool.*', 'response.foundry_agent_call*'],
      ...['ResponseCreateParams.conversation', 'ResponseCreateParams.max_response_output_tokens'],
      'ResponseCreateParams.animation',
    ],
  ],
  ['in one older source only', ['ResponseCreateParams.input']],
  ['the documentation lets a client send pictures, the SDK only lets it receive them', ['RequestImageContentPart.*']],
  ['internal to the service', ['byom_credential.*']],
];

const patterns = DIFFERENCES.flatMap(([, what]) => what);
const explains = (pattern: string, difference: string): boolean =>
  pattern.endsWith('*') ? difference.startsWith(pattern.slice(0, -1).replace(/\.$/, '')) : pattern === difference;

describe('the facts and Microsoft’s SDK', () => {
  let differences: readonly string[] = [];
  before(async () => {
    differences = [...enumDifferences(), ...(await serializerDifferences())];
  });

  it('differ only in what is listed here with its reason', () => {
    const unexplained = differences.filter((difference) => !patterns.some((pattern) => explains(pattern, difference)));
    assert.deepEqual([...new Set(unexplained)].toSorted(), []);
  });

  it('still differ in everything that is listed', () => {
    const over = patterns.filter((pattern) => !differences.some((difference) => explains(pattern, difference)));
    assert.deepEqual(over, []);
  });
});

function enumDifferences(): readonly string[] {
  const known = Object.entries(sdk).filter(([name]) => name.startsWith('Known'));
  assert.ok(known.length > 25);
  return known.flatMap(([name, values]) => {
    const ours = (facts.enums[name.slice(5)] ?? []).map(String);
    const theirs = Object.values(values as Readonly<Record<string, string>>);
    const unknown = theirs.filter((value) => !ours.includes(value));
    return [
      ...unknown.map((value) => `only the SDK has ${name}.${value}`),
      ...ours.filter((value) => !theirs.includes(value)),
    ];
  });
}

/** Sends every field of the client's events through the SDK. Returns those that do not arrive. */
async function serializerDifferences(): Promise<readonly string[]> {
  await using running = await startEmulator();
  await using client = await SdkClient.open(running);
  const lost: string[] = [];
  for (const event of everyClientEvent()) {
    const got = await roundTrip(running, client, event);
    lost.push(...lostFields(event, got, facts.clientEvents[event.type]!, event.type));
  }
  return lost;
}

type Wire = Readonly<Record<string, unknown>>;
interface SampleEvent extends Wire {
  readonly type: string;
}

/** Sends an event through the SDK and returns what arrives. */
async function roundTrip({ emulator }: Running, { session }: SdkClient, event: Wire): Promise<Wire> {
  const log = emulator.connections[0]!.log;
  const count = () => Object.values(log.counts).reduce((sum, each) => sum + each, 0);
  const before = count();
  await session.sendEvent(camel(event) as sdk.ClientEventUnion);
  while (count() === before) await new Promise((resolve) => setTimeout(resolve, 2));
  return log.entries.at(-1)!.event;
}

/** One event of each type; where a field has a choice of kinds, one event for each of them. */
function everyClientEvent(): readonly SampleEvent[] {
  return Object.entries(facts.clientEvents).flatMap(([type, fields]) =>
    Array.from({ length: 6 }, (_, kind) => ({ type, ...sampleFields(fields, kind) })),
  );
}

const sampleFields = (fields: FieldFacts, kind: number): Wire =>
  Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, sample(readField(text).type, kind)]));

/** @param kind index of the member that a union takes, modulo their number */
function sample(type: string, kind: number): unknown {
  if (type.startsWith('array<')) return [sample(type.slice(6, -1), kind)];
  if (type.startsWith('map<')) return { key: sample(type.slice(4, -1), kind) };
  if (type.startsWith('union<')) return sample(type.slice(6, -1).split(/,(?![^<]*>)/)[0]!, kind);
  if (type.startsWith('const:')) return type.slice(6);
  if (type.startsWith('Enum:')) return facts.enums[type.slice(5)]![0];
  const kinds = facts.unions[type];
  if (kinds) {
    const { by: _, ...variants } = kinds;
    const names = Object.values(variants);
    return sample(names[kind % names.length]!, kind);
  }
  const fields = facts.objects[type];
  return fields ? sampleFields(fields, kind) : PRIMITIVES[type];
}

const PRIMITIVES: Readonly<Record<string, unknown>> = {
  ...{ string: 'text', base64: 'AAAA', integer: 1, number: 0.5, boolean: true, any: { some: 'thing' } },
};

/** Renames fields as the SDK does: `audio_end_ms` becomes `audioEndInMs`. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      name.replace(/_ms$/, '_in_ms').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camel(entry),
    ]),
  );
}

/** Fields that were sent and did not arrive, as `Object.field`. */
function lostFields(sent: unknown, got: unknown, fields: FieldFacts, name: string): readonly string[] {
  if (!isObject(sent)) return [];
  if (!isObject(got)) return Object.keys(sent).map((field) => `${name}.${field}`);
  return Object.entries(sent).flatMap(([field, value]) => {
    if (field === 'audio' || !(field in fields)) return []; // the log does not contain audio
    if (got[field] === undefined) return [`${name}.${field}`];
    return lostInside(value, got[field], readField(fields[field]!).type);
  });
}

function lostInside(sent: unknown, got: unknown, type: string): readonly string[] {
  if (type.startsWith('array<')) return lostInside((sent as unknown[])[0], (got as unknown[])[0], type.slice(6, -1));
  const { by, ...variants } = facts.unions[type] ?? {};
  if (by && isObject(sent)) return lostInside(sent, got, variants[String(sent[by])]!);
  const fields = facts.objects[type];
  return fields ? lostFields(sent, got, fields, type) : [];
}

const isObject = (value: unknown): value is Wire => typeof value === 'object' && value !== null;
