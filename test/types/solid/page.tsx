/** Right uses of the tags; each `@ts-expect-error` is a mistake that must not compile. */
import type {} from 'voice-live-agent/solid';

export const page = () => (
  <>
    <voice-live-agent
      token-url="/voice/token"
      text-input="false"
      open=""
      volume="1"
      class="corner"
      attr:heading="The shop"
      prop:textInput={false}
      prop:tools={[{ name: 'a' }]}
      prop:session={{ temperature: 0.5 }}
      on:vla-state={({ detail }) => detail.state satisfies string}
    >
      <voice-tool name="get_stock" description="How many there are" />
    </voice-live-agent>
    <vla-avatar for="shop" poster="/ava.jpg" />
    <form voice-tool="book" description="Books a repair" for="shop" />
  </>
);

export const mistakes = () => (
  <>
    {/* @ts-expect-error none of its words */}
    <voice-live-agent theme="drak" />
    {/* @ts-expect-error no such field */}
    <voice-live-agent on:vla-state={({ detail }) => detail.status} />
    {/* @ts-expect-error an array */}
    <voice-live-agent prop:tools="a" />
  </>
);
