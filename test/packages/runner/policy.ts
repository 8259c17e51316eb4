/** The Content-Security-Policy of the visited page: as strict as the docs promise it may be. */
import { createHash } from 'node:crypto';

const INLINE = /<script\b(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script>/gi;

const hash = (code: string): string => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

/** `script-src 'self'`, and the page's own inline scripts by their hashes: frameworks write some into their pages. */
export function policyOf(html: string, more = ''): string {
  const inline = more.includes("'unsafe-inline'")
    ? []
    : [...html.matchAll(INLINE)].map((found) => hash(found[1] ?? ''));
  // Angular writes a base into its page, and its router needs it
  const base = /<base\s/i.test(html) ? "'self'" : "'none'";
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...new Set(inline), more].join(' ').trim()}`,
    "style-src 'self' 'unsafe-inline'", // the frameworks' own; the agent needs none
    "img-src 'self' data:",
    "font-src 'self' data:",
    "manifest-src 'self'",
    "connect-src 'self' ws:",
    `base-uri ${base}`,
    "form-action 'self'",
  ].join('; ');
}
