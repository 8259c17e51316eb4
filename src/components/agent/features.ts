/** What a page may have beside the moments of a call, each in a file of its own: captions, tools in HTML. */
import type { AgentSession } from '../session/agent-runtime.js';
import { htmlTool } from '../features/html-tools/html-tool-tags.js';

/** What could not be loaded is wished for again with the next update. */
const tried = (load: () => Promise<unknown>): (() => void) => {
  let loading: Promise<unknown> | undefined;
  return () => void (loading ??= load()).catch(() => (loading = undefined));
};

/** Follows an agent whose page wishes for one of them, now or later. */
export function followWishes(session: AgentSession): void {
  const { element } = session;
  const caption = tried(async () => (await import('../features/captions/captions.js')).captionsOf(session));
  const useTools = tried(async () => (await import('../features/html-tools/html-tools.js')).useHtmlTools(session));
  const followCaptions = (): void => void (element.captions && caption());
  const findTools = (): void => void (htmlTool(element) && useTools());
  element.addController({ hostUpdate: followCaptions });
  element.addEventListener('vla-before-start', findTools);
  followCaptions();
  findTools();
}
