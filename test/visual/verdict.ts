/** Decides what caused a mismatch: a change of the widget, or a browser that renders differently. */
import { kindsIn, KINDS, type Kind } from './canary.js';
import { MISSING, type Change } from './compare.js';
import { SHEETS } from './sheets.js';

export interface Verdict {
  /** Mismatches that fail the run; somebody has to look at them. */
  readonly failed: readonly Change[];
  /** Mismatches that the browser may have caused. */
  readonly unjudged: readonly Change[];
  /** A sentence about the browser; empty when it renders like the one of the baseline. */
  readonly notice: string;
}

export interface Browsers {
  /** The browser of this run, such as `Chrome/156.0.8078.108`. */
  readonly browser: string;
  /** The browser of the baseline images. */
  readonly before: string;
}

/** @param canary mismatches in the canary, which the widget's code cannot cause */
export function verdictOn(changes: readonly Change[], canary: readonly Change[], browsers: Browsers): Verdict {
  const others = new Set(canary.map(({ cell }) => cell as Kind));
  const isOther = majorOf(browsers.browser) !== majorOf(browsers.before);
  const isUnjudged = ({ sheet: name, cell }: Change): boolean => {
    const sheet = SHEETS.find((each) => each.name === name);
    return sheet !== undefined && kindsIn(sheet, cell).some((kind) => others.has(kind));
  };
  const missing: ReadonlySet<string> = new Set(Object.values(MISSING));
  const unjudged = changes.filter((change) => !missing.has(change.reason) && (isOther || isUnjudged(change)));
  const failed = changes.filter((change) => !unjudged.includes(change));
  return { failed, unjudged, notice: noticeOf(others, unjudged.length, isOther, browsers) };
}

const majorOf = (version: string): string | undefined => /\/(\d+)/.exec(version)?.[1];

function noticeOf(others: ReadonlySet<Kind>, count: number, isOther: boolean, { browser, before }: Browsers): string {
  const both = `This browser (${browser}) %s the one that the approved pictures were taken with (${before})`;
  const what = [...others].map((kind) => KINDS[kind] ?? kind).join(', ');
  if (what)
    return `${both.replace('%s', `draws ${what} otherwise than`)}: ${count} pictures differ and are not judged.`;
  if (isOther && count > 0)
    return `${both.replace('%s', 'is newer or older than')}: whether ${count} pictures differ for that is not judged. Look at them.`;
  return '';
}
