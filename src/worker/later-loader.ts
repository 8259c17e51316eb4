/** Keeps the later part of the engine once it is there. It knows where it comes from only by the function that loads it. */
import type { Later } from './later-part.js';
import { moreFormats } from './media/wire-audio.js';

/** Gets the address that the page named. Rejects with words for the site's owner. It may be called again. */
export type LoadLater = (address: string | undefined) => Promise<Later>;

const ADVICE =
  'Without it a lost connection ends the conversation. Serve it there, allow it in script-src, or set assets-url to its folder.';

export class LaterLoader {
  part: Later | undefined;
  address: string | undefined;
  #loading: Promise<Later> | undefined;
  readonly #load: LoadLater;
  readonly #warn: (text: string) => void;

  constructor(load: LoadLater, warn: (text: string) => void) {
    this.#load = load;
    this.#warn = warn;
  }

  /** Rejects when it cannot be had now; then it is tried again at the next call. */
  load(): Promise<Later> {
    return (this.#loading ??= this.#load(this.address).then(
      (part) => {
        for (const [name, format] of part.formats) moreFormats.set(name, format);
        return (this.part = part);
      },
      (error: Error) => {
        this.#loading = undefined;
        this.#warn(`${error.message}. ${ADVICE}`);
        throw error;
      },
    ));
  }
}
