/** Answers that nobody asked for: a greeting, what a new behaviour says, what came back from elsewhere. */
import type { Connection } from '../connection/connection.js';
import { type ResponseParams, responseSettings } from '../responding/response-settings.js';

/** Starts a response that says these words, as soon as nothing else is said. A realtime model's own voice says them too. */
export function sayByItself(connection: Connection, words: string): void {
  const { session } = connection;
  respond(connection, {}, { script: words, spoken: session.modalities.includes('audio') });
}

/** Starts a response that follows a prompt. */
export const followPrompt = (connection: Connection, instructions: string): void =>
  respond(connection, { instructions }, {});

function respond(connection: Connection, params: ResponseParams, more: object): void {
  const { conversation, conversationId, responder, session } = connection;
  const settings = { ...responseSettings(session, params, conversationId), ...more };
  void responder.start(settings, conversation.entries);
}
