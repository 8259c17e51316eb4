/** The entry for pages that add their first standalone part, such as `<vla-orb>`, when the agent is there already. */
import './index.js'; // must be first: the widget's tag is registered before its parts
import './components/agent/variant-faces.js';

export * from './index.js';
