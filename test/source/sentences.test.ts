/** All text for visitors must be in the labels, in every language. The test reads the sources, in Node. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { english as all } from '../helpers/page/english.js';

const COMPONENTS = fileURLToPath(new URL('../../src/components/', import.meta.url));
const LOCALES = ['de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ja', 'zh-Hans', 'ko', 'ar', 'he'];

const english: Readonly<Record<string, string>> = all;
const wordsOf = async (tag: string): Promise<Readonly<Record<string, string>>> =>
  ((await import(`../../src/components/i18n/locales/${tag}.ts`)) as { words: Record<string, string> }).words;

/** What must be said letter by letter in every language: attributes, headers, addresses; and what is filled in. */
const CODE =
  /\{\w+\}|<voice-live-agent>|(?:token|assets)-url|https:\/\/|Permissions-Policy: microphone=\(self\)|allow="microphone"|Access-Control-Allow-Origin|Content-Security-Policy|CSRF|endpoint="|(?:worker|script|connect)-src|vla-before-start|JSON|POST|tokenProvider|VPN/g;
const codeOf = (sentence: string): string[] => [...new Set(sentence.match(CODE))].sort();

/** A sentence that names a button must use the button's own label. */
const NAMED = { retry: 'Try again', unmute: 'Unmute' } as const;

describe('English', () => {
  it('is in the type of all labels wherever it stands', async () => {
    const files = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /(?:^|[-/])labels\.ts$/.test(name))) {
      const module = (await import(path.join(COMPONENTS, file))) as Record<string, unknown>;
      for (const labels of Object.values(module).filter((value) => typeof value === 'object')) {
        for (const key of Object.keys(labels as object))
          assert.ok(key in english, `${file}: ${key} is not in AllLabels`);
      }
    }
  });
});

describe('the languages', () => {
  it('are the 13 languages beside English', () => {
    const files = readdirSync(path.join(COMPONENTS, 'i18n/locales')).map((file) => file.replace('.ts', ''));
    assert.deepEqual(files.sort(), [...LOCALES].sort());
  });

  for (const tag of LOCALES) {
    it(`say in ${tag} all that English says, and nothing else`, async () => {
      const words = await wordsOf(tag);
      assert.deepEqual(Object.keys(words).sort(), Object.keys(english).sort());
      for (const [key, sentence] of Object.entries(words)) assert.ok(sentence.trim(), `${key} is empty`);
    });

    it(`keep in ${tag} what is code or filled in`, async () => {
      const words = await wordsOf(tag);
      for (const [key, sentence] of Object.entries(english)) {
        assert.deepEqual(codeOf(words[key] ?? ''), codeOf(sentence), key);
      }
    });

    it(`call a button in ${tag} as the button is called`, async () => {
      const words = await wordsOf(tag);
      for (const [button, name] of Object.entries(NAMED)) {
        for (const [key, sentence] of Object.entries(english)) {
          if (key === button || !sentence.includes(name)) continue;
          assert.ok(words[key]?.includes(words[button]!), `${key} does not name “${words[button]}”: ${words[key]}`);
        }
      }
    });

    it(`differ in ${tag} from English`, async () => {
      const words = await wordsOf(tag);
      const same = Object.keys(english).filter((key) => words[key] === english[key]);
      assert.ok(same.length < 8, `untranslated: ${same.join(', ')}`);
    });
  }
});

/** Names and states that are not sentences. */
const SPOKEN_ATTRIBUTE =
  /\s(aria-(?:label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label)="([^"]*)"/g;

/** Text in a template that is shown or read out and comes from no label. */
function saidBy(template: ts.TemplateLiteral): string[] {
  const text = ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.head.text + template.templateSpans.map(({ literal }) => `\u0001${literal.text}`).join('');
  const markup = text.replace(/<!--.*?-->/gs, '');
  const attributes = [...markup.matchAll(SPOKEN_ATTRIBUTE)].map((match) => match[2] ?? '');
  const shown = markup.replace(/<[^>]*>/g, '\n').split('\n');
  return [...attributes, ...shown].map((said) => said.trim()).filter((said) => /\p{L}/u.test(said));
}

/** Reads as a sentence rather than a name: a capital, and then a second word or an end. */
const SENTENCE = /^\p{Lu}\p{Ll}*(?:\s+\p{L}+.*|.*[.…?!])$/u;

function strayWords(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node)) {
      const tag = node.tag.getText();
      if (tag === 'css') return;
      if (tag === 'html' || tag === 'svg') found.push(...saidBy(node.template));
    } else if (ts.isStringLiteralLike(node) && SENTENCE.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * The labels themselves; what a developer is told on the console: of attributes, of the session, of files that are not there; and
 * what the model is told.
 */
const LABELS =
  /labels\.ts$|\/to-fault\.ts$|\/locales\/|\/(?:attribute|check-session|rescue-script|idle-prompt)[^/]*\.ts$/;

describe('the components', () => {
  const files = readdirSync(COMPONENTS, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.ts') && !LABELS.test(name))) {
    it(`say nothing in ${file} but what the labels say`, () => {
      assert.deepEqual(strayWords(path.join(COMPONENTS, file)), []);
    });
  }

  it('would be caught', () => {
    const template = (text: string) =>
      (
        ts.createSourceFile('x.ts', `html\`${text}\``, ts.ScriptTarget.Latest, true)
          .statements[0] as ts.ExpressionStatement
      ).expression as ts.TaggedTemplateExpression;
    assert.deepEqual(saidBy(template('<button aria-label="Close">${x} Go</button>').template), ['Close', '\u0001 Go']);
    assert.match('Please wait', SENTENCE);
  });
});
