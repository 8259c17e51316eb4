/** Attributes as the service gets them, and what is left out for an agent. */
import { expect } from '@open-wc/testing';
import { needsToken, stage } from '../helpers/page/live-agent.js';

type Wire = Readonly<Record<string, unknown>>;

/** An attribute, and the field of the session that it becomes. A field without an attribute here is not set by one. */
const BECOMES: Readonly<
  Record<string, readonly (readonly [attributes: Readonly<Record<string, string>>, value: unknown])[]>
> = {
  voice: [
    [{ voice: 'en-GB-RyanNeural' }, { type: 'azure-standard', name: 'en-GB-RyanNeural' }],
    [{ voice: 'marin' }, { type: 'openai', name: 'marin' }],
  ],
  instructions: [[{ instructions: 'Sell bikes.' }, 'Sell bikes.']],
  input_audio_sampling_rate: [[{ 'input-sampling-rate': '16000' }, 16000]],
  input_audio_format: [[{ 'input-audio-format': 'g711_alaw' }, 'g711_alaw']],
  output_audio_format: [[{ 'output-audio-format': 'pcm16_16000hz' }, 'pcm16_16000hz']],
  turn_detection: [
    [{ 'turn-detection': 'none' }, null],
    [
      { 'turn-detection': 'server_vad' },
      { type: 'server_vad', create_response: true, interrupt_response: true, auto_truncate: false },
    ],
  ],
  input_audio_noise_reduction: [[{ 'noise-reduction': 'near_field' }, { type: 'near_field' }]],
  input_audio_echo_cancellation: [
    [{ 'echo-cancellation': 'server' }, { type: 'server_echo_cancellation' }],
    [{ 'echo-cancellation': 'none' }, undefined],
  ],
  input_audio_transcription: [
    [{}, { model: 'gpt-4o-mini-transcribe' }],
    [{ model: 'gpt-4.1' }, { model: 'azure-speech' }],
    [{ 'transcription-model': 'whisper-1' }, { model: 'whisper-1' }],
  ],
  temperature: [[{ temperature: '0.7' }, 0.7]],
  max_response_output_tokens: [[{ 'max-response-output-tokens': '300' }, 300]],
  reasoning_effort: [[{ 'reasoning-effort': 'low' }, 'low']],
};

/** The address that was dialled, and the first session that was asked for. */
async function asked(attributes: Readonly<Record<string, string>>, prepare?: Parameters<typeof stage>[1]) {
  const page = await stage(attributes, prepare);
  const { agent } = page;
  await agent.start();
  const all = (await (await fetch('/emulator/connections')).json()) as readonly {
    readonly query: Wire;
    readonly received: readonly { readonly type: string; readonly event: Wire }[];
  }[];
  const { query, received } = all.at(-1)!;
  agent.remove();
  return { query, session: received.find(({ type }) => type === 'session.update')!.event['session'] as Wire };
}

describe('an attribute', function () {
  for (const [field, cases] of Object.entries(BECOMES)) {
    it(`reaches the service as a field of the session: ${field}`, async function () {
      if (cases.some(([attributes]) => 'model' in attributes)) await needsToken(this, 'the model is the profile’s');
      for (const [attributes, value] of cases) {
        const { session } = await asked(attributes);
        expect(session[field], JSON.stringify(attributes)).to.deep.equal(value);
      }
    });
  }

  it('names the model in the address', async function () {
    await needsToken(this, 'the address of the service is the profile’s');
    expect((await asked({ model: 'gpt-realtime-mini' })).query['model']).to.equal('gpt-realtime-mini');
  });
});

describe('a session with an agent', function () {
  it('leaves out what belongs to the agent, whoever said it', async function () {
    await needsToken(this, 'a page names no agent');
    const own = {
      instructions: 'Be brief.',
      temperature: '0.7',
      'max-response-output-tokens': '300',
      'reasoning-effort': 'low',
    };
    const { session, query } = await asked(
      { 'agent-name': 'fitter', 'agent-project-name': 'shop', ...own },
      (agent) => {
        agent.session = { tool_choice: 'auto', temperature: 0.8 };
        agent.registerTool({ name: 'now', description: 'The time.' }, () => 'noon');
      },
    );
    expect(query['agent-name']).to.equal('fitter');
    expect(session).not.to.have.any.keys(
      ...['instructions', 'temperature', 'max_response_output_tokens', 'reasoning_effort', 'tools', 'tool_choice'],
    );
    expect(session['voice']).to.deep.equal({ type: 'azure-standard', name: 'en-US-AvaNeural' });
  });
});
