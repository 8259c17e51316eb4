/**
 * The page's half of the connection to the worker: it calls methods there, hands ports over, and lends an object whose methods
 * the worker calls. It speaks the message format of Comlink, as `worker/expose.ts` does, and has its names. The npm build takes
 * Comlink itself (`link.npm.ts`), which an app may have anyway; here most of it would be downloaded for nothing.
 */
import type { Remote } from 'comlink';
import { expose, remote, type Port, type Sent } from '../expose.js';

/** What moves to the other thread with a value, by the value. */
const moved = new WeakMap<object, Transferable[]>();
const lent = new WeakSet<object>();

/** Marks what must be transferred with a value. After the call that sends it, only the other thread can use it. */
export function transfer<T extends object>(value: T, parts: Transferable[]): T {
  moved.set(value, parts);
  return value;
}

/** Marks an object that stays here and whose methods the other thread calls. */
export function proxy<T extends object>(api: T): T {
  lent.add(api);
  return api;
}

/** Primitive values are in no weak collection, and asking for them is allowed. */
function toWire(value: unknown): Sent {
  const object = value as object;
  if (!lent.has(object)) return [{ type: 'RAW', value }, moved.get(object) ?? []];
  const { port1, port2 } = new MessageChannel();
  expose(object, port1);
  return [{ type: 'HANDLER', name: 'proxy', value: port2 }, [port2]];
}

/** The object that the worker exposes. */
export const wrap = <T>(worker: Port): Remote<T> => remote(worker, toWire) as Remote<T>;
