/** Which service the demo talks to, from the environment. A wrong variable gives one clear line. */

export type Service =
  | { readonly kind: 'emulator' }
  | { readonly kind: 'azure'; readonly endpoint: string; readonly apiKey: string | undefined };

export interface Settings {
  readonly service: Service;
  readonly port: number;
  /** `RELAY=1`: pages go through the relay of the server kit. */
  readonly relay: boolean;
}

/** A sentence for the person at the terminal; no stack belongs under it. */
export class SettingError extends Error {}

const DEFAULT_PORT = 8080;

export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return { service: readService(env), port: readPort(env['PORT']), relay: env['RELAY'] === '1' };
}

function readService(env: Readonly<Record<string, string | undefined>>): Service {
  const endpoint = env['AZURE_VOICELIVE_ENDPOINT']?.trim();
  const apiKey = env['AZURE_VOICELIVE_API_KEY']?.trim() || undefined;
  if (!endpoint) {
    if (apiKey) {
      throw new SettingError(
        'AZURE_VOICELIVE_API_KEY is set but AZURE_VOICELIVE_ENDPOINT is not: set it to your resource, such as https://name.services.ai.azure.com, or unset both to use the local emulator.',
      );
    }
    return { kind: 'emulator' };
  }
  if (!URL.canParse(endpoint) || !['https:', 'wss:'].includes(new URL(endpoint).protocol)) {
    throw new SettingError(
      `AZURE_VOICELIVE_ENDPOINT is "${endpoint}", which is no address such as https://name.services.ai.azure.com.`,
    );
  }
  return { kind: 'azure', endpoint: `https://${new URL(endpoint).host}`, apiKey };
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new SettingError(`PORT is "${text}", which is no port number from 0 to 65535.`);
}
