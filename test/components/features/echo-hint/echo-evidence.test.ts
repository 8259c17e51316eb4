import { expect } from '@open-wc/testing';
import { seemsToHearItself } from '../../../../src/components/features/echo-hint/echo-evidence.js';
import type { Message } from '../../../../src/worker/contract/conversation.js';
import { message } from '../../../helpers/page/fake-view.js';

const SAID = 'Our city bike comes in two colours, a dark blue and a light green one.';

let count = 0;
const agent = (text = SAID, change: Partial<Message> = {}): Message => message(`a${++count}`, text, change);
const visitor = (text: string, change: Partial<Message> = {}): Message =>
  message(`u${++count}`, text, { role: 'user', ...change });
/** The agent is cut short, and the next words of the other side are these. */
const bargeIn = (words: string, said = SAID): Message[] => [
  agent(said.slice(0, 20), { interrupted: true, unheard: said.slice(20) }),
  visitor(words),
];
const QUESTION = [visitor('Which colours do you have?'), agent()];

describe('the agent seems to hear itself', () => {
  const echoes: readonly (readonly [string, readonly Message[]])[] = [
    ['two of three barge-ins were empty', [...bargeIn(''), ...bargeIn('Stop, please.'), ...bargeIn(' ')]],
    ['twice they said nothing but marks', [...bargeIn('…'), ...bargeIn('.')]],
    [
      'its own words came back',
      [...bargeIn('comes in two colours, a dark blue'), ...bargeIn('Our city bike comes in')],
    ],
    ['they came back not to the letter', [...bargeIn('our city bike comes into colours a dark'), ...bargeIn('')]],
    ['they came back in capitals and without marks', [...bargeIn('TWO COLOURS A DARK BLUE'), ...bargeIn('')]],
    [
      'in a language without spaces',
      [
        ...bargeIn('我们的城市自行车', '我们的城市自行车有两种颜色'),
        ...bargeIn('自行车有两种', '我们的城市自行车有两种颜色'),
      ],
    ],
    ['it was long ago that a visitor spoke', [...bargeIn(''), ...bargeIn(''), agent(), agent()]],
  ];
  for (const [what, messages] of echoes) {
    it(`when ${what}`, () => {
      expect(seemsToHearItself([...QUESTION, ...messages])).to.be.true;
    });
  }

  const others: readonly (readonly [string, readonly Message[]])[] = [
    ['one was empty: a cough', bargeIn('')],
    ['visitors said something else', [...bargeIn('How much is it?'), ...bargeIn('And when is it here?')]],
    ['they chose what it offered', [...bargeIn('The dark blue.'), ...bargeIn('A light green one.'.slice(2))]],
    ['it was long ago', [...bargeIn(''), ...bargeIn(''), ...bargeIn('I see.'), ...bargeIn('Go on.')]],
    ['nothing was cut', [agent(), visitor(''), agent(), visitor('')]],
    ['the words are not known yet', [bargeIn('')[0]!, visitor('', { final: false }), ...bargeIn('')]],
    ['it was cut by typing', [...bargeIn('x').slice(0, 1), visitor('', { itemId: 'vla_item_7' }), ...bargeIn('')]],
  ];
  for (const [what, messages] of others) {
    it(`not when ${what}`, () => {
      expect(seemsToHearItself([...QUESTION, ...messages])).to.be.false;
    });
  }

  it('not when nobody writes down what visitors say', () => {
    const typed = visitor('Which colours do you have?', { itemId: 'vla_item_1' });
    expect(seemsToHearItself([typed, agent(), ...bargeIn(''), ...bargeIn('')])).to.be.false;
  });
});
