/** Detects when the cause of a microphone's fault has gone. */
import type { FaultCode } from '../../../../worker/contract/faults.js';

/** Calls `mended` when the cause has gone. `signal` ends the watch. A browser that reports no changes never calls it. */
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
