import { expect } from '@open-wc/testing';
import { faultEn } from '../../src/components/i18n/fault-labels.js';
import { toFault } from '../../src/components/i18n/to-fault.js';
import { en } from '../../src/components/i18n/labels.js';
import { FAULT_CODES, STATUSES } from './fake-view.js';

describe('labels', () => {
  it('has a message and a fix for each of the 25 faults', () => {
    expect(FAULT_CODES).to.have.length(25);
    for (const code of FAULT_CODES) {
      const { message, fix } = toFault({ code }, faultEn);
      expect(message, code).to.match(/^[A-Z].+\.$/);
      expect(fix, code).to.match(/^[A-Z].+\.$/);
    }
  });

  it('tells of a lost connection where no words could be loaded', () => {
    expect(toFault({ code: 'token-failed' }, {})).to.include({
      code: 'token-failed',
      message: faultEn['fault-connection-lost'],
    });
  });

  it('has a word and an instruction for every status', () => {
    for (const status of STATUSES) {
      expect(en[`status-${status}`], status).to.not.be.empty;
      expect(en[`hint-${status}`], status).to.match(/\.$/);
    }
  });

  it('tells the page’s author which attribute is missing', () => {
    expect(toFault({ code: 'setup' }, faultEn).fix).to.include('token-url');
  });
});
