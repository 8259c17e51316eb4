/** Both worklets in one file, for the npm build: a bundler copies one file, and it is too large to be put inside the bundle. */
import './capture.worklet.js';
import './playback.worklet.js';
