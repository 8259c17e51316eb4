/** Which origins belong to this machine. */
const NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Whether an origin is of this machine, on any port. */
export const isLocal = (origin: string): boolean => URL.canParse(origin) && NAMES.includes(new URL(origin).hostname);
