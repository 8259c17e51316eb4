import { expect } from 'chai';
import { microphoneFault, type MicrophoneEnvironment } from '../../../src/audio/io/microphone-fault.js';

const page: MicrophoneEnvironment = { hasMediaDevices: true, isSecureContext: true, allowedByPolicy: true };
const unsaid: MicrophoneEnvironment = { ...page, allowedByPolicy: undefined };
const forbidden: MicrophoneEnvironment = { ...page, allowedByPolicy: false };
const insecure: MicrophoneEnvironment = { hasMediaDevices: false, isSecureContext: false, allowedByPolicy: undefined };
const ancient: MicrophoneEnvironment = { ...insecure, isSecureContext: true };

describe('microphoneFault', () => {
  for (const [name, environment, fault] of [
    ['NotAllowedError', page, 'mic-denied'],
    ['NotAllowedError', unsaid, 'mic-denied'],
    ['NotAllowedError', forbidden, 'mic-blocked-by-policy'],
    ['SecurityError', page, 'mic-blocked-by-policy'],
    ['NotFoundError', page, 'mic-missing'],
    ['NotFoundError', forbidden, 'mic-missing'],
    ['OverconstrainedError', page, 'mic-missing'],
    ['NotReadableError', page, 'mic-busy'],
    ['AbortError', page, 'mic-busy'],
    ['TypeError', page, 'unsupported'],
    ['TypeError', insecure, 'insecure-context'],
    ['TypeError', ancient, 'unsupported'],
  ] as const) {
    const { hasMediaDevices, isSecureContext, allowedByPolicy } = environment;
    it(`calls ${name} ${fault} (devices ${hasMediaDevices}, secure ${isSecureContext}, policy ${allowedByPolicy})`, () => {
      expect(microphoneFault(new DOMException('', name), environment)).to.equal(fault);
    });
  }

  it('knows an error that is not derived from Error', () => {
    expect(microphoneFault({ name: 'OverconstrainedError' }, page)).to.equal('mic-missing');
  });

  it('takes anything for an error', () => {
    for (const error of [undefined, null, 'no', 3]) expect(microphoneFault(error, page)).to.equal('unsupported');
  });
});
