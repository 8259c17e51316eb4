/** The way to a voice agent, and that of a connection which is recorded: layers between the socket and the conversation. */
import { voiceAgentLayer } from './voice-agent-layer.js';
import { recorded } from './wire-tap.js';
import type { WayOf } from '../transport/way.js';

export const wayOf: WayOf = (plain, { isVoiceAgent, record, tell, settings, credential }) => ({
  address: isVoiceAgent ? voiceAgentLayer.address : plain.address,
  async open(address, events, signal) {
    // The one that records stands next to the socket, so that it tells frames as they travel.
    const layers = [
      isVoiceAgent && voiceAgentLayer.translated(settings, credential),
      record && recorded(record === 'sound'),
    ];
    let told = events;
    const overs = layers.flatMap((layer) => {
      if (!layer) return [];
      const made = layer(told, tell);
      told = made.events;
      return made.over;
    });
    const opening = await plain.open(address, told, signal);
    if (!opening.ok) return opening;
    return { ...opening, transport: overs.reduceRight((transport, over) => over(transport), opening.transport) };
  },
});
