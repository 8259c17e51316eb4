import { expect } from '@open-wc/testing';
import { control, stage, until, type Stage } from '../helpers/agent.js';
import { CLIENT_EVENTS, SERVER_EVENTS, SESSION_FIELDS } from '../helpers/protocol-samples.js';
import type { ClientEvent, RequestSession, VoiceLiveAgentDetails } from '../../src/index.js';

type Detail<Name extends keyof VoiceLiveAgentDetails> = VoiceLiveAgentDetails[Name];
type Seen = { readonly [Name in keyof VoiceLiveAgentDetails]: (detail: Detail<Name>) => boolean };

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
  'response.text.delta': { 'vla-transcript': ({ text, final }) => !final && text === 'written' },
  'response.text.done': { 'vla-transcript': ({ text }) => text === 'written answer' },
  'response.audio_transcript.delta': { 'vla-transcript': ({ text, final }) => !final && text === 'said' },
  'response.audio_transcript.done': { 'vla-transcript': ({ text }) => text === 'said answer' },
  'response.done': { 'vla-usage': ({ responseId, response }) => responseId === 'resp_sample' && response.total_tokens === 30 }, // prettier-ignore
};

/** A written conversation that rests; all tests of a table share it. */
async function resting(prepare?: Parameters<typeof stage>[1]): Promise<Stage> {
  const host = document.createElement('div');
  document.body.append(host);
  const staged = await stage({ 'raw-events': '' }, prepare, host.attachShadow({ mode: 'open' }));
  await staged.agent.sendText('hello');
  await staged.seen('vla-usage');
  return staged;
}

describe('an event of the service', function () {
  this.timeout(30_000);
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

describe('an event of the page', function () {
  this.timeout(30_000);
  let staged: Stage;
  before(async () => (staged = await resting()));
  after(() => staged.agent.remove());

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
  this.timeout(30_000);
  let staged: Stage;
  before(async () => {
    staged = await resting((agent) => (agent.session = { ...SESSION_FIELDS, model: agent.model } as RequestSession));
  });
  after(() => staged.agent.remove());

  for (const field of ['model', ...Object.keys(SESSION_FIELDS)] as readonly (keyof typeof SESSION_FIELDS | 'model')[]) {
    it(`reaches the service by the property session, and comes back in vla-session: ${field}`, async () => {
      const value = field === 'model' ? staged.agent.model : SESSION_FIELDS[field];
      const { received } = await staged.service();
      const sent = received.find(({ type }) => type === 'session.update')!.event['session'];
      expect((sent as Record<string, unknown>)[field]).to.deep.equal(value);
      const { session } = await staged.seen('vla-session');
      expect(session[field]).to.deep.equal(value);
    });
  }
});
