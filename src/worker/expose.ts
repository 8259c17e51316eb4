/**
 * The worker's half of Comlink, in the part that this worker needs: it answers calls, and it calls functions that the page
 * proxies. The page uses Comlink itself; here nine tenths of it would never run, and every visitor would download them.
 *
 * It speaks the message format of Comlink 4.4.2, which is not a public interface. Whoever moves the pin in package.json
 * reads `protocol.ts` of the new version and runs `test/worker/expose.test.ts`.
 */

type WireValue = { readonly type: string; readonly name?: string; readonly value: unknown };

/** A call of a method; `path` leads to it from the exposed object. */
interface Call {
  readonly id: string;
  readonly type: string;
  readonly path: readonly string[];
  readonly argumentList: readonly WireValue[];
}

type Methods = Record<string, (...args: readonly unknown[]) => unknown>;

/** A proxy for the object at the other end of a port. Each call returns a promise of its answer. */
function remote(port: MessagePort): unknown {
  const waiting = new Map<number, (answer: WireValue) => void>();
  let last = 0;
  port.onmessage = ({ data }: MessageEvent<WireValue & { readonly id: number }>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  const call = (name: string, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, ({ type, value }) => (type === 'RAW' ? resolve(value) : reject(new Error(name))));
      const argumentList = args.map((value) => ({ type: 'RAW', value }));
      port.postMessage({ id: last, type: 'APPLY', path: [name], argumentList });
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
export function expose(api: object, port: Pick<MessagePort, 'postMessage' | 'onmessage'>): void {
  port.onmessage = ({ data }: MessageEvent<Call>) => {
    if (data.type === 'APPLY') {
      void answerOf(api as Methods, data).then((answer) => port.postMessage({ id: data.id, ...answer }));
    }
  };
}
