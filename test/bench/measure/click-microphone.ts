/** A microphone that clicks: something to recognise in what was sent, to the sample. */

/** When clicks begin, over and over: gaps of four lengths tell one from the other, and they fall anywhere in a chunk. */
const CLICKS_MS = [0, 183, 416, 707];
const ROUND_MS = 911;
const CLICK_MS = 5;

/** Replaces the microphone of the page. Returns the way back. */
export function clickingMicrophone(clicks = true): () => void {
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia;
  const context = new AudioContext();
  const frames = (ms: number) => Math.round((ms * context.sampleRate) / 1000);
  const buffer = new AudioBuffer({ length: frames(ROUND_MS), sampleRate: context.sampleRate });
  const samples = buffer.getChannelData(0);
  for (const ms of clicks ? CLICKS_MS : []) samples.fill(0.5, frames(ms), frames(ms + CLICK_MS));
  const source = new AudioBufferSourceNode(context, { buffer, loop: true });
  devices.getUserMedia = async () => {
    await context.resume();
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    source.connect(destination);
    return destination.stream;
  };
  source.start();
  return () => {
    devices.getUserMedia = getUserMedia;
    void context.close();
  };
}
