/**
 * The objects inside Voice Live events, by topic, as they stand on the wire (snake_case). Fields that the service adds later
 * pass through untouched.
 * @see https://learn.microsoft.com/azure/ai-services/speech-service/voice-live-api-reference-2026-07-15
 */
export type * from './avatar.js';
export type * from './content.js';
export type * from './errors.js';
export type * from './items.js';
export type * from './responses.js';
export type * from './session.js';
export type * from './tools.js';
export type * from './turn-detection.js';
export type * from './voices.js';
