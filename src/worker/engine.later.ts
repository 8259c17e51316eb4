/** The script that the worker loads once a session stands. It works as a module and as a classic script. */
import { later } from './later/later.js';

Object.assign(self, { voiceLiveAgentLater: later });
