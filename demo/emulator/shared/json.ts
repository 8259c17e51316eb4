/** JSON objects as they travel. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What a connection sends; `event_id` is added on the way out. */
export interface ServerEvent extends JsonObject {
  readonly type: string;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SECRET_KEY = /^(authorization|api-key|headers|credential|.*token)$/i;

/** For `JSON.stringify`: hides credentials that a client put into its session, such as those of an MCP server. */
export const hideSecrets = (key: string, value: unknown): unknown =>
  SECRET_KEY.test(key) && typeof value !== 'number' ? '(hidden)' : value;
