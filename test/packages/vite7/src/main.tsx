import { StrictMode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { TranscriptDetail, VoiceLiveAgent } from 'voice-live-agent';
import 'voice-live-agent';

function App() {
  const place = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const agent: VoiceLiveAgent = document.createElement('voice-live-agent');
    agent.tokenUrl = '/voice/token';
    agent.session = { temperature: 0.7 };
    agent.tools = [
      {
        name: 'get_weather',
        description: 'The weather in a city.',
        parameters: { type: 'object', properties: { city: { type: 'string' } } },
        handler: () => ({ sky: 'clear', by: 'vite7' }),
      },
    ];
    agent.addEventListener('vla-transcript', ({ detail }: CustomEvent<TranscriptDetail>) => {
      if (detail.role === 'agent' && detail.final) setSaid(detail.text);
    });
    place.current?.append(agent);
    return () => agent.remove();
  }, []);
  return (
    <>
      <p id="said">{said}</p>
      <div ref={place} />
    </>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
