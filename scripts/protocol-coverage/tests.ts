/**
 * The files whose tests show what the element does with the protocol. The rows of the other files in this folder name tests
 * by these functions, each of which takes the title of a test. All of them are tests of the built element in a page: what a
 * test of the rules or of the parser shows is one step before what a visitor or a page gets.
 */
export interface NamedTest {
  readonly path: string;
  readonly title: string;
}

const testsIn =
  (path: string) =>
  (title: string): NamedTest => ({ path: `test/integration/${path}.test.ts`, title });

export const answerEnds = testsIn('answer-ends');
export const bargeIn = testsIn('barge-in');
export const bothDialects = testsIn('both-dialects');
export const call = testsIn('call');
export const callLifecycle = testsIn('call-lifecycle');
export const captions = testsIn('captions');
export const echoReference = testsIn('echo-reference');
export const faults = testsIn('faults');
export const formats = testsIn('formats');
export const images = testsIn('images');
export const mcp = testsIn('mcp');
export const metrics = testsIn('metrics');
export const protocol = testsIn('protocol');
export const reconnect = testsIn('reconnect');
export const pushToTalk = testsIn('push-to-talk');
export const recorded = testsIn('recorded-conversations');
export const say = testsIn('say');
export const serviceActivity = testsIn('service-activity');
export const serviceEvents = testsIn('service-events');
export const settings = testsIn('session-attributes');
export const textChat = testsIn('text-chat');
export const tools = testsIn('tools');
export const updateContext = testsIn('update-context');
export const voiceAgent = testsIn('voice-agent');
export const voiceAgentProtocol = testsIn('voice-agent-protocol');
