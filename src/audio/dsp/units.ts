/** Units as types, so that a rate cannot stand where a duration belongs. At run time they are plain numbers. */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Frames per second. */
export type Hz = Unit<'Hz'>;
/** One sample per channel. A count says nothing of its rate: never mix counts of two rates. */
export type Frames = Unit<'Frames'>;
export type Milliseconds = Unit<'Milliseconds'>;

export const hz = (value: number): Hz => value as Hz;
export const frames = (value: number): Frames => value as Frames;
export const milliseconds = (value: number): Milliseconds => value as Milliseconds;

/** Rounded to the nearest whole frame. */
export const toFrames = (duration: Milliseconds, rate: Hz): Frames => Math.round((duration * rate) / 1000) as Frames;

/** Not rounded. */
export const toMilliseconds = (count: Frames, rate: Hz): Milliseconds => ((count * 1000) / rate) as Milliseconds;
