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

/** Cases of a plain conversation, which run with both dialects. */
const casesOf =
  (path: string) =>
  (title: string): NamedTest => ({ path: `test/integration/conversation/${path}.ts`, title });

export const answerEnds = casesOf('answer-ends');
export const bargeIn = casesOf('barge-in');
export const call = casesOf('call');
export const callLifecycle = casesOf('call-lifecycle');
export const captions = testsIn('captions');
export const echoReference = testsIn('echo-reference');
export const faults = testsIn('faults');
export const faultsInATalk = casesOf('faults');
export const formats = testsIn('formats');
export const images = casesOf('images');
export const lateNotes = testsIn('late-notes');
export const mcp = casesOf('mcp');
export const metrics = casesOf('metrics');
export const protocol = testsIn('protocol');
export const reconnect = testsIn('reconnect');
export const reconnectInATalk = casesOf('reconnect');
export const pushToTalk = casesOf('push-to-talk');
export const recorded = testsIn('recorded-conversations');
export const say = casesOf('say');
export const serviceActivity = testsIn('service-activity');
export const serviceEvents = casesOf('service-events');
export const settings = testsIn('session-attributes');
export const textChat = casesOf('text-chat');
export const tools = casesOf('tools');
export const updateContext = casesOf('update-context');
export const voiceAgent = testsIn('voice-agent');
export const voiceAgentProtocol = testsIn('voice-agent-protocol');
export const wholeTalk = casesOf('whole');
