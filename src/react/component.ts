/**
 * A custom element as a React component. React 18 makes an attribute of everything, React 19 gives neither properties nor
 * listeners to an element that was rendered on a server, and neither passes `false` on to an attribute that is on by
 * default. So React is told the tag and what every HTML element has; the rest is set here, after each render.
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
/** React 18 warns of layout effects on a server. */
const useIsomorphicLayoutEffect = onServer ? useEffect : useLayoutEffect;

const NONE: Props = {};

/** `load` brings the element's code, where that is not there from the start. */
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
      // While React hides what it keeps, nobody listens.
      return () => void (handlers.current = NONE);
    });
    useEffect(() => load?.(), []);
    useImperativeHandle(ref, () => element.current!, []);

    // In a browser React must not know the attributes: it would set some as properties, and the element changes some itself.
    const attributes = onServer ? attributesOf(ours) : NONE;
    return createElement(tag, { ...attributes, ...html, ref: element, suppressHydrationWarning: true });
  });
  Component.displayName = displayName;
  return Component;
}

/** One listener for each name, for good: it calls the handler of the latest render. */
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

/** onVlaToolCall: vla-tool-call */
const toEvent = (name: string): string =>
  name
    .slice(2)
    .replace(/\B[A-Z]/g, '-$&')
    .toLowerCase();
