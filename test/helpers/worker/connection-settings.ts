import type { ConnectionSettings } from '../../../src/worker/contract/engine-api.js';

/** Connection settings for gpt-realtime. Without an endpoint in `given`, the credential must name the address. */
export const connectionSettings = (given: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  tokenUrl: undefined,
  endpoint: undefined,
  apiVersion: '2026-07-15',
  model: 'gpt-realtime',
  profile: undefined,
  agentName: undefined,
  agentProjectName: undefined,
  agentVersion: undefined,
  conversationId: undefined,
  features: undefined,
  ...given,
});
