/** Takes secrets out of texts that the service wrote, before a log or a page gets them. */
const HIDDEN = '[hidden]';
const MOST_CHARACTERS = 500;
/** Forms of credentials: a JSON web token, or what follows `Bearer`. */
const FORMS = [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, /\bBearer\s+[\w.~+/=-]{8,}/gi];

/** @param secrets those in use now; they are also found percent-encoded */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    for (const form of new Set([secret, encodeURIComponent(secret)])) if (form) clean = clean.replaceAll(form, HIDDEN);
  }
  for (const form of FORMS) clean = clean.replace(form, HIDDEN);
  return clean.slice(0, MOST_CHARACTERS);
}
