import { expect } from '@open-wc/testing';
import { control, stage, until, type Stage } from '../helpers/page/live-agent.js';

const hintIn = ({ agent }: Stage): HTMLElement | null | undefined =>
  agent.shadowRoot!.querySelector('vla-panel')?.shadowRoot!.querySelector('vla-hint');

describe('an agent that interrupts itself', function () {
  /** The service reports an interruption with these words. */
  async function breakIn(staged: Stage, itemId: string, transcript: string): Promise<void> {
    const { agent, seen, details, service } = staged;
    const cut = details('vla-interrupt').length;
    await agent.sendText('tell me a long story');
    await until(
      'it speaks',
      () =>
        details('vla-speech')
          .filter(({ who }) => who === 'agent')
          .at(-1)?.speaking === true,
    );
    const connection = await service();
    await control(connection, 'send', {
      type: 'input_audio_buffer.speech_started',
      item_id: itemId,
      audio_start_ms: 0,
    });
    await until('it is cut', () => details('vla-interrupt').length > cut);
    // The item is in the service's conversation too, as that of a spoken turn is.
    const content = [{ type: 'input_text', text: transcript }] as const;
    agent.sendEvent({ type: 'conversation.item.create', item: { id: itemId, type: 'message', role: 'user', content } });
    await seen('vla-transcript', (line) => line.itemId === itemId && line.final);
  }

  it('makes the panel advise headphones, quietly and once, and tells the page', async () => {
    const staged = await stage({ muted: '', open: '' });
    const { agent, details, seen } = staged;
    await agent.start();
    await breakIn(staged, 'echo-1', 'Wait a moment, please.');
    await breakIn(staged, 'echo-2', '…');
    expect(hintIn(staged)).not.to.exist;
    await breakIn(staged, 'echo-3', '…');
    const { kind, deviceId, label } = await seen('vla-device', ({ reason }) => reason === 'echo');
    expect(kind).to.equal('input');
    expect([deviceId, label]).not.to.include('');
    const hint = hintIn(staged)!;
    expect(hint.shadowRoot!.textContent).to.contain('Headphones');
    expect(details('vla-error')).to.be.empty;

    hint.shadowRoot!.querySelector('button')!.click();
    await until('it is gone', () => !hintIn(staged));
    await breakIn(staged, 'echo-4', '…');
    expect(hintIn(staged)).not.to.exist;
    expect(details('vla-device')).to.have.length(1);
  });
});
