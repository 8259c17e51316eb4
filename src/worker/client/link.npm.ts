/** The same as link.ts, for the npm build, where Comlink is a dependency. */
export { proxy, transfer, wrap } from 'comlink';
