import { expect } from '@open-wc/testing';
import { MicrophoneRecovery } from '../../../../../src/components/features/call-flow/microphone-recovery/microphone-recovery.js';
import type { FaultCode } from '../../../../../src/worker/contract/faults.js';
import { fakeContext } from '../../../../helpers/page/feature-context.js';
import { fakeFault } from '../../../../helpers/page/fake-view.js';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
const failed = (code: FaultCode) => fakeContext({ fault: fakeFault(code) }, { problem: { code } });
const dismissed = ({ calls }: ReturnType<typeof fakeContext>): boolean =>
  calls.some(([name]) => name === 'dismissProblem');

describe('after a fault of the microphone', () => {
  const { mediaDevices, permissions } = navigator;
  const { query } = permissions;
  let permission: EventTarget & { state: PermissionState };
  let microphones: readonly object[];

  beforeEach(() => {
    const denied: { state: PermissionState } = { state: 'denied' };
    permission = Object.assign(new EventTarget(), denied);
    permissions.query = async () => permission as unknown as PermissionStatus;
    microphones = [];
    mediaDevices.enumerateDevices = async () => microphones as MediaDeviceInfo[];
  });

  afterEach(() => {
    permissions.query = query;
    delete (mediaDevices as Partial<MediaDevices>).enumerateDevices; // the browser's own is inherited
  });

  const allow = (state: PermissionState): boolean =>
    permission.dispatchEvent((Object.assign(permission, { state }), new Event('change')));

  it('takes the fault away when the visitor allows the microphone after all', async () => {
    const agent = failed('mic-denied');
    void new MicrophoneRecovery(agent);
    await settle();
    allow('denied');
    expect(dismissed(agent)).to.equal(false);
    allow('granted');
    expect(dismissed(agent)).to.equal(true);
  });

  it('takes the fault away when a microphone is plugged in', async () => {
    const agent = failed('mic-missing');
    void new MicrophoneRecovery(agent);
    mediaDevices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect(dismissed(agent)).to.equal(false);
    microphones = [{ kind: 'audioinput' }];
    mediaDevices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect(dismissed(agent)).to.equal(true);
  });

  it('leaves another fault alone that came meanwhile', async () => {
    const agent = failed('mic-denied');
    void new MicrophoneRecovery(agent);
    await settle();
    Object.assign(agent.conversation, { problem: { code: 'token-failed' } });
    allow('granted');
    expect(dismissed(agent)).to.equal(false);
  });

  it('watches no longer once a call begins', async () => {
    const agent = failed('mic-denied');
    const recovery = new MicrophoneRecovery(agent);
    await settle();
    recovery.on['vla-state']!({ state: 'connecting', previous: 'error' });
    allow('granted');
    expect(dismissed(agent)).to.equal(false);
  });

  it('offers the check of the microphone for its own faults alone', () => {
    for (const code of ['mic-denied', 'mic-missing', 'mic-busy'] as const)
      expect(new MicrophoneRecovery(failed(code)).card() === undefined, code).to.equal(false);
    expect(new MicrophoneRecovery(failed('token-failed')).card() === undefined).to.equal(true);
  });
});
