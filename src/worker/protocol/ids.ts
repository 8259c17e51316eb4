/** Ids of different things have different types, so that one cannot be passed for another. They make no claim about their text. */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** One entry of the conversation. */
export type ItemId = Id<'item'>;
/** One answer that the service generates. */
export type ResponseId = Id<'response'>;
/** One tool call. */
export type CallId = Id<'call'>;

export const itemId = (text: string): ItemId => text as ItemId;
export const responseId = (text: string): ResponseId => text as ResponseId;
export const callId = (text: string): CallId => text as CallId;
