/** The address in parts, or undefined when it is none. Not `URL.canParse`, which Chromium has from 120 and Safari from 17 on. */
export function parseUrl(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
