import { expect } from 'chai';
import { sessionChanges } from '../../../src/components/session/session-changes.js';
import type { EngineSettings } from '../../../src/worker/contract/engine-api.js';

const CONNECTION = { model: 'gpt-realtime', endpoint: 'https://a.example', tokenUrl: '/t', conversationId: undefined };
const settings = (session: object, connection: object = {}): EngineSettings =>
  ({ session, connection: { ...CONNECTION, ...connection } }) as unknown as EngineSettings;
const changes = (before: object, now: object, spoken = false) =>
  sessionChanges(settings(before), settings(now), spoken);

describe('what the service is told of changed settings', () => {
  it('is nothing where all are equal', () => {
    const tools = () => [{ type: 'function', name: 'look', parameters: { type: 'object' } }];
    expect(changes({ temperature: 0.7, tools: tools() }, { temperature: 0.7, tools: tools() })).to.deep.equal({
      session: {},
      fixed: [],
    });
  });

  it('is each field that changed, whole', () => {
    const before = {
      voice: { name: 'alloy' },
      instructions: 'a',
      temperature: 0.7,
      turn_detection: { type: 'server_vad' },
    };
    const now = { voice: { name: 'coral' }, instructions: 'b', temperature: 0.9, turn_detection: null };
    expect(changes(before, now).session).to.deep.equal(now);
  });

  it('takes back what is gone, where the wire has a way', () => {
    const before = {
      tools: [{}],
      instructions: 'a',
      input_audio_noise_reduction: { type: 'far_field' },
      temperature: 1,
    };
    expect(changes(before, {}).session).to.deep.equal({
      tools: [],
      instructions: '',
      input_audio_noise_reduction: null,
    });
  });

  it('leaves modalities to the mode of the conversation', () => {
    expect(changes({ modalities: ['text'] }, { modalities: ['text', 'audio'] }).session).to.deep.equal({});
  });

  it('is another voice only until the agent has spoken', () => {
    const [alloy, coral] = [{ voice: { name: 'alloy' } }, { voice: { name: 'coral' } }];
    expect(changes(alloy, coral, false)).to.deep.equal({ session: coral, fixed: [] });
    expect(changes(alloy, coral, true)).to.deep.equal({ session: {}, fixed: ['voice'] });
  });

  it('is nothing of the connection, whose changes are named, but for what the next one needs anyway', () => {
    const now = settings({}, { model: 'gpt-4.1', tokenUrl: '/other', conversationId: 'c1' });
    expect(sessionChanges(settings({}), now, false)).to.deep.equal({ session: {}, fixed: ['model'] });
    expect(changes({}, { input_audio_echo_cancellation: { channels: 2 } }).fixed).to.deep.equal(['echoCancellation']);
  });
});
