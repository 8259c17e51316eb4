/** The devices of this machine, as a picker needs them. */
export interface Device {
  /** Empty until the visitor has allowed the microphone once. */
  readonly deviceId: string;
  /** Empty until the visitor has allowed the microphone once. */
  readonly label: string;
  /** In use now; before a call: what it would begin with. */
  readonly current: boolean;
}

export interface DeviceList {
  readonly inputs: readonly Device[];
  readonly outputs: readonly Device[];
}

/** Browsers call their default so, or put it first. */
const DEFAULT = 'default';

/** The id with which an API is asked for this device. */
export const plainId = (deviceId: string | undefined): string => (deviceId === DEFAULT ? '' : (deviceId ?? ''));

/** Lists what there is; nothing where the page may not know. Empty ids stand for the default. */
export async function listDevices(inputId: string | undefined, outputId: string | undefined): Promise<DeviceList> {
  const { mediaDevices } = navigator as Partial<Navigator>;
  const all = (await mediaDevices?.enumerateDevices().catch(() => undefined)) ?? [];
  const ofKind = (kind: MediaDeviceKind, id: string): Device[] => {
    const devices = all.filter((device) => device.kind === kind);
    const current = id ? devices.find(({ deviceId }) => deviceId === id) : devices[0];
    return devices.map((device) => ({
      deviceId: device.deviceId,
      label: device.label,
      current: device === current,
    }));
  };
  return { inputs: ofKind('audioinput', plainId(inputId)), outputs: ofKind('audiooutput', plainId(outputId)) };
}
