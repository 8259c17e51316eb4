/** Names the reason why there is no microphone. Loaded only then. It knows no sentence for the visitor. */
export type MicrophoneFault =
  'mic-denied' | 'mic-blocked-by-policy' | 'mic-missing' | 'mic-busy' | 'insecure-context' | 'unsupported';

/** What the page allows. */
export interface MicrophoneEnvironment {
  readonly hasMediaDevices: boolean;
  readonly isSecureContext: boolean;
  /** The Permissions Policy (an iframe's `allow`). Undefined when the browser does not tell. */
  readonly allowedByPolicy: boolean | undefined;
}

/** Faults by the error's name, also in older versions of browsers. */
const faults: Readonly<Record<string, MicrophoneFault>> = {
  NotAllowedError: 'mic-denied',
  PermissionDeniedError: 'mic-denied',
  SecurityError: 'mic-blocked-by-policy',
  NotFoundError: 'mic-missing',
  DevicesNotFoundError: 'mic-missing',
  OverconstrainedError: 'mic-missing',
  NotReadableError: 'mic-busy',
  TrackStartError: 'mic-busy',
  AbortError: 'mic-busy',
};

/** Not every browser derives these errors from Error. */
const nameOf = (error: unknown): string => String((error as { readonly name?: unknown } | undefined)?.name);

/** Names the reason behind a refusal of getUserMedia. */
export function microphoneFault(error: unknown, environment: MicrophoneEnvironment): MicrophoneFault {
  if (!environment.hasMediaDevices) return environment.isSecureContext ? 'unsupported' : 'insecure-context';
  const fault = faults[nameOf(error)] ?? 'unsupported';
  return fault === 'mic-denied' && environment.allowedByPolicy === false ? 'mic-blocked-by-policy' : fault;
}

interface FeaturePolicy {
  allowsFeature(feature: string): boolean;
}

/** The environment of this page. */
export function microphoneEnvironment(): MicrophoneEnvironment {
  const page = document as {
    readonly permissionsPolicy?: FeaturePolicy;
    readonly featurePolicy?: FeaturePolicy;
  } & Document;
  const policy = page.permissionsPolicy ?? page.featurePolicy;
  return {
    hasMediaDevices: Boolean((navigator as Partial<Navigator>).mediaDevices?.getUserMedia),
    isSecureContext: Boolean(globalThis.isSecureContext),
    allowedByPolicy: policy?.allowsFeature('microphone'),
  };
}
