import { expect } from '@open-wc/testing';
import { create } from '../../../../src/components/features/captions/captions.js';
import type { AgentHost } from '../../../../src/components/contract/agent.js';
import type { ResponseSession } from '../../../../src/worker/protocol/objects/index.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';
import { message } from '../../../helpers/page/fake-view.js';

const AZURE = { type: 'azure-standard', name: 'en-US-AvaNeural' } as const;
const OPENAI = { type: 'openai', name: 'alloy' } as const;
const WORDS = { output_audio_timestamp_types: ['word'] } as const;
const sessionWith = (fields: object): ResponseSession => ({ id: 's1', voice: AZURE, ...fields });

/** A call with captions in which the agent has written one message. */
const captioned = (session: object, text = 'One, two three.') =>
  fakeContext({ captions: true, messages: [message('a1', text)] }, { session: sessionWith(session), inCall: true });
const word = (itemId: string, spoken: string) => ({ itemId, word: spoken, offsetMs: 0, durationMs: 100 });
const begins = { who: 'agent', speaking: true } as const;
const falls = { who: 'agent', speaking: false } as const;

describe('the feature captions', () => {
  it('asks an Azure voice for the times of its words, and leaves other sessions as they are', () => {
    const feature = create(fakeContext({ captions: true }));
    expect(feature.beforeSession({ voice: AZURE })).to.deep.equal({ voice: AZURE, ...WORDS });
    expect(feature.beforeSession({ voice: OPENAI })).to.deep.equal({ voice: OPENAI });
    expect(create(fakeContext()).beforeSession({ voice: AZURE })).to.deep.equal({ voice: AZURE });
  });

  it('asks a session that has begun for the times once', () => {
    const asked: unknown[] = [];
    const host: Partial<AgentHost> = { captions: true, updateSession: (session) => void asked.push(session) };
    const feature = create(fakeContext(host, { active: true, session: sessionWith({}) }));
    feature.onUpdate();
    feature.onUpdate();
    expect(asked).to.deep.equal([WORDS]);
  });

  it('shows the words that were heard so far, each with its punctuation', () => {
    const feature = create(captioned(WORDS));
    feature.on['vla-speech']!(begins);
    expect(feature.view().caption).to.equal('');
    feature.on['vla-caption']!(word('a1', 'One'));
    expect(feature.view().caption).to.equal('One,');
    feature.on['vla-caption']!(word('a1', 'two'));
    expect(feature.view().caption).to.equal('One, two');
  });

  it('shows the written text while it is spoken when the voice gives no times', () => {
    const feature = create(captioned({ voice: OPENAI }));
    feature.on['vla-speech']!(begins);
    expect(feature.view().caption).to.equal('One, two three.');
  });

  it('shows nothing once the call is over', () => {
    const feature = create(captioned({ voice: OPENAI }));
    feature.on['vla-speech']!(begins);
    feature.on['vla-speech']!(falls);
    feature.on['vla-state']!({ state: 'ended', previous: 'speaking' });
    expect(feature.view().caption).to.equal('');
  });

  it('has its card only in a call whose page or visitor wants captions', () => {
    expect(create(captioned(WORDS)).card() === undefined).to.equal(false);
    expect(create(fakeContext({ captions: true })).card() === undefined).to.equal(true);
    expect(create(fakeContext({}, { inCall: true })).card() === undefined).to.equal(true);
  });
});
