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

  it('loads nothing for a plain call', () => {
    const agent = fakeContext();
    const wanted = rows.filter(([, row]) => row.when?.(agent) || row.atStart?.(agent, {}) || row.beforeCall?.(agent));
    expect(wanted.map(([name]) => name)).to.deep.equal([]);
  });
});
