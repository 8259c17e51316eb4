import { faultEn, toFault } from '../../../src/components/i18n/fault-labels.js';
import { en } from '../../../src/components/i18n/labels.js';
import { fixture } from '@open-wc/testing';
import { render, type TemplateResult } from 'lit';
import type { Actions, View } from '../../../src/components/contract/view.js';
import type { Message, SessionStatus } from '../../../src/worker/contract/conversation.js';
import type { Fault, FaultCode } from '../../../src/worker/contract/faults.js';

export const STATUSES: readonly SessionStatus[] = [
  'idle',
  'requesting-mic',
  'connecting',
  'listening',
  'hearing',
  'thinking',
  'speaking',
  'working',
  'reconnecting',
  'ended',
  'error',
];

export const FAULT_CODES = Object.keys(faultEn).flatMap((key) =>
  key.startsWith('fault-') ? [key.slice('fault-'.length) as FaultCode] : [],
);

const IDLE: View = {
  status: 'idle',
  open: true,
  floating: true,
  placement: 'bottom-right',
  inCall: false,
  muted: false,
  messages: [],
  fault: undefined,
  cards: [],
  heading: 'Velo Bikes',
  labels: en,
  transcript: true,
  textInput: true,
  visualizer: 'orb',
  unusable: false,
  levels: () => ({ user: 0.1, agent: 0.1 }),
};

export const fakeView = (change: Partial<View> = {}): View => ({ ...IDLE, ...change });

export const inCall = (status: SessionStatus, change: Partial<View> = {}): View =>
  fakeView({ status, inCall: !['idle', 'ended', 'error'].includes(status), ...change });

export const message = (itemId: string, text: string, change: Partial<Message> = {}): Message => ({
  itemId,
  text,
  previousItemId: undefined,
  role: 'agent',
  unheard: '',
  final: true,
  interrupted: false,
  ...change,
});

export const fakeFault = (code: FaultCode): Fault => toFault({ code });

export interface FakeActions extends Actions {
  /** The actions that were called, in order, such as `sendText hello`. */
  readonly calls: string[];
}

const DEVICES = {
  inputs: [
    { deviceId: 'a', label: 'Built-in', current: true },
    { deviceId: 'b', label: 'Headset', current: false },
  ],
  outputs: [{ deviceId: 'c', label: 'Speakers', current: true }],
};

export function fakeActions(): FakeActions {
  const calls: string[] = [];
  const note =
    (name: string) =>
    (...rest: readonly unknown[]): void =>
      void calls.push([name, ...rest].join(' '));
  return {
    calls,
    start: note('start'),
    stop: note('stop'),
    setMuted: note('setMuted'),
    sendText: note('sendText'),
    interrupt: note('interrupt'),
    toggle: note('toggle'),
    close: note('close'),
    dismissFault: note('dismissFault'),
    write: note('write'),
    startAfresh: note('startAfresh'),
    checkMicrophone: note('checkMicrophone'),
    attachImage: (composer, image) =>
      void import('../../../src/components/features/images/composer-image.js').then(({ attach }) =>
        attach(composer, image),
      ),
    settings: Object.assign(new EventTarget(), {
      volume: 1,
      captions: false,
      devices: () => Promise.resolve(DEVICES),
      setInputDevice: async (deviceId: string) => note('setInputDevice')(deviceId),
      setOutputDevice: async (deviceId: string) => note('setOutputDevice')(deviceId),
      sendImage: async (image: Blob, { text = '' } = {}) => note('sendImage')(image.type, text),
    }),
  };
}

/** Finds one element inside another's shadow root; fails the test when it is not there. */
export function find<T extends Element = HTMLElement>(host: Element, selector: string): T {
  const found = host.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`${host.localName} has no ${selector}`);
  return found;
}

export const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));

/** Counts the animation frames that the page requests from now on. */
export function countFrames(): { readonly count: () => number; readonly restore: () => void } {
  const real = window.requestAnimationFrame.bind(window);
  let frames = 0;
  window.requestAnimationFrame = (callback) => {
    frames++;
    return real(callback);
  };
  return { count: () => frames, restore: () => void (window.requestAnimationFrame = real) };
}

/** An element that wraps others and passes its own slots on to them, as the public element does. */
export async function wrapped(inside: TemplateResult): Promise<HTMLElement & { readonly shadowRoot: ShadowRoot }> {
  const host = await fixture<HTMLElement>('<div></div>');
  render(inside, host.attachShadow({ mode: 'open' }));
  return host as HTMLElement & { readonly shadowRoot: ShadowRoot };
}
