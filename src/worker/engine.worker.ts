import { Engine } from './engine.js';
import { expose } from './expose.js';
import { loadLater } from './load-later.js';

expose(new Engine(loadLater), self);
