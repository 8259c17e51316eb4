export class RecordingError extends Error {}

export interface Entry {
  readonly at: number;
  readonly kind: string;
  readonly [field: string]: unknown;
}

export interface Recording {
  readonly level: string;
  readonly build: string;
  readonly exportedAt: string;
  readonly entries: readonly Entry[];
}

export function readRecording(text: string): Recording;
export function conversationsOf(recording: Recording): readonly (readonly Entry[])[];
