import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CLIENT_EVENTS, SERVER_EVENTS, SESSION_FIELDS } from '../helpers/pure/protocol-samples.js';
import { facts, misfitFields } from '../helpers/node/protocol-facts.js';

describe('the samples of the protocol', () => {
  const groups = [
    [SERVER_EVENTS, facts.serverEvents],
    [CLIENT_EVENTS, facts.clientEvents],
  ] as const;
  for (const [samples, wanted] of groups) {
    it(`have all ${Object.keys(wanted).length} events, each as the facts describe it`, () => {
      assert.deepEqual(Object.keys(samples).toSorted(), Object.keys(wanted).toSorted());
      assert.deepEqual(
        Object.entries(samples).flatMap(([type, event]) => misfitFields(event, wanted[type]!, type)),
        [],
      );
    });
  }

  it('have every field of the session', () => {
    const { model: _, ...fields } = facts.objects['RequestSession']!;
    assert.deepEqual(Object.keys(SESSION_FIELDS).toSorted(), Object.keys(fields).toSorted());
    assert.deepEqual(misfitFields(SESSION_FIELDS, fields, 'session'), []);
  });
});
