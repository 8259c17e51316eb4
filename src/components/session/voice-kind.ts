import type { Voice } from '../../worker/protocol/objects/index.js';

const OPENAI = 'alloy ash ballad coral echo sage shimmer verse marin cedar'.split(' ');
const NATIVE = 'aarti andrew ava denise diya elsa florian francisca meera xiaoxiao yunxi ximena'.split(' ');
/** A locale, then a name, as in en-US-AvaNeural, en-US-Ava:DragonHDLatestNeural and zh-CN-liaoning-XiaobeiNeural. */
const AZURE = /^[a-z]{2,3}(-[A-Za-z0-9]+)+-[A-Za-z]\w*(:[\w-]+)?$/;

/** Finds the kind of a voice from the form of its name; undefined when the name has no known form. */
export function voiceFromName(name: string): Voice | undefined {
  if (OPENAI.includes(name)) return { type: 'openai', name: name };
  if (NATIVE.includes(name)) return { type: 'azure-realtime-native', name };
  if (AZURE.test(name)) return { type: 'azure-standard', name };
  return undefined;
}
