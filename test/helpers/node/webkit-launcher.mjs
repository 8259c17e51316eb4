/** Drives WebKitGTK for the test runner: one window of its MiniBrowser, by WebDriver. */
import { existsSync } from 'node:fs';
import { until } from './browser-desk.mjs';

export const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver';
/** Debian has a folder for each kind of CPU. */
export const MINI_BROWSER = ['x86_64', 'aarch64']
  .map((cpu) => `/usr/lib/${cpu}-linux-gnu/webkit2gtk-4.1/MiniBrowser`)
  .find((file) => existsSync(file));

/** Timeout of a command. WebKitGTK's window may stop answering in a long run, and then counts as dead. */
const ANSWERS_WITHIN_MS = 60_000;

export class WebKitLauncher {
  name = 'WebKitGTK';
  type = 'webkit';
  concurrency = 1;
  #desk;
  #base;
  #config;
  #window;
  /** The id of the test session whose page is open. */
  #active;

  constructor(desk) {
    this.#desk = desk;
  }

  async initialize(config) {
    this.#config = config;
    await this.#desk.plugInDisplay();
    const port = 4500 + (process.pid % 400);
    this.#base = `http://127.0.0.1:${port}`;
    this.#desk.start(WEBKIT_DRIVER, [`--port=${port}`]);
    await until('WebKitWebDriver answers', () => this.#ask('GET', '/status').then(Boolean, () => false));
    await this.#open();
  }

  async startSession(id, url) {
    this.#active = id;
    await this.#go(url);
  }

  isActive(id) {
    return id === this.#active;
  }

  async stopSession() {
    this.#active = undefined;
    await this.#go('about:blank');
    return {};
  }

  getBrowserUrl(id) {
    return `${this.#config.protocol}//localhost:${this.#config.port}/?wtr-session-id=${id}`;
  }

  async stop() {
    await this.#ask('DELETE', this.#window).catch(() => undefined);
  }

  async #open() {
    const args = ['--automation', '--enable-media-stream=true', '--autoplay-policy=allow'];
    const alwaysMatch = { 'webkitgtk:browserOptions': { binary: MINI_BROWSER, args } };
    const { sessionId } = await this.#ask('POST', '/session', { capabilities: { alwaysMatch } });
    this.#window = `/session/${sessionId}`;
  }

  async #go(url) {
    try {
      await this.#ask('POST', `${this.#window}/url`, { url });
    } catch (error) {
      console.error(`WebKitGTK gets a new window: ${error.message}`);
      await this.stop();
      await this.#open();
      await this.#ask('POST', `${this.#window}/url`, { url });
    }
  }

  async #ask(method, path, body) {
    const answer = await fetch(this.#base + path, {
      method,
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value ?? true;
  }
}
