import 'voice-live-agent';

const agent = document.querySelector('voice-live-agent');
agent.session = { temperature: 0.7 };
agent.tools = [
  {
    name: 'get_weather',
    description: 'The weather in a city.',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
    handler: () => ({ sky: 'clear', by: 'parcel' }),
  },
];
agent.addEventListener('vla-transcript', ({ detail }) => {
  if (detail.role === 'agent' && detail.final) document.querySelector('#said').textContent = detail.text;
});
