import { expect } from '@open-wc/testing';
import { FEATURES } from '../../../src/components/agent/features.js';
import type { FeatureEntry } from '../../../src/components/contract/feature.js';
import { fakeContext } from '../../helpers/page/feature-context.js';

const rows = Object.entries(FEATURES) as readonly (readonly [string, FeatureEntry])[];
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('the table of features', () => {
  for (const [name, row] of rows) {
    it(`loads ${name} from the folder of that name, and the feature begins with a context alone`, async () => {
      expect(row.load.toString()).to.include(`/features/${kebab(name)}/`);
      const { create } = await row.load();
      expect(create(fakeContext())).to.be.an('object');
    });
  }

  it('loads the checks of a session for a voice of another model', () => {
    const voice = { type: 'openai', name: 'alloy' } as const;
    const loads = (model: string) => FEATURES.sessionChecks.atStart(fakeContext({ model }), { voice });
    expect([loads('gpt-realtime'), loads('gpt-4.1')]).to.deep.equal([false, true]);
  });

  it('loads nothing for a plain call', async () => {
    const agent = fakeContext();
    for (const [name, row] of rows) {
      const isWanted = row.when?.(agent) || row.atStart?.(agent, {}) || (await row.beforeCall?.(agent));
      expect(isWanted ?? false, name).to.equal(false);
    }
  });
});
