/** A client's mistake, as it travels in an `error` event. */
export interface RequestFault {
  readonly code: string;
  readonly message: string;
  /** path of the offending field, such as `session.turn_detection.threshold` */
  readonly param?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: RequestFault };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (fault: RequestFault): Result<never> => ({ ok: false, fault });
export const invalidValue = (param: string, message: string): RequestFault => ({
  code: 'invalid_value',
  message,
  param,
});
