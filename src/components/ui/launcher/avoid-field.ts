/** A floating face moves, or shrinks, so that a field of the page that has the focus can be seen. */
import type { Placement } from '../../contract/view.js';
import type { AgentHost } from '../../contract/agent.js';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Room around the field, in px: its label and its focus ring. */
const MARGIN = 12;
/** A panel lower than this is of no use. */
const LEAST = 200;

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right + MARGIN && a.right > b.left - MARGIN && a.top < b.bottom + MARGIN && a.bottom > b.top - MARGIN;

const isTop = (placement: Placement): boolean => placement.startsWith('top');
const sideOf = (placement: Placement): string => placement.split('-')[1] ?? '';

/** Where a box would be if it floated at another place of the window. */
export function boxAt(box: Box, from: Placement, to: Placement, width: number, height: number): Box {
  const wide = box.right - box.left;
  const [side, other] = [sideOf(from), sideOf(to)];
  const edge = side === 'right' ? width - box.right : side === 'left' ? box.left : 20;
  const left = other === side ? box.left : other === 'left' ? edge : other ? width - edge - wide : (width - wide) / 2;
  const [top, bottom] = isTop(from) === isTop(to) ? [box.top, box.bottom] : [height - box.bottom, height - box.top];
  return { left, top, right: left + wide, bottom };
}

/** The nearest place where none of the boxes lies over the field. */
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

/** `place`: tells the agent where to float meanwhile; undefined is its own place. */
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

/** Into what is free above or below the field; where that is too little the panel closes, and opens again later. */
function shrink(agent: AgentHost, panel: HTMLElement, field: Box): void {
  const box = panel.getBoundingClientRect();
  const below = box.bottom - field.bottom - MARGIN;
  const above = field.top - MARGIN - box.top;
  const room = isTop(agent.placement as Placement) ? above : below;
  if (room >= LEAST) panel.style.maxBlockSize = `${room}px`;
  else panel.style.visibility = 'hidden';
}
