/**
 * The time from a rendered frame to the ear, in ms; 0 while the browser does not know it. It changes with the device. Where
 * the browser's own figure is not read, it is too short by what the device takes.
 */
export function outputLatencyMs(context: AudioContext): number {
  const { state, currentTime, baseLatency } = context;
  // In Firefox, the getter waits for the device's thread while that thread may be waiting for the page: neither goes on,
  // and the page hangs for ever.
  const known = state === 'running' && currentTime > 0 && !navigator.userAgent.includes('Firefox/');
  return ((known && context.outputLatency) || baseLatency || 0) * 1000;
}
