/** The trigger `weather`: calls of the page's function of that name. */
import type { Tool } from '../session/session-types.js';
import { type Answer, say } from './answer.js';
import { findFunction } from './tools.js';

/** One call per city: "in Paris and Rome" makes two, in parallel. */
export function askWeather(tools: readonly Tool[], rest: string): Answer {
  const name = findFunction(tools, (candidate) => /weather/i.test(candidate));
  if (name === undefined) return say('There is no weather tool here.');
  const cities = findCities(rest);
  return { kind: 'call', calls: cities.map((city) => ({ name, args: { city } })) };
}

function findCities(rest: string): readonly string[] {
  const places = /\b(?:in|for|at)\s+(.+)/i.exec(rest)?.[1] ?? '';
  const cities = places
    .split(/,|\band\b/i)
    .map((city) => city.replace(/[?!.]/g, '').trim())
    .filter((city) => city !== '');
  return cities.length > 0 ? cities : ['Paris'];
}
