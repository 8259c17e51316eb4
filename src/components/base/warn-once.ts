const warned = new Set<string>();

/** Tells a developer on the console, each sentence once. */
export function warnOnce(sentence: string): void {
  if (warned.has(sentence)) return;
  warned.add(sentence);
  console.warn(`<voice-live-agent>: ${sentence}`);
}
