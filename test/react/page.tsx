/** A page as a site's developer writes it: everything inline, so that each render makes it anew. */
import { useState } from 'react';
import { VlaAvatar, VlaOrb, VoiceLiveAgent, type VoiceLiveAgentElement } from 'voice-live-agent/react';

export interface PageProps {
  readonly model?: string;
  /** Told of each event by its name. */
  readonly heard: (name: string) => void;
  readonly agent?: React.Ref<VoiceLiveAgentElement>;
}

export function Page({ model, heard, agent }: PageProps) {
  const [renders, setRenders] = useState(0);
  return (
    <main data-renders={renders}>
      <VoiceLiveAgent
        id="agent"
        ref={agent}
        className="corner"
        style={{ zIndex: 7 }}
        tokenUrl={model === undefined ? '/voice/token' : `/voice/token?model=${model}`}
        model={model}
        voice="en-US-AvaNeural"
        volume={0.5}
        textInput={false}
        ducking={false}
        captions
        tools={[
          {
            name: 'get_weather',
            description: 'The weather in a city.',
            parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
            handler: ({ city }: { city: string }) => `${city}: sun ${renders}`,
          },
        ]}
        session={{ temperature: 0.7 }}
        labels={{ launcher: 'Ask the shop' }}
        onVlaState={({ detail }) => {
          heard(`vla-state ${detail.state}`);
          setRenders((count) => count + 1);
        }}
        onVlaSession={() => {
          heard('vla-session');
          setRenders((count) => count + 1);
        }}
        onVlaToolResult={({ detail }) => heard(`vla-tool-result ${detail.output}`)}
        onClick={() => heard('click')}
      >
        <p slot="greeting">Hello</p>
      </VoiceLiveAgent>
      <VlaOrb for="agent" />
      <VlaAvatar for="agent" poster="/shop/images/logo.svg" />
      <button type="button" onClick={() => setRenders((count) => count + 1)}>
        Again
      </button>
    </main>
  );
}
