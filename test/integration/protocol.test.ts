import { expect } from '@open-wc/testing';
import { control, needsToken, stage, until, type Stage } from '../helpers/page/live-agent.js';
import { CLIENT_EVENTS, SERVER_EVENTS, SESSION_FIELDS } from '../helpers/pure/protocol-samples.js';
import type { ClientEvent, RequestSession, VoiceLiveAgentDetails } from '../../src/index.js';

type Detail<Name extends keyof VoiceLiveAgentDetails> = VoiceLiveAgentDetails[Name];
type Seen = { readonly [Name in keyof VoiceLiveAgentDetails]: (detail: Detail<Name>) => boolean };

const mcp = (kind: string, status: string): Partial<Seen> => ({
  'vla-mcp': (told) => told.kind === kind && told.status === status,
});
const search = (kind: string, status: string): Partial<Seen> => ({
  'vla-search': (told) => told.kind === kind && told.status === status,
});

/** The event of the element that an event of the service becomes, beside `vla-event`. */
const BECOMES: Readonly<Record<string, Partial<Seen>>> = {
  'session.updated': { 'vla-session': ({ session }) => session.id === 'sess_sample' },
  error: { 'vla-error': ({ cause }) => cause?.includes('A sample of an error.') ?? false },
  'conversation.item.created': { 'vla-transcript': ({ itemId, text }) => itemId === 'item_asked' && text === 'asked' },
  'conversation.item.input_audio_transcription.delta': { 'vla-transcript': ({ text, role }) => role === 'user' && text === 'half' }, // prettier-ignore
  'conversation.item.input_audio_transcription.completed': { 'vla-transcript': ({ text, final }) => final && text === 'half a word' }, // prettier-ignore
  'input_audio_buffer.speech_started': { 'vla-speech': ({ who, speaking }) => who === 'user' && speaking },
  'input_audio_buffer.speech_stopped': { 'vla-speech': ({ who, speaking }) => who === 'user' && !speaking },
  'response.created': { 'vla-state': ({ state }) => state === 'thinking' },
  'response.output_item.added': { 'vla-transcript': ({ itemId, text }) => itemId === 'item_answer' && !text },
  'response.text.delta': { 'vla-transcript': ({ text, final }) => !final && text === 'written' },
  'response.text.done': { 'vla-transcript': ({ text }) => text === 'written answer' },
  'response.audio_transcript.delta': { 'vla-transcript': ({ text, final }) => !final && text === 'said' },
  'response.audio_transcript.done': { 'vla-transcript': ({ text }) => text === 'said answer' },
  'mcp_list_tools.in_progress': mcp('list', 'in_progress'),
  'mcp_list_tools.completed': mcp('list', 'completed'),
  'mcp_list_tools.failed': mcp('list', 'failed'),
  'response.mcp_call.in_progress': mcp('call', 'in_progress'),
  'response.mcp_call.completed': mcp('call', 'completed'),
  'response.mcp_call.failed': mcp('call', 'failed'),
  'response.foundry_agent_call.in_progress': mcp('agent', 'in_progress'),
  'response.foundry_agent_call.completed': mcp('agent', 'completed'),
  'response.foundry_agent_call.failed': mcp('agent', 'failed'),
  'response.web_search_call.in_progress': search('web', 'in_progress'),
  'response.web_search_call.searching': search('web', 'searching'),
  'response.web_search_call.completed': search('web', 'completed'),
  'response.file_search_call.in_progress': search('file', 'in_progress'),
  'response.file_search_call.searching': search('file', 'searching'),
  'response.file_search_call.completed': search('file', 'completed'),
  'response.audio_transcript.annotation.added': { 'vla-annotation': ({ url, host, title }) => url === 'https://example.com/source' && host === 'example.com' && title === 'A source' }, // prettier-ignore
  'response.output_item.done': { 'vla-mcp': ({ itemId, output, name }) => itemId === 'item_mcp' && output === '42' && name === 'lookup' }, // prettier-ignore
  warning: { 'vla-warning': ({ code, message }) => code === 'sample' && message === 'A sample of a warning.' },
  'response.done': { 'vla-usage': ({ responseId, response }) => responseId === 'resp_sample' && response.total_tokens === 30 }, // prettier-ignore
};

