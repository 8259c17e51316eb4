import { expect } from '@open-wc/testing';
import { faultEn, toFault } from '../../../src/components/i18n/fault-labels.js';
import { lostFault, type FaultLabels } from '../../../src/components/i18n/to-fault.js';
import { en } from '../../../src/components/i18n/labels.js';
import type { FaultCode } from '../../../src/worker/contract/faults.js';
import { FAULT_CODES, STATUSES } from '../../helpers/page/fake-view.js';

describe('labels', () => {
  it('has a message and a fix for each of the 25 faults', () => {
    expect(FAULT_CODES).to.have.length(25);
    for (const code of FAULT_CODES) {
      const { message, fix } = toFault({ code });
      expect(message, code).to.match(/^[A-Z].+\.$/);
      expect(fix, code).to.match(/^[A-Z].+\.$/);
    }
  });

  it('tells of a lost connection where no words could be loaded', () => {
    expect(lostFault({ code: 'token-failed' })).to.include({
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
    expect(toFault({ code: 'setup' }).fix).to.include('token-url');
  });

  /** What the worker and the session say of a set-up that is not right, and the fix that is meant for it. */
  const causes: readonly (readonly [FaultCode, string | undefined, keyof FaultLabels])[] = [
    ['setup', 'no token-url, no tokenProvider', 'fix-setup'],
    ['setup', 'no usable endpoint', 'fix-endpoint'],
    ['setup', 'HTTP 404', 'fix-route'],
    ['setup', 'HTTP 405 after a redirect', 'fix-route'],
    ['setup', 'HTTP 415', 'fix-route'],
    ['token-refused', 'HTTP 401', 'fix-token-refused'],
    ['token-refused', 'HTTP 403', 'fix-forbidden'],
    ['token-refused', 'HTTP 419', 'fix-forbidden'],
    ['token-refused', 'the answer is not JSON after a redirect', 'fix-token-refused'],
    ['token-failed', 'HTTP 500', 'fix-token-server'],
    ['token-failed', 'the browser kept the answer back (CORS)', 'fix-cors'],
    ['token-failed', 'no connection', 'fix-token-failed'],
    ['csp-blocked', "connect-src of the page's policy refused the socket", 'fix-connect-src'],
    ['csp-blocked', "worker-src of the page's policy refused https://a.example/engine.worker.js", 'fix-csp-blocked'],
    ['token-failed', 'no answer within 15 s', 'fix-token-failed'],
    ['token-failed', 'tokenProvider gave no credential', 'fix-provider'],
    ['setup', 'vla-before-start was cancelled', 'fix-prevented'],
    ['session-rejected', "invalid_value Unknown parameter: 'session.x'. (session.x)", 'fix-session-rejected'],
    ['token-invalid', 'the answer is not JSON', 'fix-token-invalid'],
    ['token-invalid', 'the answer is not a JSON object', 'fix-token-invalid'],
    ['token-invalid', 'scheme is none of entra, api-key, subprotocol, none', 'fix-token-invalid'],
    ['token-invalid', 'the token has expired', 'fix-expired'],
    ['throttled', 'HTTP 429', 'fix-throttled'],
    ['throttled', undefined, 'fix-throttled'],
    ['connect-failed', 'the socket closed before it opened (code 1006)', 'fix-connect-failed'],
    ['unauthorized', 'the socket closed with code 1008', 'fix-unauthorized'],
    ['mic-denied', 'NotAllowedError', 'fix-mic-denied'],
    ['throttled', 'rate_limit_exceeded: Slow down', 'fix-ask-later'],
    ['server-error', 'response incomplete: content_filter', 'fix-content-filter'],
    ['server-error', 'content_filter: The response was filtered', 'fix-content-filter'],
    ['server-error', 'response incomplete: max_output_tokens', 'fix-cut-off'],
    ['server-error', 'response incomplete', 'fix-cut-off'],
    ['server-error', 'response failed', 'fix-server-error'],
  ];
  for (const [code, cause, key] of causes) {
    it(`answers ${code} (${cause}) with ${key}`, () => {
      expect(toFault({ code, ...(cause && { cause }) }).fix).to.equal(faultEn[key]);
    });
  }

  for (const [code, cause, key] of causes.filter(([, , key]) => /console/i.test(faultEn[key]))) {
    it(`says in the console what ${key} promises there, with what was observed (${cause})`, () => {
      const said: string[] = [];
      toFault({ code, ...(cause && { cause }) }, {}, 'en', (sentence) => void said.push(sentence));
      expect(said).to.have.lengthOf(1);
      expect(said[0]).to.include(cause ?? code);
    });
  }

  it('has a case above for every fix that names the console', () => {
    const promising = Object.keys(faultEn).filter((key) => /console/i.test(faultEn[key as keyof FaultLabels]));
    // A missing file is named by what looked for it; see rescue-script.ts.
    const tested = [...causes.map(([, , key]) => key), 'fix-file-missing'];
    expect(promising.filter((key) => !tested.includes(key as keyof FaultLabels))).to.be.empty;
  });

  it('tells a site that its policy forbids the worker where to allow it', () => {
    const { fix } = toFault({ code: 'csp-blocked', cause: "worker-src of the page's policy refused engine.worker.js" });
    expect(fix).to.include('worker-src').and.include('assets-url');
  });

  it('tells a site that its policy demands Trusted Types what to add', () => {
    const said: string[] = [];
    const cause = "trusted-types of the page's policy refused engine.worker.js";
    toFault({ code: 'csp-blocked', cause }, {}, 'en', (sentence) => void said.push(sentence));
    expect(said.join()).to.include('voice-live-agent to the directive trusted-types');
  });

  for (const [cause, message] of [
    ['response incomplete: content_filter', 'The answer was withheld because of its content.'],
    ['response incomplete: max_output_tokens', 'The answer broke off before its end.'],
  ] as const) {
    it(`promises nothing of another try when an answer ended so: ${cause}`, () => {
      expect(toFault({ code: 'server-error', cause })).to.include({ message, retryable: false });
    });
  }

  it('tells the owner of the site in the console what to do, and the visitor of a time in their own language', () => {
    const said: string[] = [];
    const retryAt = new Date(2026, 10, 30, 14, 5, 9, 1).getTime();
    const problem = { code: 'throttled', cause: 'HTTP 429', retryAt } as const;
    const fault = toFault(problem, {}, 'de', (sentence) => void said.push(sentence));
    expect(fault).to.include({ fix: 'You can try again after 14:05:10.', retryAt, retryable: true });
    expect(said.join()).to.match(/^throttled \(HTTP 429\): too many requests/);
  });
});
