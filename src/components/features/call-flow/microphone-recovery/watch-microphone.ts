/** Learns when what kept the microphone away has gone, so that its fault can go too. */
import type { FaultCode } from '../../../../worker/contract/faults.js';

/** Calls `mended` once; `signal` ends the watch. Where the browser tells nothing, it is never called. */
export function watchMicrophone(code: FaultCode, mended: () => void, signal: AbortSignal): void {
  if (code === 'mic-denied') void watchPermission(mended, signal);
  if (code === 'mic-missing') watchDevices(mended, signal);
}

async function watchPermission(mended: () => void, signal: AbortSignal): Promise<void> {
  const status = await navigator.permissions?.query({ name: 'microphone' }).catch(() => undefined); // some browsers do not know this name
  if (!status) return;
  status.addEventListener('change', () => status.state === 'denied' || mended(), { signal });
}

function watchDevices(mended: () => void, signal: AbortSignal): void {
  const look = async (): Promise<void> => {
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (!signal.aborted && devices.some(({ kind }) => kind === 'audioinput')) mended();
  };
  const { mediaDevices } = navigator as Partial<Navigator>; // absent in an insecure page
  mediaDevices?.addEventListener('devicechange', () => void look().catch(() => undefined), { signal });
}
