/** The second door, for pages that add their first part (`<vla-orb>` and such) when an agent is there already. */
import './index.js'; // first: the widget comes before its parts
import './components/agent/variant-faces.js';

export * from './index.js';
