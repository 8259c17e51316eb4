const NEEDS_WS = 'voice-live-agent/emulator needs the package ws: npm install --save-dev ws';

/** `ws` is an optional peer, and the one import that may fail: so it is loaded where that can be said. */
export const loadStart = () =>
  import('./start.js').catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ERR_MODULE_NOT_FOUND' && message.includes("'ws'") ? new Error(NEEDS_WS) : error;
  });
