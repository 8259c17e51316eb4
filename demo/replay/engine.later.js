import '/dist/engine.later.js';
