/** What the relay itself says to a page, in the words of the protocol. */
export const warning = (code: string, message: string): string =>
  JSON.stringify({ type: 'warning', event_id: `relay_${code}`, warning: { code, message, param: null } });

export const DRAINING = warning('relay_draining', 'This server is about to stop: take a new ticket and connect again.');
export const ENDING = warning('relay_call_ending', 'This call has reached its limit and ends in 30 seconds.');
export const FOLLOWED = warning('relay_followed', 'Another call has taken over: this one ends within a minute.');

/** The lost call could not be resumed: this one begins anew, under this id. */
export const began = (call: string): string => JSON.stringify({ type: 'relay.began', call });

/** The page goes on with a call whose line was lost: frames after this many follow. */
export const resumed = (after: number): string => JSON.stringify({ type: 'relay.resumed', after });
