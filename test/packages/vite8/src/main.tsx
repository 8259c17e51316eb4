import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { VoiceLiveAgent } from 'voice-live-agent/react';

function App() {
  const [said, setSaid] = useState('');
  const [updates, setUpdates] = useState(0);
  return (
    <>
      <p id="said">{said}</p>
      <p>{updates} updates of the session</p>
      <VoiceLiveAgent
        tokenUrl="/voice/token"
        session={{ temperature: 0.7 }}
        tools={[
          {
            name: 'get_weather',
            description: 'The weather in a city.',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
            handler: () => ({ sky: 'clear', by: 'vite8' }),
          },
        ]}
        onVlaSession={() => setUpdates((count) => count + 1)}
        onVlaTranscript={({ detail }) => {
          if (detail.role === 'agent' && detail.final) setSaid(detail.text);
        }}
      />
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
