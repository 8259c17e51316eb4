/** Tools that stand in the page's HTML, for the agents of the same document or shadow root. */
export const HTML_TOOLS = 'voice-tool,form[voice-tool]';

/** The first, if there is one. */
export const htmlTool = (agent: Element): unknown => (agent.getRootNode() as ParentNode).querySelector(HTML_TOOLS);
