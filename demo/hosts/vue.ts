/** A page in Vue. It uses render functions, because a strict policy allows no templates that are compiled in the browser. */
import { createApp, defineComponent, h, ref } from 'vue';
import 'voice-live-agent';
import type { TranscriptDetail, VoiceLiveAgent } from 'voice-live-agent';

const ALSO = ['hello', 'weather in Paris', 'tell me a story'];

const App = defineComponent(() => {
  const agent = ref<VoiceLiveAgent>();
  const state = ref('idle');
  const last = ref('');

  const send = (text: string) => {
    agent.value?.show();
    void agent.value?.sendText(text);
  };
  const take = ({ detail }: CustomEvent<TranscriptDetail>) => {
    if (detail.final && detail.role === 'agent') last.value = detail.text;
  };
  return () => [
    h('h1', 'In Vue'),
    h('p', { class: 'lead' }, 'Listeners and properties as on any element. Open it, or press a line.'),
    h(
      'p',
      { class: 'row' },
      ALSO.map((text) => h('button', { class: 'button quiet', type: 'button', onClick: () => send(text) }, text)),
    ),
    h('p', { role: 'status' }, ['State: ', h('b', state.value)]),
    last.value ? h('blockquote', { class: 'said' }, last.value) : undefined,
    h('voice-live-agent', {
      ref: agent,
      'token-url': '/voice/token',
      voice: 'en-US-AvaNeural',
      heading: 'A Vue page',
      'onVla-state': () => (state.value = agent.value?.state ?? 'idle'),
      'onVla-transcript': take,
    }),
  ];
});

createApp(App).mount('#app');
