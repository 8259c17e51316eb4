import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';
import 'voice-live-agent';
import type {} from 'voice-live-agent/solid';

function App() {
  const [said, setSaid] = createSignal('');
  return (
    <>
      <p id="said">{said()}</p>
      <voice-live-agent
        token-url="/voice/token"
        prop:session={{ temperature: 0.7 }}
        prop:tools={[
          {
            name: 'get_weather',
            description: 'The weather in a city.',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
            handler: () => ({ sky: 'clear', by: 'solid' }),
          },
        ]}
        on:vla-transcript={({ detail }) => {
          if (detail.role === 'agent' && detail.final) setSaid(detail.text);
        }}
      />
    </>
  );
}

render(() => <App />, document.getElementById('root')!);
