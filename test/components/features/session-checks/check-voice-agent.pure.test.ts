import { expect } from 'chai';
import {
  unknownTools,
  unusedAttributes,
} from '../../../../src/components/features/session-checks/check-voice-agent.js';

describe('the settings of a page with a voice agent', () => {
  it('that the definition has are named, each with what to do', () => {
    const set = ['voice', 'instructions', 'agent-name'];
    const sentences = unusedAttributes({ hasAttribute: (name) => set.includes(name) });
    expect(sentences).to.have.lengthOf(2);
    expect(sentences[0]).to.match(/^voice has no effect with agent-kind="voice".*session/);
  });

  it('are told of a function that the agent never calls', () => {
    const session = { tools: [{ type: 'function', name: 'find_room', parameters: {} }] } as const;
    const sentences = unknownTools(session, [{ name: 'find_room' }, { name: 'book_room' }]);
    expect(sentences).to.have.lengthOf(1);
    expect(sentences[0]).to.include('"book_room"');
    expect(unknownTools({}, [])).to.be.empty;
  });
});
