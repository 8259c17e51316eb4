import { expect } from '@open-wc/testing';
import { en } from '../../../../src/components/i18n/labels.js';
import { transcriptName, transcriptText } from '../../../../src/components/ui/transcript/export-transcript.js';
import { message } from '../../../helpers/page/fake-view.js';

describe('the saved transcript', () => {
  it('names who spoke, and what was never heard', () => {
    const messages = [
      message('1', 'Is Thursday free?', { role: 'user' }),
      message('2', ''),
      message('3', 'It is free.', { unheard: ' Shall I book?', interrupted: true }),
    ];
    expect(transcriptText(messages, en)).to.equal(
      'You: Is Thursday free?\n\nAgent: It is free. (not heard: Shall I book?)',
    );
  });

  it('has the day in its name', () => {
    expect(transcriptName(new Date(2026, 0, 5))).to.equal('conversation-2026-01-05.txt');
  });
});
