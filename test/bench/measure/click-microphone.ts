/** A fake microphone that clicks, so that a sample can be recognised in what was sent. */

/** When the clicks of a round begin. The gaps differ, so that each click is recognised, and are no multiples of a chunk. */
const CLICKS_MS = [0, 183, 416, 707];
const ROUND_MS = 911;
const CLICK_MS = 5;

/** Replaces the microphone of the page. Returns a function that restores it. */
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
