import { describe } from 'node:test';
import { JSDOM } from 'jsdom';
import { behavesWell, install } from './in-a-test-dom.js';

const dom = new JSDOM('<!doctype html><html lang="en"><body></body></html>', {
  url: 'http://localhost/',
  pretendToBeVisual: true,
});
install(dom.window);

describe('the package in jsdom', behavesWell);
