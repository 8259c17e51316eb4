/** Optional packages: whoever does not use what needs them installs none of them. */
import { createRequire } from 'node:module';
import { VoiceServerError } from './errors.js';

const require = createRequire(import.meta.url);

/**
 * Loads an optional package at once, so that a missing one is told when the server starts and not to the first visitor.
 * @throws VoiceServerError with the command that installs it
 */
export function loadPeer<Module>(name: string, wantedFor: string): Module {
  try {
    return require(name) as Module;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' && message.includes(`'${name}'`)) {
      throw new VoiceServerError(`${wantedFor} needs the package ${name}: npm install ${name}`);
    }
    throw error;
  }
}
