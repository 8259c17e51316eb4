/** Bundles and minifies a module with its imports, by the same tools as the build. */
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';

export async function bundle(code) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? `${process.cwd()}/entry.js` : null),
    load: (id) => (id === `${process.cwd()}/entry.js` ? code : null),
  };
  const browser = resolve({ browser: true, exportConditions: ['production'] });
  const build = await rollup({ input: 'entry', plugins: [entry, browser, terser({ ecma: 2022, maxWorkers: 1 })] });
  const { output } = await build.generate({ format: 'es' });
  await build.close();
  return output[0].code;
}
