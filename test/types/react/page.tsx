/** Right uses of the components and of the raw tags; each `@ts-expect-error` is a mistake that must not compile. */
import { createRef } from 'react';
import { VlaAvatar, VlaCaptions, VlaOrb, VoiceLiveAgent, type VoiceLiveAgentElement } from 'voice-live-agent/react';

const ref = createRef<VoiceLiveAgentElement>();

export const components = (
  <>
    <VoiceLiveAgent
      ref={ref}
      tokenUrl="/voice/token"
      textInput={false}
      captions
      volume={0.5}
      maxResponseOutputTokens="inf"
      theme="dark"
      className="corner"
      style={{ zIndex: 7 }}
      data-test="agent"
      tools={[{ name: 'a', handler: ({ city }: { city: string }) => city }]}
      session={{ temperature: 0.5 }}
      labels={{ launcher: 'Ask' }}
      tokenProvider={async () => ({ token: 'a' })}
      onVlaState={({ detail }) => detail.state satisfies string}
      onClick={(event) => event.currentTarget.toggle()}
    >
      <p slot="greeting">Hello</p>
    </VoiceLiveAgent>
    <VlaOrb for="shop" hidden className="big" />
    <VlaCaptions for="shop" />
    <VlaAvatar for="shop" poster="/ava.jpg" />
  </>
);
void ref.current?.sendText('hello');

export const tags = (
  <>
    <voice-live-agent
      token-url="/voice/token"
      text-input="false"
      open=""
      volume="1"
      class="corner"
      onvla-state={({ detail }) => detail.state satisfies string}
    >
      <voice-tool name="get_stock" description="How many there are" />
    </voice-live-agent>
    <vla-avatar for="shop" poster="/ava.jpg" />
    <form voice-tool="book" description="Books a repair" for="shop" />
  </>
);

export const mistakes = (
  <>
    {/* @ts-expect-error none of its words */}
    <VoiceLiveAgent theme="drak" />
    {/* @ts-expect-error a typing error */}
    <VoiceLiveAgent tokenUrll="/voice/token" />
    {/* @ts-expect-error no such event */}
    <VoiceLiveAgent onVlaStat={() => undefined} />
    {/* @ts-expect-error no such field */}
    <VoiceLiveAgent onVlaState={({ detail }) => detail.status} />
    {/* @ts-expect-error a number */}
    <VoiceLiveAgent volume="loud" />
    {/* @ts-expect-error a picture is of the avatar */}
    <VlaOrb for="shop" poster="/ava.jpg" />
    {/* @ts-expect-error none of its words */}
    <voice-live-agent variant="big" />
    {/* @ts-expect-error no such field */}
    <voice-live-agent onvla-error={({ detail }) => detail.kode} />
  </>
);
