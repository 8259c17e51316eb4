import { expect } from 'chai';
import { redacted } from '../../../../src/components/features/record/redact.js';
import { CLIENT_EVENTS, SERVER_EVENTS, SESSION_FIELDS } from '../../../helpers/pure/protocol-samples.js';

/** Fields in which somebody, or the page, says something. */
const SAYS =
  /^(text|transcript|delta|instructions|arguments|output|description|quer(y|ies)|refusal|summary|additional_instructions|phrase_list|filename|pre_generated_assistant_message|texts|title|snippet|audio)$/;
/** Fields that hold a credential, or the address of a peer. */
const HIDES = /^(authorization|username|credential|client_sdp|server_sdp)$/;

const CANARY = 'the canary sings';

/** The value with the canary in every text of these fields, however deep. */
function withCanary(value: unknown, fields: RegExp, inside = false): unknown {
  if (typeof value === 'string') return inside ? CANARY : value;
  if (Array.isArray(value)) return value.map((each) => withCanary(each, fields, inside));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withCanary(each, fields, fields.test(key))]),
  );
}

const EVERYTHING = { ...SERVER_EVENTS, ...CLIENT_EVENTS, 'session.update with all': { session: SESSION_FIELDS } };

const sings = (value: unknown): boolean => JSON.stringify(value).includes(CANARY);

describe('what a recording leaves out', () => {
  it('is everything that was said, in every event of the protocol, unless words are asked for', () => {
    let singing = 0;
    for (const [type, event] of Object.entries(EVERYTHING)) {
      const said = withCanary(event, SAYS);
      singing += Number(sings(said));
      expect(sings(redacted(said, false)), type).to.equal(false);
      expect(sings(redacted(said, true)), `${type} with words`).to.equal(sings(said));
    }
    expect(singing, 'events that say something').to.be.above(25);
  });

  it('is every credential that only its name tells, also with words', () => {
    for (const [type, event] of Object.entries(EVERYTHING))
      expect(sings(redacted(withCanary(event, HIDES), true)), type).to.equal(false);
    const tool = { type: 'mcp', server_label: 'docs', authorization: CANARY, headers: { 'X-Any': CANARY } };
    expect(redacted({ tools: [tool] }, true)).to.deep.equal({
      tools: [{ type: 'mcp', server_label: 'docs', authorization: '…', headers: '…' }],
    });
  });

  it('is the user and the query of an address', () => {
    const tool = { server_url: 'https://ann:secret@tools.test/mcp?key=secret#secret' };
    expect(redacted(tool, true)).to.deep.equal({ server_url: 'https://tools.test/mcp' });
    expect(redacted('/voice/token?visitor=secret', true, 'token_url')).to.equal('/voice/token');
  });

  it('is not what tells the course of a conversation: types, ids, numbers, errors', () => {
    const event = {
      type: 'error',
      event_id: 'event_1',
      error: { code: 'bad', message: 'It was bad.', param: 'session.voice', status: 400 },
    };
    expect(redacted(event, false)).to.deep.equal(event);
  });

  it('is masked by as many letters, so that deltas still make a text of their length', () => {
    expect(redacted({ type: 'response.audio_transcript.delta', delta: 'Hi there' }, false)).to.deep.equal({
      type: 'response.audio_transcript.delta',
      delta: 'xxxxxxxx',
    });
  });

  it('is what stands in an event that nobody knows', () => {
    const event = {
      type: 'a.new.event',
      message: CANARY,
      reply: { sentence: CANARY },
      list: [CANARY],
      metadata: { name: CANARY },
    };
    expect(sings(redacted(event, false))).to.equal(false);
  });
});
