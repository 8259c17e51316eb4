/** Tests calls with Foundry voice agents, in the newer dialect, through the relay. The service is the emulator. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { VoiceServerOptions } from '../../server/options/public-types.js';
import type { Received, TestClient } from '../helpers/node/emulator-client.js';
import { OPTIONS, startStage, until, type Stage } from './helpers.js';

const voiceAgent = { name: 'front-desk', project: 'shop' };
const PROFILES: VoiceServerOptions['profiles'] = { shop: { voiceAgent } };

/** Opens a call in writing with an agent that has greeted. */
async function open({ site }: Stage): Promise<TestClient> {
  const client = await site.call();
  await client.next('session.updated');
  await client.next('response.done');
  await client.updateSession({ type: 'realtime', output_modalities: ['text'] });
  return client;
}

const received = ({ service }: Stage, type: string) =>
  service.emulator.connections[0]!.log.entries.filter((entry) => entry.type === type);

const itemOf = (client: TestClient, name: string): Received['item'] =>
  client.events.findLast(({ item }) => item?.type === 'function_call' && item.name === name)!.item;

const output = (call_id: string) => ({
  type: 'conversation.item.create',
  item: { type: 'function_call_output', call_id, output: '{"found":2}' },
});

describe('a call with a voice agent', () => {
  it('is opened by its path, with an Entra token and the visitor’s own inputs in headers, and greets', async () => {
    await using stage = await startStage({
      profiles: { shop: { voiceAgent: { ...voiceAgent, structuredInputs: { visitor_name: 'somebody' } } } },
      authorize: () => ({ visitor: 'ada', profile: 'shop', structuredInputs: { visitor_name: 'Zoë' } }),
    });
    const answer = (await (await stage.site.ask()).json()) as { dialect: string };
    assert.equal(answer.dialect, 'voice-agent');
    const client = await stage.site.call();
    await client.next('session.updated');
    const { output: said } = (await client.next('response.done')).response;
    assert.equal(said[0]!.content[0]!.transcript, 'Hello Zoë. This is the front desk.');
    const { request } = stage.service.emulator.connections[0]!;
    assert.equal(request.voiceAgent, 'front-desk');
    assert.deepEqual(Object.keys(request.query).sort(), ['api-version', 'client-request-id']);
  });

  it('shows the page no instructions of any behaviour, and not which tools’ servers there are', async () => {
    await using stage = await startStage({ profiles: PROFILES });
    const client = await open(stage);
    await client.ask('billing, please');
    await client.next('session.updated');
    await client.next('response.done');
    const told = JSON.stringify(client.events);
    assert.ok(!told.includes('You are at the front desk'), 'of the agent');
    assert.ok(!told.includes('You answer questions about invoices'), 'of its colleague');
    assert.match(told, /"active_node_id":"billing"/);
  });

  it('hears a page, in its exact form and in any other', async () => {
    await using stage = await startStage({ profiles: PROFILES });
    const client = await open(stage);
    const audio = Buffer.alloc(4800).toString('base64');
    client.send({ event_id: 'mine', type: 'input_audio_buffer.append', audio, session: { instructions: 'evil' } });
    client.send({ type: 'input_audio_buffer.append', audio });
    client.send({ type: 'input_audio_buffer.commit' });
    await client.next('input_audio_buffer.committed');
    const [sound, ...more] = received(stage, 'input_audio_buffer.append');
    assert.deepEqual([sound!.count, more], [2, []]);
    assert.deepEqual(sound!.event, { type: 'input_audio_buffer.append', event_id: 'mine' });
  });

  it('takes the output of a function of the page, and none of those that the agent calls for itself', async () => {
    await using stage = await startStage({ profiles: PROFILES });
    const client = await open(stage);
    await client.ask('call find_bike {"size": 54}');
    const { call_id } = itemOf(client, 'find_bike');
    for (let i = 0; i < 2; i++) client.send(output(call_id));
    client.send({ type: 'response.create' });
    await client.next('response.done');
    await client.ask('billing, please');
    client.send(output(itemOf(client, 'handoff').call_id));
    await client.next('session.handoff.completed');
    await client.next('response.done');
    const items = received(stage, 'conversation.item.create').map(({ event }) => (event as unknown as Received).item);
    const answered = items.filter(({ type }) => type === 'function_call_output').map((item) => item.call_id);
    assert.deepEqual(answered, [call_id]);
    assert.ok(stage.site.log.some(({ event, reason }) => event === 'policy' && reason === 'unknown-call'));
  });

  it('ends as the agent ends it', async () => {
    await using stage = await startStage({ profiles: PROFILES });
    const client = await open(stage);
    const reason = new Promise((resolve) => client.socket.once('close', (_, why) => resolve(why.toString())));
    client.write('goodbye');
    client.send({ type: 'response.create' });
    assert.equal(await client.closed, 1001);
    assert.equal(await reason, 'Conversation ended by agent');
    await until(() => stage.site.voice.calls === 0, 'the place is free');
  });

  it('has the profile’s session over the agent’s and the page’s, and shows one confirmation', async () => {
    const session = { output_modalities: ['text'], audio: { input: { turn_detection: null } } };
    await using stage = await startStage({ profiles: { shop: { voiceAgent, session } } });
    const client = await stage.site.call();
    const { session: shown } = await client.next('session.updated');
    assert.deepEqual(shown['output_modalities'], ['text']);
    const asked = { output_modalities: ['audio'], audio: { input: { turn_detection: { type: 'server_vad' } } } };
    await client.updateSession({ type: 'realtime', ...asked, modalities: ['audio'], instructions: 'evil' });
    assert.equal(client.of('session.updated').length, 2);
    const own = stage.service.emulator.connections[0]!.session;
    assert.deepEqual([own.modalities, own.turn_detection], [['text'], null]);
    assert.ok(!JSON.stringify(own).includes('evil'));
  });

  it('may be told what was said before, in the words of its dialect, while it is new', async () => {
    await using stage = await startStage({ profiles: PROFILES });
    const client = await open(stage);
    const content = [{ type: 'output_text', text: 'We said so.' }];
    client.send({
      type: 'conversation.item.create',
      item: { id: 'item_1', type: 'message', role: 'assistant', content },
    });
    const added = await client.next('conversation.item.added');
    assert.deepEqual([added.item.role, added.item.content[0]!.text], ['assistant', 'We said so.']);
  });

  it('goes on in a new session that takes over, in the same dialect', async () => {
    await using stage = await startStage({ profiles: PROFILES });
    const old = await stage.site.ticket();
    const first = stage.site.dial(old.url);
    await first.next('session.updated');
    const newer = await stage.site.ask({}, { follows: old.call });
    assert.equal(((await newer.json()) as { dialect: string }).dialect, 'voice-agent');
    const second = await stage.site.call({}, { follows: old.call });
    await second.next('session.updated');
    assert.equal(stage.site.voice.calls, 2);
  });

  for (const [name, detail] of [
    ['disabled', /HTTP 409: the agent is disabled/],
    ['nobody', /HTTP 404: no such model, deployment, agent/],
  ] as const) {
    it(`that cannot be opened (${name}) is closed with 1011, and its operator learns why`, async () => {
      await using stage = await startStage({ profiles: { shop: { voiceAgent: { ...voiceAgent, name } } } });
      assert.equal(await stage.site.dial((await stage.site.ticket()).url).closed, 1011);
      assert.ok(stage.site.log.some(({ event, detail: told }) => event === 'upstream-failed' && detail.test(told!)));
    });
  }

  it('is not given where authorize fills placeholders with what is no object, or too much', async () => {
    const given = (structuredInputs: object) =>
      startStage({
        ...OPTIONS,
        profiles: PROFILES,
        authorize: () => ({ visitor: 'a', profile: 'shop', structuredInputs: structuredInputs as never }),
      });
    for (const inputs of [['Ada'], { visitor_name: 'ë'.repeat(2000) }]) {
      await using stage = await given(inputs);
      assert.equal((await stage.site.ask()).status, 503);
      assert.ok(stage.site.log.some(({ detail }) => detail?.startsWith('authorize gave structuredInputs')));
      assert.ok(!JSON.stringify(stage.site.log).includes('ëëë'));
    }
  });
});
