import { expect } from 'chai';
import { cleaner, secretsOf } from '../../../src/worker/credential/clean-words.js';
import type { RequestSession } from '../../../src/worker/protocol/objects/index.js';

const TOKEN = 'eyJhbGciOi.J+Vz/I1NiIsInR5cCI=.4fQk9-Zx_77';
const cleaned = (text: string, ...secrets: string[]): string => cleaner(secrets.length > 0 ? secrets : [TOKEN])(text);

describe('words of the service', () => {
  const encoded = encodeURIComponent(TOKEN);
  const quoted: readonly (readonly [how: string, piece: string])[] = [
    ['whole', TOKEN],
    ['percent-encoded', encoded],
    ['percent-encoded in small letters', encoded.replace(/%../g, (code) => code.toLowerCase())],
    ['percent-encoded twice', encodeURIComponent(encoded)],
    ['with its end cut off', TOKEN.slice(0, 8)],
    ['with its beginning cut off', TOKEN.slice(-8)],
    ['encoded and cut inside a code', encoded.slice(0, encoded.indexOf('%') + 2)],
    ['a piece from its middle', TOKEN.slice(9, 22)],
  ];
  for (const [how, piece] of quoted) {
    it(`lose a credential that is quoted ${how}`, () => {
      for (const text of [piece, `the token ${piece}`, `${piece} is not valid`, `'Bearer ${piece}': not valid`]) {
        expect(cleaned(text)).to.equal(text.replace(piece, '…'));
      }
    });
  }

  it('lose each of several, and both halves of one that was shortened in its middle', () => {
    expect(cleaned('key-000000-a and key-000000-b', 'key-000000-a', 'key-000000-b')).to.equal('… and …');
    expect(cleaned(`${TOKEN.slice(0, 10)}***${TOKEN.slice(-10)}`)).to.equal('…***…');
  });

  it('keep what is none, also where it is long', () => {
    const text = 'The voice en-US-AvaNeural does not go with gpt-realtime. '.repeat(100);
    expect(cleaned(text)).to.equal(text);
    expect(cleaned('eyJhbGc is a beginning like any other')).to.match(/^eyJhbGc is/);
  });

  it('are cleaned wherever they stand in an event, but for what was said', () => {
    const event = {
      error: { message: `bad ${TOKEN}`, details: [{ value: TOKEN }] },
      transcript: TOKEN,
      count: 1,
      nothing: null,
    };
    expect(cleaner([TOKEN])(event)).to.deep.equal({
      error: { message: 'bad …', details: [{ value: '…' }] },
      transcript: TOKEN,
      count: 1,
      nothing: null,
    });
  });

  it('pass as they are while there is no credential', () => {
    const event = { message: 'hello' };
    expect(cleaner([])(event)).to.equal(event);
  });
});

describe('the secrets of a connection', () => {
  it('are the token under both names, and the ticket in a complete address', () => {
    const url =
      'wss://user:passw0rd@relay.example/t/0123456789abcdef/realtime?model=gpt-realtime&api-version=2026-07-15&ticket=once-only&Authorization=Bearer%20bear-token';
    const found = secretsOf({ token: 'token-one', access_token: 'token-two', url });
    expect(found).to.have.members([
      'token-one',
      'token-two',
      'user',
      'passw0rd',
      'once-only',
      'bear-token',
      '0123456789abcdef',
    ]);
  });

  it('are what tools sign in with', () => {
    const mcp = { type: 'mcp', server_label: 'a', server_url: 'https://a.example', authorization: 'Bearer mcp-token' };
    const headers = { 'X-Api-Key': 'mcp-key-1', accept: 'application/json' };
    const session = {
      tools: [
        { ...mcp, headers },
        { type: 'function', name: 'look' },
      ],
    } as RequestSession;
    expect(secretsOf({}, session, undefined)).to.deep.equal(['mcp-token', 'mcp-key-1']);
  });
});
