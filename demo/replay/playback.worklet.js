import '/dist/playback.worklet.js';
