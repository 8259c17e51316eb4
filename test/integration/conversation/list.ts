/**
 * The one list of cases of a plain conversation. Each runs with either dialect of the service, and says once what it expects;
 * where a voice agent has no such thing, the case says why. What is about the page alone, about the set-up of a session that a
 * voice agent's definition owns, or about the network, is tested in the files beside this folder.
 */
import type { Cases } from '../../helpers/page/dialects.js';
import { answerEnds } from './answer-ends.js';
import { bargeIn } from './barge-in.js';
import { call } from './call.js';
import { callLifecycle } from './call-lifecycle.js';
import { captions } from './captions.js';
import { faults } from './faults.js';
import { images } from './images.js';
import { mcp } from './mcp.js';
import { metrics } from './metrics.js';
import { pushToTalk } from './push-to-talk.js';
import { reconnect } from './reconnect.js';
import { say } from './say.js';
import { serviceEvents } from './service-events.js';
import { textChat } from './text-chat.js';
import { tools } from './tools.js';
import { updateContext } from './update-context.js';
import { whole } from './whole.js';

export const PLAIN_CONVERSATION: readonly Cases[] = [
  ...[whole, call, callLifecycle, textChat, bargeIn, pushToTalk, captions, metrics],
  ...[tools, mcp, images, say, updateContext, answerEnds, serviceEvents, faults, reconnect],
];
