import { expect } from 'chai';
import type { ConnectionSettings } from '../../../src/worker/contract/engine-api.js';
import { connectAddress, isAgentMode } from '../../../src/worker/transport/connect-address.js';
import { connectionSettings } from '../../helpers/worker/connection-settings.js';

const SETTINGS = connectionSettings({ endpoint: 'https://shop.services.ai.azure.com' });
const BASE = 'wss://shop.services.ai.azure.com/voice-live/realtime?api-version=2026-07-15&model=gpt-realtime';
const address = (credential: object, settings: Partial<ConnectionSettings> = {}) =>
  connectAddress({ ...SETTINGS, ...settings }, credential);

describe('the address of the socket', () => {
  it('is found in a browser without URL.canParse', () => {
    const { canParse } = URL;
    Reflect.deleteProperty(URL, 'canParse');
    try {
      expect(address({ token: 'abc' })?.url).to.equal(`${BASE}&Authorization=Bearer%20abc`);
      expect(address({ token: 'abc' }, { endpoint: 'https://[' })).to.be.undefined;
    } finally {
      URL.canParse = canParse;
    }
  });

  it('asks for the features that the session needs', () => {
    const { url } = address({ scheme: 'none' }, { features: 'client_ec_reference:true' })!;
    expect(new URL(url).searchParams.get('features')).to.equal('client_ec_reference:true');
  });

  const forms: readonly (readonly [string, object, string, readonly string[]])[] = [
    ['an Entra token', { token: 'eyJ.a-b_c' }, `${BASE}&Authorization=Bearer%20eyJ.a-b_c`, []],
    ['a token by its other name', { access_token: 'abc' }, `${BASE}&Authorization=Bearer%20abc`, []],
    ['a token that needs care', { token: 'a+b/c=&d e%' }, `${BASE}&Authorization=Bearer%20a%2Bb%2Fc%3D%26d%20e%25`, []],
    ['a key', { token: 'k e+y', scheme: 'api-key' }, `${BASE}&api-key=k+e%2By`, []],
    ['a subprotocol', { token: 'abc', scheme: 'subprotocol' }, BASE, ['authorization.bearer.abc']],
    ['nothing', { scheme: 'none' }, BASE, []],
    [
      'null for what is unsaid',
      { token: 'abc', scheme: null, url: null, endpoint: null },
      `${BASE}&Authorization=Bearer%20abc`,
      [],
    ],
    [
      'a complete address',
      { url: 'wss://relay.example/x?ticket=a+b', token: 'abc' },
      'wss://relay.example/x?ticket=a+b',
      [],
    ],
  ];
  for (const [title, credential, url, protocols] of forms) {
    it(`carries ${title}`, () => {
      expect(address(credential)).to.deep.equal({ url, protocols });
    });
  }

  it('names the connection, so that the support of the service finds it', () => {
    const { url } = connectAddress(SETTINGS, { scheme: 'none' }, 'request-1')!;
    expect(new URL(url).searchParams.get('client-request-id')).to.equal('request-1');
  });

  it('leaves a complete address as it is', () => {
    const url = 'wss://relay.example/x?ticket=a+b';
    expect(connectAddress({ ...SETTINGS, features: 'a:1' }, { url }, 'request-1')).to.deep.equal({
      url,
      protocols: [],
    });
  });

  it('tells whose identity an agent is called with, and where it is, in agent mode alone', () => {
    const more = { agentAuthenticationIdentityClientId: 'id-1', foundryResourceOverride: 'other' };
    expect(address({ scheme: 'none' }, more)!.url).to.equal(BASE);
    const { searchParams } = new URL(
      address({ scheme: 'none' }, { ...more, agentName: 'a', agentProjectName: 'p' })!.url,
    );
    expect(searchParams.get('agent-authentication-identity-client-id')).to.equal('id-1');
    expect(searchParams.get('foundry-resource-override')).to.equal('other');
  });

  it('names the profile of a model of your own', () => {
    expect(address({ scheme: 'none' }, { model: 'mine', profile: 'byom-azure-openai-realtime' })?.url).to.equal(
      'wss://shop.services.ai.azure.com/voice-live/realtime?api-version=2026-07-15&model=mine&profile=byom-azure-openai-realtime',
    );
  });

  it('names the agent instead of the model', () => {
    const agent = { agentName: 'shop helper', agentProjectName: 'shop', agentVersion: '2', conversationId: 'c/1' };
    expect(address({ token: 'abc' }, agent)?.url).to.equal(
      'wss://shop.services.ai.azure.com/voice-live/realtime?api-version=2026-07-15&agent-name=shop+helper' +
        '&agent-project-name=shop&agent-version=2&conversation-id=c%2F1&Authorization=Bearer%20abc',
    );
    expect([isAgentMode({ ...SETTINGS, ...agent }), isAgentMode(SETTINGS)]).to.deep.equal([true, false]);
  });

  const endpoints: readonly (readonly [string, string])[] = [
    ['https://shop.services.ai.azure.com/', 'wss://shop.services.ai.azure.com'],
    ['https://shop.services.ai.azure.com/some/path?x=1#y', 'wss://shop.services.ai.azure.com'],
    ['wss://shop.cognitiveservices.azure.com', 'wss://shop.cognitiveservices.azure.com'],
    ['shop.services.ai.azure.com', 'wss://shop.services.ai.azure.com'],
    ['HTTPS://Shop.Example', 'wss://shop.example'],
    ['https://user:pass@shop.example', 'wss://shop.example'],
    ['http://localhost:3000', 'ws://localhost:3000'],
    ['localhost:3000', 'wss://localhost:3000'],
    ['ws://127.0.0.1:3000', 'ws://127.0.0.1:3000'],
  ];
  for (const [endpoint, origin] of endpoints) {
    it(`goes to ${origin} when the endpoint is ${endpoint}`, () => {
      expect(address({ scheme: 'none' }, { endpoint })?.url.startsWith(`${origin}/voice-live/realtime?`)).to.be.true;
    });
  }

  it('goes where the token answer says, over the attribute', () => {
    expect(address({ scheme: 'none', endpoint: 'other.example' })?.url).to.match(/^wss:\/\/other\.example\//);
  });

  const unusable = ['ftp://shop.example', 'https://', 'javascript:alert(1)', 'https://[x'];
  const readable = ['http://shop.example', 'ws://localhost.shop.example'];
  for (const endpoint of [undefined, '', ' ', ...unusable, ...readable]) {
    it(`is none when the endpoint is ${JSON.stringify(endpoint)}`, () => {
      expect(address({ token: 'abc' }, { endpoint })).to.equal(undefined);
    });
  }
});
