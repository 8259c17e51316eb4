/** Errors and warnings of the service. */
import type { ErrorType } from '../enums.js';

/** HTTP error envelope of a refused upgrade. */
export interface ErrorResponse {
  readonly error: VoiceLiveErrorDetails;
}

export interface RtcCallErrorDetails {
  readonly type: ErrorType;
  /** Missing_sdp is one documented value. */
  readonly code?: string;
  readonly message: string;
}

export interface ServerEventErrorDetails {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly param?: string;
  readonly event_id?: string;
}

export interface ServerEventWarningDetails {
  /** What the service says. */
  readonly message: string;
  /** The service's code of it. */
  readonly code?: string;
  /** The setting that it is about. */
  readonly param?: string;
}

export interface VoiceLiveErrorDetails {
  readonly code?: string;
  readonly message: string;
  readonly param?: string;
  readonly type?: string;
  readonly event_id?: string;
}
