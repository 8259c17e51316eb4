/** Both worklets in one file, which is smaller than two, and too large for bundlers to inline. */
import './capture.worklet.js';
import './playback.worklet.js';
