/** Moves or shrinks a floating face while it would cover the focused field of the page. */
import type { Placement } from '../../contract/view.js';
import type { AgentHost } from '../../contract/agent.js';

/** A rectangle in px of the window. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Space kept free around the field, in px, for its label and its focus ring. */
const MARGIN = 12;
/** The least height of the panel, in px; a lower panel would not be usable, so it is hidden. */
const LEAST = 200;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right + MARGIN && a.right > b.left - MARGIN && a.top < b.bottom + MARGIN && a.bottom > b.top - MARGIN;

const isTop = (placement: Placement): boolean => placement.startsWith('top');
const sideOf = (placement: Placement): string => placement.split('-')[1] ?? '';

/**
 * Computes where a box would be if its placement were `to` instead of `from`. `width` and `height` are those of the
 * window. A box in the middle has no distance from a side to keep, so 20 px are assumed: the default of `--vla-offset`.
 */
export function boxAt(box: Box, from: Placement, to: Placement, width: number, height: number): Box {
  const wide = box.right - box.left;
  const [side, other] = [sideOf(from), sideOf(to)];
  const edge = side === 'right' ? width - box.right : side === 'left' ? box.left : 20;
  const left = other === side ? box.left : other === 'left' ? edge : other ? width - edge - wide : (width - wide) / 2;
  const [top, bottom] = isTop(from) === isTop(to) ? [box.top, box.bottom] : [height - box.bottom, height - box.top];
  return { left, top, right: left + wide, bottom };
}

/**
 * Finds the nearest placement at which no box covers the field; undefined if there is none. The present one comes
 * first.
 */
export function freePlacement(
  boxes: readonly Box[],
  field: Box,
  placement: Placement,
  width: number,
  height: number,
): Placement | undefined {
  const row = isTop(placement) ? 'top' : 'bottom';
  const rows = row === 'top' ? ['top', 'bottom'] : ['bottom', 'top'];
  const other = { right: 'left', left: 'right' }[sideOf(placement)];
  const sides = other ? [`-${sideOf(placement)}`, '', `-${other}`] : ['', '-right', '-left'];
  const places = [...sides.map((side) => rows[1] + side), ...sides.map((side) => rows[0] + side)] as Placement[];
  return [placement, ...places].find(
    (place) => !boxes.some((box) => overlap(boxAt(box, placement, place, width, height), field)),
  );
}

const boxesOf = (agent: AgentHost): readonly HTMLElement[] =>
  [agent.renderRoot, agent.renderRoot.querySelector('vla-panel')?.shadowRoot].flatMap((root) => [
    ...(root?.querySelectorAll<HTMLElement>('.dock:not(.shut)') ?? []),
  ]);

/**
 * Uncovers `field` until it loses the focus. Does nothing where no box covers it. `place` moves the agent to another
 * placement; undefined moves it back to its own. Where no placement is free, the panel shrinks.
 */
export function makeWay(agent: AgentHost, field: HTMLElement, place: (placement: Placement | undefined) => void): void {
  const docks = boxesOf(agent);
  const boxes = docks.map((dock) => dock.getBoundingClientRect());
  const fieldBox = field.getBoundingClientRect();
  if (!field.matches(':focus') || !boxes.some((box) => overlap(box, fieldBox))) return;
  const { innerWidth, innerHeight } = window;
  const free = freePlacement(boxes, fieldBox, agent.placement as Placement, innerWidth, innerHeight);
  const panel = docks.find((dock) => dock.id === 'panel');
  if (free) place(free);
  else if (panel) shrink(agent, panel, fieldBox);
  const comeBack = (): void => {
    place(undefined);
    if (panel) panel.style.maxBlockSize = panel.style.visibility = '';
  };
  field.addEventListener('blur', comeBack, { once: true });
}

/**
 * Fits the panel into the space above or below the field. Where that is too little, the panel is hidden until the field
 * blurs.
 */
function shrink(agent: AgentHost, panel: HTMLElement, field: Box): void {
  const box = panel.getBoundingClientRect();
  const below = box.bottom - field.bottom - MARGIN;
  const above = field.top - MARGIN - box.top;
  const room = isTop(agent.placement as Placement) ? above : below;
  if (room >= LEAST) panel.style.maxBlockSize = `${room}px`;
  else panel.style.visibility = 'hidden';
}
