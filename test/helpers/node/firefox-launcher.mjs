/** Starts Firefox for the test runner, by WebDriver BiDi. */
import { existsSync } from 'node:fs';
import { chromeLauncher } from '@web/test-runner-chrome';
import * as puppeteer from 'puppeteer-core';

export const FIREFOX =
  process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((file) => existsSync(file));

/** An address that refuses every connection. */
const NOWHERE = 'http://127.0.0.1:9/';

const PREFERENCES = {
  // Allows the microphone without a prompt, and autoplay without a click.
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // Turns off the browser's own network requests.
  'app.update.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.blocklist.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': NOWHERE,
};

export const firefoxLauncher = (desk) =>
  chromeLauncher({
    puppeteer,
    launchOptions: {
      browser: 'firefox',
      executablePath: FIREFOX,
      headless: true,
      env: desk.env,
      extraPrefsFirefox: PREFERENCES,
    },
    concurrency: 1,
  });
