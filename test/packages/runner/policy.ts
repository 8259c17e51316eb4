/** The Content-Security-Policy of the visited page: the strictest that the docs say the widget works under. */
import { createHash } from 'node:crypto';

const INLINE = /<script\b(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script>/gi;

const hash = (code: string): string => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;

/** Allows scripts from `'self'`, and the inline scripts that frameworks write into their pages by their hashes. */
export function policyOf(html: string, more = ''): string {
  const inline = more.includes("'unsafe-inline'")
    ? []
    : [...html.matchAll(INLINE)].map((found) => hash(found[1] ?? ''));
  // Angular's router needs the base element that Angular writes into its page
  const base = /<base\s/i.test(html) ? "'self'" : "'none'";
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...new Set(inline), more].join(' ').trim()}`,
    "style-src 'self' 'unsafe-inline'", // for the frameworks; the agent does not need it
    "img-src 'self' data:",
    "font-src 'self' data:",
    "manifest-src 'self'",
    "connect-src 'self' ws:",
    `base-uri ${base}`,
    "form-action 'self'",
  ].join('; ');
}
