/** Removes the types from TypeScript. `npm run check` checks them, thread by thread; the build does not. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

function optionsOf(tsconfig) {
  const { config } = ts.readConfigFile(tsconfig, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(tsconfig));
  return { ...options, noEmit: false, sourceMap: true };
}

/** @param tsconfig of the thread; only its language options are used, not its list of files */
export function transpile(tsconfig) {
  const compilerOptions = optionsOf(path.resolve(tsconfig));
  return {
    name: 'transpile',
    resolveId(source, importer) {
      if (!importer || !/^\..*\.js$/.test(source)) return null;
      const file = path.resolve(path.dirname(importer), source.replace(/\.js$/, '.ts'));
      return existsSync(file) ? file : null;
    },
    transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      const { outputText, sourceMapText } = ts.transpileModule(code, { compilerOptions, fileName: id });
      return { code: outputText.replace(/\/\/# sourceMappingURL=.*\s*$/, ''), map: sourceMapText };
    },
  };
}
