/** What the attribute `language` means to each of its readers: one tag, such as `de-DE`, or several: `de,en`. Pure. */

/** The only codes that OpenAI's models of transcription take; with another one the service refuses the whole session. */
const OPENAI =
  ' af ar az be bg bs ca cs cy da de el en es et fa fi fr gl he hi hr hu hy id is it ja kk kn ko lt lv mi mk mr ms ne nl no pl pt ro ru sk sl sr sv sw ta th tl tr uk ur vi zh ';
/** Languages that have another code there. */
const OTHERWISE: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', fil: 'tl', iw: 'he' };

const tagsOf = (language: string | undefined): readonly string[] =>
  language?.replaceAll('_', '-').match(/[\w-]+/g) ?? [];

/**
 * The hint for a model of transcription; undefined lets it find the language by itself. `azure-speech` takes tags with
 * regions, and lists. The others take one code without a region, and OpenAI's take known ones only.
 */
export function languageHint(language: string | undefined, model: string): string | undefined {
  const tags = tagsOf(language);
  if (model === 'azure-speech') return tags.join() || undefined;
  const [code = ''] = tags.length === 1 ? tags[0]!.toLowerCase().split('-') : [];
  if (model.startsWith('mai')) return code || undefined;
  const known = OTHERWISE[code] ?? code;
  return OPENAI.includes(` ${known} `) ? known : undefined;
}

/** "German (Germany)" for `de-DE`; a tag that is none stands for itself. */
function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag)!;
  } catch {
    return tag;
  }
}

/** The instructions, and below them what to speak. The sentence gives way to instructions that name another language. */
export function withLanguage(instructions: string | undefined, language: string | undefined): string | undefined {
  const names = tagsOf(language).map(nameOf).join(' or ');
  if (!names) return instructions;
  const which = /,/.test(language!) ? `the visitor's language: ${names}` : names;
  return instructions ? `${instructions}\n\nUnless said otherwise above, speak ${which}.` : `Speak ${which}.`;
}
