import { expect } from 'chai';
import { shapeOf, stepMotion, STILL, type OrbMotion } from '../../../../src/components/ui/visualizer/orb-motion.js';
import type { SessionStatus } from '../../../../src/worker/contract/conversation.js';

function after(frames: number, status: SessionStatus, user: number, agent: number, from: OrbMotion = STILL): OrbMotion {
  let motion = from;
  for (let i = 0; i < frames; i++) motion = stepMotion(motion, status, { user, agent }, motion.timeMs + 16);
  return motion;
}

describe('orb motion', () => {
  it('follows the agent while the agent speaks, and the visitor else', () => {
    expect(after(30, 'speaking', 0, 0.2).loudness).to.be.above(0.7);
    expect(after(30, 'speaking', 0.2, 0).loudness).to.equal(0);
    expect(after(30, 'hearing', 0.2, 0).loudness).to.be.above(0.7);
  });

  it('rises faster than it falls', () => {
    const loud = after(60, 'hearing', 0.3, 0);
    const risen = after(4, 'hearing', 0.3, 0).loudness / loud.loudness;
    const fallen = 1 - after(4, 'hearing', 0, 0, loud).loudness / loud.loudness;
    expect(risen).to.be.above(2 * fallen);
  });

  it('swells with the agent and shrinks with the visitor', () => {
    const loud = { ...STILL, loudness: 1 };
    expect(shapeOf(loud, 'speaking').core).to.be.above(1.1);
    expect(shapeOf(loud, 'hearing').core).to.be.below(0.95);
  });

  it('does not jump when a tab comes back', () => {
    const motion = stepMotion({ ...STILL, timeMs: 0 }, 'thinking', { user: 0, agent: 0 }, 3_600_000);
    expect(motion.angle - STILL.angle).to.be.below(0.2);
  });

  it('stays within its bounds whatever the level', () => {
    for (const level of [0, 1e-9, 0.5, 1, 9, -1]) {
      expect(after(100, 'speaking', level, level).loudness).to.be.within(0, 1);
    }
  });
});
