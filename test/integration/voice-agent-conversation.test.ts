/** A plain conversation with a Foundry voice agent. The cases are the same by the route of Voice Live (`conversation.test.ts`). */
import { voiceAgent } from '../helpers/page/dialects.js';
import { PLAIN_CONVERSATION } from './conversation/list.js';

describe('with a voice agent', function () {
  for (const cases of PLAIN_CONVERSATION) cases(voiceAgent);
});
