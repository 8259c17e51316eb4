/** A page in React. The element's properties and events are props. */
import { useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'voice-live-agent';
import type {} from 'voice-live-agent/react';
import type { TranscriptDetail, VoiceLiveAgent } from 'voice-live-agent';

const ALSO = ['hello', 'weather in Paris', 'tell me a story'];

function App() {
  const agent = useRef<VoiceLiveAgent>(null);
  const [state, setState] = useState('idle');
  const [last, setLast] = useState('');

  const take = ({ detail }: CustomEvent<TranscriptDetail>) => {
    if (detail.final && detail.role === 'agent') setLast(detail.text);
  };
  const send = (text: string) => {
    agent.current?.show();
    void agent.current?.sendText(text);
  };
  return (
    <>
      <h1>In React</h1>
      <p className="lead">Props become attributes and properties; a ref calls its methods. Open it, or press a line.</p>
      <p className="row">
        {ALSO.map((text) => (
          <button className="button quiet" type="button" key={text} onClick={() => send(text)}>
            {text}
          </button>
        ))}
      </p>
      <p role="status">
        State: <b>{state}</b>
      </p>
      {last && <blockquote className="said">{last}</blockquote>}
      <voice-live-agent
        ref={agent}
        token-url="/voice/token"
        voice="en-US-AvaNeural"
        heading="A React page"
        onvla-state={({ detail }) => setState(detail.state)}
        onvla-transcript={take}
      />
    </>
  );
}

createRoot(document.getElementById('app')!).render(<App />);
