/** Units as types, so that a rate cannot be passed as a duration. At run time they are plain numbers. */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Frames per second. */
export type Hz = Unit<'Hz'>;
/** A number of frames; a frame is one sample per channel. The type does not hold the rate, so counts of two rates must not be mixed. */
export type Frames = Unit<'Frames'>;
export type Milliseconds = Unit<'Milliseconds'>;

export const hz = (value: number): Hz => value as Hz;
export const frames = (value: number): Frames => value as Frames;
export const milliseconds = (value: number): Milliseconds => value as Milliseconds;

/** Rounded to the nearest whole frame. */
export const toFrames = (duration: Milliseconds, rate: Hz): Frames => Math.round((duration * rate) / 1000) as Frames;

/** Not rounded. */
export const toMilliseconds = (count: Frames, rate: Hz): Milliseconds => ((count * 1000) / rate) as Milliseconds;
