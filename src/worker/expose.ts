/**
 * The worker's half of Comlink 4, as far as this worker needs it: it answers calls, and calls back what the page proxies.
 * The page speaks the real one; here its other nine tenths would be dead weight for every visitor.
 */

type Wire = { readonly type: string; readonly name?: string; readonly value: unknown };

/** A call, with the path to the method. */
interface Call {
  readonly id: string;
  readonly type: string;
  readonly path: readonly string[];
  readonly argumentList: readonly Wire[];
}

type Methods = Record<string, (...args: readonly unknown[]) => unknown>;

/** What stands at the other end of a port; each call waits for its answer. */
function remote(port: MessagePort): unknown {
  const waiting = new Map<number, (answer: Wire) => void>();
  let last = 0;
  port.onmessage = ({ data }: MessageEvent<Wire & { readonly id: number }>) => {
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

const taken = ({ type, value }: Wire): unknown => (type === 'RAW' ? value : remote(value as MessagePort));

async function answerOf(api: Methods, { path, argumentList }: Call): Promise<Wire> {
  try {
    return { type: 'RAW', value: await api[path[0]!]!(...argumentList.map(taken)) };
  } catch (error) {
    const { name, message } = error as Error;
    return { type: 'HANDLER', name: 'throw', value: { isError: true, value: { name, message } } };
  }
}

/** Lets the other side of `port` call the methods of `api`, in the order it does. */
export function expose(api: object, port: Pick<MessagePort, 'postMessage' | 'onmessage'>): void {
  port.onmessage = ({ data }: MessageEvent<Call>) => {
    if (data.type === 'APPLY') {
      void answerOf(api as Methods, data).then((answer) => port.postMessage({ id: data.id, ...answer }));
    }
  };
}
