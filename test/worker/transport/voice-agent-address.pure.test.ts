import { expect } from 'chai';
import type { ConnectionSettings } from '../../../src/worker/contract/engine-api.js';
import { voiceAgentAddress } from '../../../src/worker/transport/voice-agent-address.js';
import { connectionSettings } from '../../helpers/worker/connection-settings.js';

const SETTINGS = connectionSettings({
  endpoint: 'https://shop.services.ai.azure.com',
  apiVersion: 'v2',
  dialect: 'voice-agent',
  agentName: 'front desk',
  agentProjectName: 'shop',
});
const address = (credential: object, settings: Partial<ConnectionSettings> = {}, id?: string) =>
  voiceAgentAddress({ ...SETTINGS, ...settings }, credential, id);
const PATH = '/api/projects/shop/agents/front%20desk/endpoint/protocols/voice';

describe('the address of a voice agent', () => {
  it('names project and agent in its path, and the version of the protocol', () => {
    const { url, protocols } = address({ token: 'abc' }, {}, 'request-1')!;
    const { host, pathname, searchParams } = new URL(url);
    expect([host, pathname]).to.deep.equal(['shop.services.ai.azure.com', PATH]);
    expect(Object.fromEntries(searchParams)).to.deep.equal({
      'api-version': 'v2',
      foundry_features: 'VoiceAgents=V1Preview',
      'client-request-id': 'request-1',
    });
    expect(protocols).to.deep.equal(['realtime', 'authorization.bearer.abc']);
  });

  it('has a version of its own where the page named one for the other route', () => {
    const { url } = address({ token: 'abc' }, { dialect: undefined })!;
    expect(new URL(url).searchParams.get('api-version')).to.equal('v1');
  });

  it('has no token in it, whatever the scheme', () => {
    for (const scheme of [undefined, 'entra', 'subprotocol', 'api-key', 'none'])
      expect(address({ token: 'secret-token', scheme })!.url).not.to.contain('secret');
  });

  it('has no credential for a key, which the route does not take', () => {
    expect(address({ token: 'k', scheme: 'api-key' })!.protocols).to.deep.equal([]);
  });

  it('takes the project from the endpoint', () => {
    const endpoint = 'https://shop.services.ai.azure.com/api/projects/my%20shop/';
    const { url } = address({ token: 'abc' }, { endpoint, agentProjectName: undefined })!;
    expect(new URL(url).pathname).to.contain('/api/projects/my%20shop/agents/');
  });

  it('takes any name', () => {
    const { url } = address({ token: 'abc' }, { agentName: '50% off/ü' })!;
    expect(new URL(url).pathname).to.contain('/agents/50%25%20off%2F%C3%BC/endpoint');
  });

  it('says whether the conversation is kept, which version is asked, and the values of the placeholders', () => {
    const { url } = address(
      { token: 'a', structuredInputs: { name: 'Ada' } },
      { store: false, agentVersion: '3', structuredInputs: { name: 'visitor', room: 2 } },
    )!;
    const { searchParams } = new URL(url);
    expect(searchParams.get('store')).to.equal('false');
    expect(searchParams.get('x-agent-version-override')).to.equal('3');
    expect(JSON.parse(searchParams.get('structured_input')!)).to.deep.equal({ name: 'Ada', room: 2 });
  });

  it('leaves a complete address as it is, and offers only what the host names', () => {
    const url = 'wss://relay.example/x?ticket=a+b';
    expect(address({ url, token: 'abc' })).to.deep.equal({ url, protocols: [] });
    expect(address({ url, protocols: ['realtime'] })).to.deep.equal({ url, protocols: ['realtime'] });
    expect(address({ url, token: 'abc', scheme: 'subprotocol', protocols: ['realtime'] })).to.deep.equal({
      url,
      protocols: ['realtime', 'authorization.bearer.abc'],
    });
  });

  for (const [title, settings] of [
    ['no agent', { agentName: undefined }],
    ['no project', { agentProjectName: undefined }],
    ['no endpoint', { endpoint: undefined }],
    ['an address without encryption on another machine', { endpoint: 'http://shop.example' }],
  ] as const) {
    it(`is none with ${title}`, () => expect(address({ token: 'abc' }, settings)).to.equal(undefined));
  }
});
