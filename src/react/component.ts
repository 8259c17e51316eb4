/**
 * Wraps a custom element in a React component. React alone cannot do it. React 18 turns every prop into an attribute.
 * React 19 sets neither properties nor listeners on an element that a server rendered. Neither passes `false` to an
 * attribute that is true by default. So React only gets the tag and the props of any HTML element; this module sets the
 * others after each render.
 */
import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  type ForwardedRef,
} from 'react';
import { applyProps, attributesOf, divide, type Props } from './props.js';

const onServer = typeof document === 'undefined';
/** On a server, useEffect takes its place, because React 18 warns about layout effects there. */
const useIsomorphicLayoutEffect = onServer ? useEffect : useLayoutEffect;

const NONE: Props = {};

/**
 * Makes the component for one tag. `load` loads the element's code, if it is not loaded already; it is called on mount.
 */
export function component(tag: string, displayName: string, load?: () => void) {
  const Component = forwardRef(function (props: Props, ref: ForwardedRef<HTMLElement>) {
    const element = useRef<HTMLElement>(null);
    const applied = useRef(NONE);
    const handlers = useRef(NONE);
    const listened = useRef(new Set<string>());
    const { ours, html } = divide(props, tag);

    useIsomorphicLayoutEffect(() => {
      handlers.current = ours;
      applyProps(element.current!, applied.current, ours);
      applied.current = ours;
      for (const name of Object.keys(ours)) listen(element.current!, name, handlers, listened.current);
      // React runs this when it hides or unmounts the component; no handler is called from then on.
      return () => void (handlers.current = NONE);
    });
    useEffect(() => load?.(), []);
    useImperativeHandle(ref, () => element.current!, []);

    // In a browser React does not get the attributes: it would set some of them as properties, and the element changes
    // some of them itself. On a server no effect runs, so there they go into the HTML.
    const attributes = onServer ? attributesOf(ours) : NONE;
    return createElement(tag, { ...attributes, ...html, ref: element, suppressHydrationWarning: true });
  });
  Component.displayName = displayName;
  return Component;
}

/** Adds one listener per event, which is never removed. It calls the handler of the latest render. */
function listen(
  element: HTMLElement,
  name: string,
  handlers: { readonly current: Props },
  listened: Set<string>,
): void {
  if (!/^onVla[A-Z]/.test(name) || listened.has(name)) return;
  listened.add(name);
  element.addEventListener(toEvent(name), (event) => {
    const handler = handlers.current[name];
    if (typeof handler === 'function') (handler as (event: Event) => void)(event);
  });
}

/** Turns the name of a prop into that of its event: `onVlaToolCall` becomes `vla-tool-call`. */
const toEvent = (name: string): string =>
  name
    .slice(2)
    .replace(/\B[A-Z]/g, '-$&')
    .toLowerCase();
