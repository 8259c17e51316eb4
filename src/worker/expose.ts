/**
 * Calls between two threads, in the part of Comlink that this package needs: it answers calls, and it calls the methods of an
 * object at the other end. The worker uses it as it is, the page through `client/link.ts`. Nine tenths of Comlink would never
 * run here, and every visitor would download them.
 *
 * It speaks the message format of Comlink 4.4.2, which is not a public interface. Whoever moves the pin in package.json
 * reads `protocol.ts` of the new version and runs `test/worker/expose.test.ts`.
 */

export type WireValue = { readonly type: string; readonly name?: string; readonly value: unknown };

/** A call of a method; `path` leads to it from the exposed object. */
interface Call {
  readonly id: string;
  readonly type: string;
  readonly path: readonly string[];
  readonly argumentList: readonly WireValue[];
}

/** A value as it is sent, and what is transferred with it. */
export type Sent = readonly [WireValue, Transferable[]];

/** A worker, or a port, from either side. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent) => unknown) | null;
}

type Methods = Record<string, (...args: readonly unknown[]) => unknown>;

const asItIs = (value: unknown): Sent => [{ type: 'RAW', value }, []];

/** A proxy for the object at the other end of a port. Each call returns a promise of its answer. */
export function remote(port: Port, toWire = asItIs): unknown {
  const waiting = new Map<number, (answer: WireValue) => void>();
  let last = 0;
  port.onmessage = ({ data }: MessageEvent<WireValue & { readonly id: number }>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  const call = (name: string, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, ({ type, value }) => (type === 'RAW' ? resolve(value) : reject(errorIn(value))));
      const sent = args.map(toWire);
      const argumentList = sent.map(([value]) => value);
      const transferred = sent.flatMap(([, parts]) => parts);
      port.postMessage({ id: last, type: 'APPLY', path: [name], argumentList }, transferred);
    });
  return new Proxy(
    {},
    {
      get:
        (_, name: string) =>
        (...args: readonly unknown[]) =>
          call(name, args),
    },
  );
}

/** What a method at the other end threw. */
function errorIn(thrown: unknown): Error {
  const { value } = thrown as { readonly value: Error };
  return Object.assign(new Error(), value);
}

const fromWire = ({ type, value }: WireValue): unknown => (type === 'RAW' ? value : remote(value as MessagePort));

async function answerOf(api: Methods, { path, argumentList }: Call): Promise<WireValue> {
  try {
    return { type: 'RAW', value: await api[path[0]!]!(...argumentList.map(fromWire)) };
  } catch (error) {
    const { name, message } = error as Error;
    return { type: 'HANDLER', name: 'throw', value: { isError: true, value: { name, message } } };
  }
}

/** Lets the other side of `port` call the methods of `api`. Calls begin in the order in which they come. */
export function expose(api: object, port: Port): void {
  port.onmessage = ({ data }: MessageEvent<Call>) => {
    if (data.type === 'APPLY') {
      void answerOf(api as Methods, data).then((answer) => port.postMessage({ id: data.id, ...answer }));
    }
  };
}
