'use client';

import { useState } from 'react';
import { VoiceLiveAgent } from 'voice-live-agent/react';

export function Agent() {
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
            handler: () => ({ sky: 'clear', by: 'next' }),
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
