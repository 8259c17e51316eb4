/**
 * The files whose tests show what the element does with the protocol. The rows of the other files in this folder name tests
 * by these functions, each of which takes the title of a test.
 */
export interface NamedTest {
  readonly path: string;
  readonly title: string;
}

const testsIn =
  (path: string) =>
  (title: string): NamedTest => ({ path: `test/${path}.test.ts`, title });

export const sessionChecks = testsIn('components/features/session-checks/check-session');
export const sessionConfig = testsIn('components/session/session-config');
export const voiceKinds = testsIn('components/session/voice-kind');
export const answerEnds = testsIn('integration/answer-ends');
export const bargeIn = testsIn('integration/barge-in');
export const call = testsIn('integration/call');
export const callLifecycle = testsIn('integration/call-lifecycle');
export const captions = testsIn('integration/captions');
export const echoReference = testsIn('integration/echo-reference');
export const faults = testsIn('integration/faults');
export const images = testsIn('integration/images');
export const mcp = testsIn('integration/mcp');
export const metrics = testsIn('integration/metrics');
export const protocol = testsIn('integration/protocol');
export const pushToTalk = testsIn('integration/push-to-talk');
export const say = testsIn('integration/say');
export const serviceActivity = testsIn('integration/service-activity');
export const textChat = testsIn('integration/text-chat');
export const tools = testsIn('integration/tools');
export const updateContext = testsIn('integration/update-context');
export const fuzz = testsIn('worker/fuzz');
export const downlink = testsIn('worker/media/downlink');
export const parser = testsIn('worker/protocol/parse-server-event');
export const cueHandlers = testsIn('worker/session/cue-handlers');
export const mcpCalls = testsIn('worker/session/mcp-calls');
export const responseGate = testsIn('worker/session/response-gate');
export const toolBatches = testsIn('worker/session/tool-batch');
export const transcripts = testsIn('worker/session/transcript');
export const turnHandlers = testsIn('worker/session/turn-handlers');
