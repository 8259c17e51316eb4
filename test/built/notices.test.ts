/** A built file must name the licence of every package in it. The source map tells which packages are in a file. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { DIST, scripts, textOf } from '../helpers/node/built.js';

const IN_PACKAGE = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  'voice-live-agent.iife.js': ['engine.worker.js', 'engine.later.js', 'capture.worklet.js', 'playback.worklet.js'],
};

interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
}
const mapOf = (file: string): SourceMap => JSON.parse(textOf(`${file}.map`)) as SourceMap;

const packagesIn = (file: string): string[] => {
  const own = mapOf(file).sources.flatMap((source) => IN_PACKAGE.exec(source)?.[1] ?? []);
  return [...new Set([...own, ...(INSIDE[file] ?? []).flatMap(packagesIn)])].sort();
};

/** The packages that the `/*!` line at the top of a file names. */
const told = (file: string): string[] => {
  const line = /\/\*! (.*): THIRD-PARTY-NOTICES\.txt \*\//.exec(textOf(file).slice(0, 2000))?.[1];
  return line
    ? line
        .split(', ')
        .flatMap((part) => part.split(' ').slice(0, -1))
        .sort()
    : [];
};

describe('the built files', () => {
  const mapped = scripts().filter((file) => existsSync(path.join(DIST, `${file}.map`)));

  it('name the packages whose code is in them, and no others', () => {
    const named = mapped.filter((file) => packagesIn(file).length > 0);
    assert.ok(named.length >= 4, 'the maps tell of packages');
    for (const file of mapped) assert.deepEqual(told(file), packagesIn(file), file);
  });

  it('have the text of each licence in THIRD-PARTY-NOTICES.txt', () => {
    const text = textOf('THIRD-PARTY-NOTICES.txt');
    for (const name of new Set(mapped.flatMap(packagesIn)))
      assert.match(text, new RegExp(`^${name} \\d.*\\(.+\\)$`, 'm'));
    for (const [, section] of text.split(/^-{80}$/m).entries()) assert.ok(section.trim().length > 60);
    for (const words of ['Redistribution and use in source and binary forms', 'Permission is hereby granted'])
      assert.ok(text.includes(words), words);
  });

  it('have source maps with all sources, to which no file refers', () => {
    for (const file of mapped) {
      assert.ok(!textOf(file).includes('sourceMappingURL'), file);
      const { sources, sourcesContent } = mapOf(file);
      assert.equal(sourcesContent.filter(Boolean).length, sources.length, file);
    }
  });
});
