/** The audio devices of this machine, as a picker needs them. This module lists devices and opens none. */
export interface Device {
  /** Empty until the visitor has allowed the microphone once. */
  readonly deviceId: string;
  /** Empty until the visitor has allowed the microphone once. */
  readonly label: string;
  /** True for the device in use; before a call, for the one with which it would begin. */
  readonly current: boolean;
}

export interface DeviceList {
  readonly inputs: readonly Device[];
  readonly outputs: readonly Device[];
}

/** The id of the default device in some browsers. Others list it first. */
const DEFAULT = 'default';

/** The id that APIs take for this device: '' for the default one. */
export const plainId = (deviceId: string | undefined): string => (deviceId === DEFAULT ? '' : (deviceId ?? ''));

/** Lists the devices. The lists are empty when the page may not see them. An empty id stands for the default device. */
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
