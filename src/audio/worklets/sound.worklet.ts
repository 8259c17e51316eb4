/** Both worklets in one file, for the npm build: a bundler copies one file, and this one is too large for bundlers to inline. */
import './capture.worklet.js';
import './playback.worklet.js';
