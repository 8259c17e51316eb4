import '/dist/capture.worklet.js';
