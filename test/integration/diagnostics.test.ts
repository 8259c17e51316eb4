import { expect } from '@open-wc/testing';
import { stage } from '../helpers/page/live-agent.js';

describe('diagnose()', () => {
  it('finds all in order here, and never tells the token', async () => {
    const { agent, details } = await stage();
    const checks = await agent.diagnose();
    expect(checks.map(({ check }) => check)).to.deep.equal([
      'browser',
      'secure-context',
      'permissions-policy',
      'microphone-permission',
      'devices',
      'token',
      'worker',
      'connection',
      'worklets',
      'sound',
    ]);
    expect(
      checks.filter(({ ok }) => !ok),
      JSON.stringify(checks),
    ).to.be.empty;
    const token = checks.find(({ check }) => check === 'token')!;
    expect(token.detail).to.match(/^(scheme entra|a complete address), good for \d+ s, answered in \d+ ms$/);
    expect(JSON.stringify(checks)).not.to.match(/eyJ|Bearer|ticket=/);
    expect(details('vla-state')).to.be.empty;
    expect(agent.state).to.equal('idle');
  });

  it('says what to do where something is wrong', async () => {
    const { agent } = await stage({ 'token-url': '/status/403' });
    const wrong = (await agent.diagnose()).filter(({ ok }) => !ok);
    expect(wrong.map(({ check }) => check)).to.deep.equal(['token', 'connection']);
    expect(wrong[0]!.detail).to.match(/^HTTP 403: .*CSRF/);
    expect(wrong[1]!.detail).to.equal('not tried, since there is no token');
    for (const { fix } of wrong) expect(fix).to.include('Sign in');
  });
});
