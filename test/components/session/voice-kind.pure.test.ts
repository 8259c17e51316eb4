import { expect } from 'chai';
import { voiceFromName } from '../../../src/components/session/voice-kind.js';

const KINDS = {
  openai: ['alloy', 'ash', 'ballad', 'coral', 'echo', 'sage', 'shimmer', 'verse', 'marin', 'cedar'],
  'azure-realtime-native': ['ava', 'andrew', 'xiaoxiao'],
  'azure-standard': [
    'en-US-AvaNeural',
    'en-US-Ava:DragonHDLatestNeural',
    'en-us-Jasper:MAI-Voice-1',
    'zh-CN-liaoning-XiaobeiNeural',
    'fil-PH-BlessicaNeural',
    'sr-Latn-RS-NicholasNeural',
  ],
};

describe('voiceFromName', () => {
  for (const [type, names] of Object.entries(KINDS)) {
    for (const name of names) {
      it(`takes ${name} as ${type}`, () => {
        expect(voiceFromName(name)).to.deep.equal({ type, name });
      });
    }
  }

  for (const name of [
    '',
    'Alloy',
    'bob',
    'en-US',
    'AvaNeural',
    'en-US-AvaNeural ',
    'en-US-Ava:',
    'constructor',
    '<b>',
  ]) {
    it(`knows no kind for "${name}"`, () => {
      expect(voiceFromName(name)).to.equal(undefined);
    });
  }
});
