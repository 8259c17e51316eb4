/** What a page in plain TypeScript writes. Each `@ts-expect-error` is a mistake that must not compile. */
import type { Tool, VlaEvent } from 'voice-live-agent';

const agent = document.querySelector('voice-live-agent')!;

// The example of the README.
agent.registerTool(
  { name: 'get_weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } },
  async ({ city }, { signal }) => (await fetch(`/weather/${city}`, { signal })).json(),
);
agent.registerTool({ name: 'get_weather' }, ({ city }: { city: string }) => city.toUpperCase());
agent.tools = [{ name: 'get_weather', handler: ({ city }: { city: string }, { signal }) => [city, signal.aborted] }];
// @ts-expect-error a handler gets an object
agent.registerTool({ name: 'get_weather' }, (city: string) => city);
// @ts-expect-error what the model gave is unknown until it is said
agent.registerTool({ name: 'get_weather' }, ({ city }) => city.toUpperCase());
// @ts-expect-error a tool has a name
export const nameless: Tool = { handler: () => 1 };

agent.addEventListener('vla-state', ({ detail }) => detail.previous satisfies string);
document.addEventListener('vla-state', ({ detail }) => detail.state satisfies string);
window.addEventListener('vla-error', ({ detail }) => detail.code satisfies string);
document.body.addEventListener('vla-transcript', ({ detail }) => detail.text satisfies string);
// @ts-expect-error no such field
document.addEventListener('vla-state', ({ detail }) => detail.status);

/** As an Angular component has it: `(vla-state)="onState($event)"`. */
export const onState = (event: VlaEvent<'vla-state'>): string => event.detail.state;
// @ts-expect-error no such event
export type Wrong = VlaEvent<'vla-stat'>;

document.createElement('vla-avatar').poster = '/ava.jpg';
document.querySelector('vla-orb')!.hidden = true;
document.createElement('voice-tool').setAttribute('name', 'a');
