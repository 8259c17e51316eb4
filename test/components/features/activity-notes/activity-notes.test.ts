import { expect } from '@open-wc/testing';
import { render } from 'lit';
import { create } from '../../../../src/components/features/activity-notes/activity-notes.js';
import type { Feature } from '../../../../src/components/contract/feature.js';
import { fakeContext } from '../../../helpers/page/feature-context.js';
import { message } from '../../../helpers/page/fake-view.js';

const QUESTION = message('u1', 'Is it raining?', { role: 'user' });
const make = (): Feature => create(fakeContext({ messages: [QUESTION] }));

/** What stands below a message in the transcript: its text, or its links. */
function below(feature: Feature, itemId = 'u1'): HTMLElement {
  const root = document.createElement('div').attachShadow({ mode: 'open' });
  const shown = document.createElement('div');
  render(feature.view!().notesAfter!(itemId, root), shown);
  return shown;
}
const linesOf = (feature: Feature): string[] =>
  [...below(feature).querySelectorAll('.note')].map(({ textContent }) => textContent.trim());

const CALL = { callId: 'c1', name: 'get_weather', arguments: {} } as never;
const result = (change: object = {}): never => ({ callId: 'c1', name: 'get_weather', ...change }) as never;

describe('the feature activity-notes', () => {
  it('notes a tool below the last message, and how it ended in the same line', () => {
    const feature = make();
    feature.on!['vla-tool-call']!(CALL);
    const [atWork] = linesOf(feature);
    expect(atWork).to.include('get weather').and.match(/…$/);
    feature.on!['vla-tool-result']!(result());
    expect(linesOf(feature)).to.have.lengthOf(1);
    expect(linesOf(feature)[0]).to.include('get weather').and.not.equal(atWork);
  });

  it('tells a tool that failed from one that is done', () => {
    const [done, failed] = [make(), make()];
    for (const feature of [done, failed]) feature.on!['vla-tool-call']!(CALL);
    done.on!['vla-tool-result']!(result());
    failed.on!['vla-tool-result']!(result({ failed: true }));
    expect(linesOf(failed)).not.to.deep.equal(linesOf(done));
    expect(below(failed).querySelector('.note.failed')).not.to.equal(null);
  });

  it('says nothing of a call that never reached the page', () => {
    const feature = make();
    feature.on!['vla-tool-result']!(result({ failed: true }));
    expect(linesOf(feature)).to.be.empty;
  });

  it('takes a search away that was broken off, and keeps one that is done', () => {
    const feature = make();
    feature.on!['vla-search']!({ kind: 'web', status: 'searching', itemId: 's1' } as never);
    feature.on!['vla-search']!({ kind: 'file', status: 'completed', itemId: 's2' });
    expect(linesOf(feature)).to.have.lengthOf(2);
    feature.on!['vla-state']!({ state: 'listening', previous: 'thinking' });
    expect(linesOf(feature)).to.have.lengthOf(1);
    expect(below(feature).querySelector('.note.done')).not.to.equal(null);
  });

  it('notes a handoff where it began, also when the code that notes it came late', () => {
    const messages = [QUESTION, message('a1', 'This is billing.')];
    const told = { handoffId: 'h1', status: 'started', from: '$entrypoint', to: 'billing' } as const;
    const notice = {
      kind: 'agent',
      event: { type: 'session.handoff.started', handoff_id: 'h1' },
      after: 'u1',
    } as const;
    const steps = [
      (feature: Feature) => feature.on!['vla-handoff']!(told),
      (feature: Feature) => feature.onNotice!(notice),
    ];
    for (const order of [steps, steps.toReversed()]) {
      const feature = create(fakeContext({ messages }));
      for (const take of order) take(feature);
      expect(linesOf(feature)).to.have.lengthOf(1);
      expect(below(feature, 'a1').querySelector('.note')).to.equal(null);
    }
  });

  it('lists each source of a message once', () => {
    const feature = make();
    const source = {
      itemId: 'u1',
      kind: 'url_citation',
      title: 'Rain',
      url: 'https://rain.example/',
      host: 'rain.example',
    };
    feature.on!['vla-annotation']!(source);
    feature.on!['vla-annotation']!(source);
    expect([...below(feature).querySelectorAll('a')].map(({ href }) => href)).to.deep.equal([source.url]);
    expect(below(feature, 'u2').querySelector('a')).to.equal(null);
  });
});
