/** A plain conversation by the route of Voice Live. The cases are the same with a voice agent (`voice-agent-conversation.test.ts`). */
import { voiceLive } from '../helpers/page/dialects.js';
import { PLAIN_CONVERSATION } from './conversation/list.js';

describe('by the route of Voice Live', function () {
  for (const cases of PLAIN_CONVERSATION) cases(voiceLive);
});
