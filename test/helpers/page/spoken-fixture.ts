/** The file that the microphone of the tests plays. */

/** It is made by scripts/make-spoken-wav.sh, and has two tones with this time between their onsets. */
export const LOW_HZ = 1000;
export const HIGH_HZ = 1500;

export async function spokenFixture(): Promise<{ samples: Int16Array; rate: number }> {
  const wav = await (await fetch('/test/fixtures/spoken.wav')).arrayBuffer();
  const data = new TextDecoder('latin1').decode(wav).indexOf('data') + 8;
  return { samples: new Int16Array(wav.slice(data)), rate: new DataView(wav).getUint32(24, true) };
}
