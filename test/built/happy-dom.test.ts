import { describe } from 'node:test';
import { Window } from 'happy-dom';
import { behavesWell, install } from './in-a-test-dom.js';

const window = new Window({ url: 'http://localhost/' });
window.document.documentElement.lang = 'en';
install(window);

describe('the package in happy-dom', behavesWell);