/** Events about a moment of speech are told when the moment is audible, so these need a call with audio. */
const HEARD: Readonly<Record<string, Partial<Seen>>> = {
  'response.audio_timestamp.delta': { 'vla-caption': ({ itemId, word, offsetMs, durationMs }) => itemId === 'item_answer' && word === 'said' && offsetMs === 0 && durationMs === 40 }, // prettier-ignore
  'response.animation_viseme.delta': { 'vla-viseme': ({ itemId, visemeId, offsetMs }) => itemId === 'item_answer' && visemeId === 7 && offsetMs === 0 }, // prettier-ignore
  'response.animation_blendshapes.delta': { 'vla-blendshapes': ({ itemId, frameIndex, weights }) => itemId === 'item_answer' && frameIndex === 0 && weights.length === 2 }, // prettier-ignore
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The second value without the fields that the first does not have. */
const asFarAs = (like: unknown, value: unknown): unknown =>
  isObject(like) && isObject(value)
    ? Object.fromEntries(Object.keys(like).map((key) => [key, asFarAs(like[key], value[key])]))
    : value;

/** Half a second of quiet noise, 16 bit at 24 kHz. */
const sound = (): string =>
  btoa(Array.from({ length: 24_000 }, () => String.fromCharCode(Math.floor(Math.random() * 4))).join(''));

/** An idle written conversation, which all tests of a table share. */
async function resting(prepare?: Parameters<typeof stage>[1]): Promise<Stage> {
  const host = document.createElement('div');
  document.body.append(host);
  const staged = await stage({ 'raw-events': '' }, prepare, host.attachShadow({ mode: 'open' }));
  await staged.agent.sendText('hello');
  await staged.seen('vla-usage');
  return staged;
}

describe('an event of the service', function () {
  let staged: Stage;
  before(async () => (staged = await resting()));
  after(() => staged.agent.remove());

  for (const [type, fields] of Object.entries(SERVER_EVENTS)) {
    it(`reaches the page as vla-event, untouched, and does what it should: ${type}`, async () => {
      const event = { type, event_id: `sample_${type}`, ...fields };
      await control(await staged.service(), 'send', event);
      const heard = await staged.seen('vla-event', ({ event_id }) => event_id === event.event_id);
      expect(heard).to.deep.equal(event);
      for (const [name, fits] of Object.entries(BECOMES[type] ?? {})) {
        await staged.seen(name as keyof VoiceLiveAgentDetails, fits as (detail: unknown) => boolean);
      }
    });
  }

  it('that asks for the visitor’s word on an MCP call becomes vla-approval', async () => {
    const item = { type: 'mcp_approval_request', id: 'ask_sample', server_label: 'docs', name: 'lookup', arguments: '{"a":1}' }; // prettier-ignore
    await control(await staged.service(), 'send', { type: 'conversation.item.created', item });
    const { respondWith: _, ...asked } = await staged.seen('vla-approval');
    expect(asked).to.deep.equal({ requestId: 'ask_sample', serverLabel: 'docs', name: 'lookup', arguments: { a: 1 } });
  });

  it('that nobody knows yet passes through with all its fields', async () => {
    const event = { type: 'session.something_new', event_id: 'new', depth: { of: ['any', 1, null] } };
    await control(await staged.service(), 'send', event);
    expect(await staged.seen('vla-event', ({ event_id }) => event_id === 'new')).to.deep.equal(event);
  });

  it('never ends the conversation', async () => {
    expect((await staged.service()).open).to.be.true;
    await staged.agent.sendText('good evening');
    await staged.seen('vla-transcript', ({ text, final }) => final && text.startsWith('You wrote: good evening'));
  });
});

describe('an event of the service that belongs to a moment of speech', function () {
  let staged: Stage;
  before(async () => {
    const host = document.createElement('div');
    document.body.append(host);
    staged = await stage({ 'turn-detection': 'none' }, undefined, host.attachShadow({ mode: 'open' }));
    await staged.agent.start();
    const service = await staged.service();
    const send = (type: string, more: object = {}) =>
      control(service, 'send', { type, ...SERVER_EVENTS[type as keyof typeof SERVER_EVENTS], ...more });
    await send('response.created');
    for (const type of Object.keys(HEARD)) await send(type);
    await send('response.audio.delta', { delta: sound() });
    await send('response.audio.done');
    await send('response.done');
  });
  after(() => staged.agent.remove());

  for (const [type, becomes] of Object.entries(HEARD)) {
    it(`becomes one of the element when it is heard: ${type}`, async () => {
      for (const [name, fits] of Object.entries(becomes)) {
        await staged.seen(name as keyof VoiceLiveAgentDetails, fits as (detail: unknown) => boolean);
      }
    });
  }
});

describe('the page that tells what events become', () => {
  it('says of each what is tested here', async () => {
    const rows = '/scripts/protocol-coverage/server-events.ts';
    const { SERVER_EVENTS: told } = (await import(rows)) as { SERVER_EVENTS: Record<string, readonly unknown[]> };
    const tested = (type: string) => Object.keys({ ...BECOMES[type], ...HEARD[type] });
    const wrong = Object.entries(told).filter(([type, [, becomes, ...tests]]) => {
      const names = typeof becomes === 'string' ? becomes.split(', ') : [];
      // A row names another test for an event that a sample cannot show.
      return tested(type).some((name) => !names.includes(name)) || names.length > tested(type).length + tests.length;
    });
    expect(wrong.map(([type, [, becomes]]) => `${type}: ${String(becomes)}, tested ${tested(type).join()}`)).to.be
      .empty;
  });
});

describe('an event of the page', function () {
  let staged: Stage;
  before(async function () {
    await needsToken(this, 'the relay drops what no page may send (test/server/policy.test.ts)');
    staged = await resting();
  });
  after(() => staged?.agent.remove());

  for (const [type, fields] of Object.entries(CLIENT_EVENTS)) {
    it(`reaches the service by sendEvent, with all its fields: ${type}`, async () => {
      const event = { type, event_id: `sample_${type}`, ...fields };
      staged.agent.sendEvent(event as ClientEvent);
      const arrived = async () =>
        (await staged.service()).received.find((entry) => entry.event['event_id'] === event.event_id)?.event;
      await until(`${type} arrives`, async () => (await arrived()) !== undefined);
      const { audio: _, ...kept } = event as { readonly audio?: string }; // the emulator keeps audio apart
      expect(await arrived()).to.deep.equal(kept);
    });
  }
});

describe('a field of the session', function () {
  let staged: Stage;
  before(async function () {
    await needsToken(this, 'the relay takes out what no page may set (test/server/policy.test.ts)');
    staged = await resting((agent) => (agent.session = { ...SESSION_FIELDS, model: agent.model } as RequestSession));
  });
  after(() => staged?.agent.remove());

  for (const field of ['model', ...Object.keys(SESSION_FIELDS)] as readonly (keyof typeof SESSION_FIELDS | 'model')[]) {
    it(`reaches the service by the property session, and comes back in vla-session: ${field}`, async () => {
      const value = field === 'model' ? staged.agent.model : SESSION_FIELDS[field];
      const { received } = await staged.service();
      const sent = received.find(({ type }) => type === 'session.update')!.event['session'];
      expect((sent as Record<string, unknown>)[field]).to.deep.equal(value);
      const { session } = await staged.seen('vla-session');
      // The service tells the deployment of a model, and adds the options that nobody set.
      if (field === 'model') expect(session.model).to.contain(staged.agent.model);
      else expect(asFarAs(value, session[field])).to.deep.equal(value);
    });
  }
});
