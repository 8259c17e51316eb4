/** The voice agents that every emulator has at first. */
import type { VoiceAgentDefinition } from '../public-types.js';

const AVA = { voice: 'en-US-AvaNeural', voice_type: 'azure-standard' };
const TRANSCRIPTION = { model: 'azure-speech' };
const END = { type: 'system', name: 'end_conversation' };

export const KEPT_AGENTS: Readonly<Record<string, VoiceAgentDefinition>> = {
  plain: {
    model: 'gpt-realtime',
    instructions: 'Answer what you are asked.',
    audio: { input: { transcription: TRANSCRIPTION }, output: AVA },
  },
  'front-desk': {
    model: 'gpt-realtime',
    instructions: 'You are at the front desk of a bike shop and talk with {{visitor_name}}.',
    greeting: { type: 'template', text: 'Hello {{visitor_name}}. This is the front desk.' },
    audio: { input: { transcription: TRANSCRIPTION }, output: AVA },
    structured_inputs: {
      visitor_name: {
        description: 'What the visitor is called.',
        default_value: 'visitor',
        schema: { type: 'string' },
      },
    },
    tools: [
      {
        type: 'function',
        name: 'find_bike',
        description: 'Finds bikes that are in stock.',
        parameters: { type: 'object', properties: { size: { type: 'integer', minimum: 40 } }, required: ['size'] },
      },
      END,
    ],
    handoff: {
      nodes: [
        {
          id: 'billing',
          description: 'Invoices and refunds',
          config: {
            instructions: 'You answer questions about invoices.',
            voice: { type: 'azure-standard', name: 'en-US-EmmaNeural' },
            tools: [END],
          },
        },
      ],
      edges: [
        { id: 'to_billing', source: '$entrypoint', target: 'billing', description: 'Questions about an invoice.' },
        { id: 'back', source: 'billing', target: '$entrypoint', description: 'Anything else.' },
      ],
    },
    subagent_config: { subagents: [{ agent_name: 'poet', agent_capabilities: 'Writes a line about anything.' }] },
  },
  disabled: { model: 'gpt-realtime', enabled: false },
  'broken-tool': {
    model: 'gpt-realtime',
    audio: { output: AVA },
    tools: [{ type: 'mcp', server_label: 'orders', project_connection_id: 'missing-orders' }],
  },
};
