/** Loads the emulator's server, for the package's entry. */
const NEEDS_WS = 'voice-live-agent/emulator needs the package ws: npm install --save-dev ws';

/** `ws` is an optional peer dependency, and the only import that may fail. It is loaded here, so that the error can say what to install. */
export const loadStart = () =>
  import('./start.js').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ERR_MODULE_NOT_FOUND' && message.includes("'ws'") ? new Error(NEEDS_WS) : error;
  });
