import { Engine } from './engine.js';
import { expose } from './expose.js';

expose(new Engine(), self as unknown as MessagePort);
