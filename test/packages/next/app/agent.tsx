'use client';

import { useState } from 'react';
import 'voice-live-agent';
import type {} from 'voice-live-agent/react';

export function Agent() {
  const [said, setSaid] = useState('');
  return (
    <>
      <p id="said">{said}</p>
      <voice-live-agent
        token-url="/voice/token"
        session={{ temperature: 0.7 }}
        tools={[
          {
            name: 'get_weather',
            description: 'The weather in a city.',
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
            handler: () => ({ sky: 'clear', by: 'next' }),
          },
        ]}
        onvla-transcript={({ detail }) => {
          if (detail.role === 'agent' && detail.final) setSaid(detail.text);
        }}
      />
    </>
  );
}
