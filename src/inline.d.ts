/** `import code from './x.worker.js?inline'`: that entry, bundled to one classic script, as text. */
declare module '*?inline' {
  const code: string;
  export default code;
}
