/** The worker with everything inside, for builds and pages that have no files beside: nothing is loaded later. */
import { Engine } from './engine.js';
import { expose } from './expose.js';
import { later } from './later/later.js';

expose(new Engine(() => Promise.resolve(later)), self);
