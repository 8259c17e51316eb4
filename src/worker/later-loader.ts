/** Keeps the later part of the engine once it is there. It knows where it comes from only by the function that loads it. */
import type { LoadRefusal } from './credential/credential.js';
import type { Notice } from './contract/conversation.js';
import { FirstLine } from './first-line.js';
import type { Later } from './later-part.js';
import type { ConversationLines, LaterLines, LinesHooks } from './lines-hooks.js';
import { moreFormats } from './media/wire-audio.js';
import type { ClientEvent } from './protocol/client-events.js';
import { alsoReliedOn } from './protocol/parse-server-event.js';
import type { Extras } from './transport/connect.js';
import type { WayOf } from './transport/way.js';

/** Gets the address that the page named. Rejects with words for the site's owner. It may be called again. */
export type LoadLater = (address: string | undefined) => Promise<Later>;

const ADVICE =
  'Without it a lost connection ends the conversation. Serve it there, allow it in script-src, or set assets-url to its folder.';

export class LaterLoader implements Extras {
  part: Later | undefined;
  address: string | undefined;
  #loading: Promise<Later> | undefined;
  readonly #load: LoadLater;
  readonly tell: (notice: Notice) => void;

  constructor(load: LoadLater, tell: (notice: Notice) => void) {
    this.#load = load;
    this.tell = tell;
  }

  /** Runs `step` for an event of the page, once what it needs is there, and `refuse` when that cannot be had. */
  forEvent(event: ClientEvent, step: () => void, refuse: (notice: Notice) => void): void {
    const isAside = event.type === 'response.create' && event.response?.conversation === 'none';
    if (this.part || !isAside) return step();
    const error = { message: 'engine.later.js did not load' };
    void this.load().then(step, () =>
      refuse({ kind: 'aside', requestId: event.event_id ?? '', event: { type: 'error', error } }),
    );
  }

  /** The lines of a conversation: the first one, until others go on with it. */
  lines(hooks: LinesHooks): ConversationLines {
    const succeed = (): LaterLines => {
      const lines = new this.part!.Lines(hooks);
      hooks.use(lines);
      return lines;
    };
    return new FirstLine(hooks, { load: () => this.load(), succeed });
  }

  wayOf(): Promise<WayOf> {
    return this.load().then(({ wayOf }) => wayOf);
  }

  readonly refusalOf: LoadRefusal = () => this.load().then(({ refusalOf }) => refusalOf);

  /** Rejects when it cannot be had now; then it is tried again at the next call. */
  load(): Promise<Later> {
    return (this.#loading ??= this.#load(this.address).then(
      (part) => {
        for (const [name, format] of part.formats) moreFormats.set(name, format);
        for (const [type, fields] of part.reliedOn) alsoReliedOn.set(type, fields);
        return (this.part = part);
      },
      (error: Error) => {
        this.#loading = undefined;
        this.tell({ kind: 'warning', text: `${error.message}. ${ADVICE}` });
        throw error;
      },
    ));
  }
}
