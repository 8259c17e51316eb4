/**
 * Runs several minifiers one after the other. Each removes something that the others leave; together they save a kilobyte of
 * a call compared with Terser alone. None of them renames properties, so the built code behaves like the source.
 */
import terser from '@rollup/plugin-terser';
import { minifySync } from 'oxc-minify';

/** Comments at the head of a file that a browser reads. The minifiers would remove them; they keep licences by themselves. */
const READ_BY_BROWSERS = /^(?:\/\/# .*\n)+/;

const byTerser = () =>
  terser({
    ecma: 2022,
    format: { comments: /^(!|# all)/ },
    compress: { passes: 3, inline: 1, keep_fargs: false, unsafe_arrows: true },
    maxWorkers: 1,
  });

const byOxc = () => ({
  name: 'oxc-minify',
  renderChunk(code, { fileName }, { format }) {
    const [head = ''] = READ_BY_BROWSERS.exec(code) ?? [];
    const module = format === 'es';
    const result = minifySync(fileName, code, {
      module,
      compress: { target: 'es2022' },
      mangle: { toplevel: module },
      codegen: { legalComments: 'inline' },
      sourcemap: true,
    });
    if (result.errors.length > 0) throw new Error(`${fileName}: ${result.errors[0].message}`);
    // The source map must skip the lines of the head.
    const lines = head.replace(/[^\n]/g, '').replace(/\n/g, ';');
    return { code: head + result.code, map: { ...result.map, mappings: lines + result.map.mappings } };
  },
});

/** @param turns how often each minifier hands over to the other; a second turn makes the one-file build no smaller */
export const minify = (turns) => [byTerser(), ...Array.from({ length: turns }, () => [byOxc(), byTerser()]).flat()];
