import { expect } from '@open-wc/testing';
import type { VoiceLiveAgent } from '../../src/index.js';
import { stage, until, type Stage } from '../helpers/page/live-agent.js';
import { itemOf, type Line, readLines, RECORDED, type Recorded } from '../helpers/pure/recorded.js';

let count = 0;

interface Scene extends Stage {
  readonly lines: readonly Line[];
  /** What the player of the conversation says of this client. */
  played(): Promise<{ readonly over?: boolean; readonly beyond?: readonly string[] }>;
}

/** An agent whose service plays a recorded conversation, and a page that does what the client of the recording did. */
async function scene({ name, mode, model }: Recorded): Promise<Scene> {
  const lines = readLines(await (await fetch(`/test/fixtures/conversations/${name}.jsonl`)).text());
  const { address } = (await (await fetch('/replay/address')).json()) as { readonly address: string };
  const key = `page-${++count}`;
  // all tests of a conversation share its agent, and one in a shadow root is not removed after the first of them
  const home = document.createElement('div');
  document.body.append(home);
  const prepare = (agent: VoiceLiveAgent): void => {
    agent.tokenProvider = async () => ({ url: `${address}/?conversation=${name}&key=${key}` });
    const answer = lines.find(({ dir, event }) => dir === 'sent' && JSON.stringify(event).includes('_output'));
    const tool = { name: 'check_stock', description: 'Tells how many are left.' };
    agent.registerTool(tool, () => answer && itemOf(answer).output);
  };
  const root = home.attachShadow({ mode: 'open' });
  const staged = await stage({ model, 'turn-detection': 'server_vad' }, prepare, root);
  const played = async () => (await (await fetch(`/replay/${key}`)).json()) as Awaited<ReturnType<Scene['played']>>;
  const { agent } = staged;
  if (mode === 'voice') await agent.start();
  const made = lines.filter(({ dir, event }) => dir === 'sent' && event.type === 'conversation.item.create');
  const typed = made.findLast((line) => itemOf(line).role === 'user');
  for (const line of made.slice(0, typed ? made.indexOf(typed) : 0)) agent.sendEvent(line.event as never);
  if (typed) await agent.sendText(itemOf(typed).content![0]!.text!);
  await until(`${name} is told to its end`, async () => (await played()).over === true);
  return { ...staged, lines, played };
}

/** Repeats in a row are one. */
const runs = <T>(list: readonly T[]): readonly T[] => list.filter((each, i) => each !== list[i - 1]);

describe('a conversation in the shape of a recording, on the page', function () {
  for (const recorded of RECORDED) {
    const { name, mode, messages } = recorded;
    describe(name, () => {
      let shown: Scene;
      before(async () => (shown = await scene(recorded)));
      after(() => shown?.agent.remove());

      it('is read by the visitor as it was said', async () => {
        const isWhole = () => shown.agent.messages.every(({ final }) => final);
        await until('the messages are whole', () => shown.agent.messages.length >= messages.length && isWhole());
        expect(shown.agent.messages.map(({ role, text }) => [role, text])).to.deep.equal(messages);
      });

      it('says when it begins, thinks, speaks and rests', async () => {
        const rests = mode === 'voice' ? 'listening' : 'idle';
        const spoken = shown.lines.some(({ event }) => event.type === 'response.audio.delta');
        const visitor = shown.lines.some(({ event }) => event.type === 'input_audio_buffer.speech_started');
        // A call by voice connects while the visitor is asked for the microphone, and may be ready by the time of the answer.
        const passed = [...(mode === 'voice' ? [] : ['connecting']), 'thinking', ...(spoken ? ['speaking'] : [])];
        const statesSoFar = () => runs(shown.details('vla-state').map(({ state }) => state));
        // On a busy machine the whole conversation can be told before the page has seen the first of it.
        const isPast = () => passed.every((state) => statesSoFar().some((each) => each === state));
        await until('it rests again', () => shown.agent.state === rests && isPast());
        const states = statesSoFar();
        expect(states[0]).to.equal(mode === 'voice' ? 'requesting-mic' : 'connecting');
        expect(states.at(-1)).to.equal(rests);
        const speech = shown.details('vla-speech').map(({ who, speaking }) => `${who} ${speaking ? 'begins' : 'ends'}`);
        expect(speech).to.deep.equal([
          ...(visitor ? ['user begins', 'user ends'] : []),
          ...(spoken ? ['agent begins', 'agent ends'] : []),
        ]);
      });

      it('tells the page the session as it came, and what each answer cost', async () => {
        const updated = shown.lines.find(({ event }) => event.type === 'session.updated')!.event['session'];
        expect(shown.details('vla-session')[0]!.session).to.deep.equal(updated);
        const done = shown.lines
          .filter(({ event }) => event.type === 'response.done')
          .map(({ event }) => event['response']);
        const costs = (done as readonly { readonly id: string; readonly usage: unknown }[]).map(({ id, usage }) => [
          id,
          usage,
        ]);
        await until('all answers are told', () => shown.details('vla-usage').length === costs.length);
        expect(shown.details('vla-usage').map(({ responseId, response }) => [responseId, response])).to.deep.equal(
          costs,
        );
      });

      it('brings no fault, and no event of the client that it has no place for', async () => {
        expect(shown.details('vla-error')).to.be.empty;
        expect((await shown.played()).beyond).to.be.empty;
      });

      it('runs a tool once, with its arguments', () => {
        const calls = shown.lines.filter(({ event }) => event.type === 'response.function_call_arguments.done');
        const told = calls.map(({ event }) => JSON.parse(String(event['arguments'])) as unknown);
        expect(shown.details('vla-tool-call').map((call) => call.arguments)).to.deep.equal(told);
      });
    });
  }
});
