const warned = new Set<string>();

/** Warns the page's developer on the console. Each sentence is written once per page. */
export function warnOnce(sentence: string): void {
  if (warned.has(sentence)) return;
  warned.add(sentence);
  console.warn(`<voice-live-agent>: ${sentence}`);
}
