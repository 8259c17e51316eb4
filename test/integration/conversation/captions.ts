import { expect } from '@open-wc/testing';
import type { VoiceLiveAgent } from '../../../src/index.js';
import { seconds, until, type Stage } from '../../helpers/page/live-agent.js';
import { settled } from '../../helpers/page/settle-animations.js';
import type { Cases } from '../../helpers/page/dialects.js';

export const captions: Cases = ({ it, setUp, stage }) => {
  const STORY = 'captions one two three four five six seven eight nine ten eleven twelve';

  const QUIET = { muted: '', 'turn-detection': 'none', open: '' };

  const box = (host: VoiceLiveAgent): HTMLElement | null | undefined =>
    host.shadowRoot!.querySelector('vla-panel')?.shadowRoot?.querySelector('vla-captions');
  const shown = ({ agent }: Stage): string => box(agent)?.shadowRoot?.querySelector('p')?.textContent ?? '';
  const askedFor = ({ details }: Stage): unknown => details('vla-session').at(-1)?.session.output_audio_timestamp_types;

  describe('captions in the panel', function () {
    it('appear word by word as they are heard, in a session that asks for them', async () => {
      const set = await stage({ ...QUIET, captions: '' });
      await set.agent.start();
      // A session that sets itself up is asked once it stands.
      if (setUp.length > 0) expect(askedFor(set)).to.deep.equal(['word']);
      await until('they are asked for', () => JSON.stringify(askedFor(set)) === '["word"]');
      await set.agent.sendText(STORY.replace('captions ', ''));
      const seen = new Set<string>();
      const ended = set.seen('vla-state', ({ previous }) => previous === 'speaking');
      let over = false;
      void ended.then(() => (over = true));
      await until(
        'it was all said',
        () => {
          seen.add(shown(set));
          return over;
        },
        30,
      );
      const growing = [...seen].filter(Boolean);
      expect(growing.length).to.be.above(6);
      for (const [i, text] of growing.entries()) if (i > 0) expect(text.startsWith(growing[i - 1]!)).to.equal(true);
      const { text } = set.agent.messages.findLast(({ role }) => role === 'agent')!;
      await until('the last word is there', () => shown(set) === text);
      await settled();
      await expect(box(set.agent)!).to.be.accessible();
    });

    it('end where the visitor interrupted', async () => {
      const set = await stage({ ...QUIET, captions: '' });
      await set.agent.start();
      await set.agent.sendText(STORY);
      await until('a third word is there', () => shown(set).includes('three'));
      set.agent.interrupt();
      await set.seen('vla-interrupt');
      await seconds(0.5);
      const heard = shown(set);
      expect(heard).to.include('two').and.not.include('twelve');
      await seconds(1);
      expect(shown(set)).to.equal(heard);
    });

    it('can be turned on in the midst of a call, and off', async () => {
      const set = await stage(QUIET);
      await set.agent.start();
      expect(askedFor(set) ?? undefined).to.equal(undefined);
      set.agent.captions = true;
      await until('they are asked for', () => JSON.stringify(askedFor(set)) === '["word"]');
      expect(set.details('vla-error')).to.be.empty;
      await set.agent.sendText('hello');
      await until('words are shown', () => shown(set).includes('Hello'));
      set.agent.captions = false;
      await until('they are gone', () => !box(set.agent));
    });
  });
};
