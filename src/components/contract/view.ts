/** What the inner elements are given: one picture of the session, and what the visitor may do about it. */
import type { TemplateResult } from 'lit';
import type { Message, SessionStatus } from '../../worker/contract/conversation.js';
import type { Fault } from '../../worker/contract/faults.js';
import type { DeviceList } from '../features/devices/device-manager.js';
import type { LauncherLabels } from '../i18n/launcher-labels.js';
import type { Labels } from '../i18n/labels.js';
import type { Spoken } from '../i18n/locale.js';

/** The corner or edge of the window where a floating face sits. */
export type Placement = 'bottom-right' | 'bottom-left' | 'bottom' | 'top-right' | 'top-left' | 'top';

export interface View extends Partial<Pick<Spoken, 'lang' | 'dir'> & Pick<Extras, 'hold' | 'notes' | 'caption'>> {
  readonly status: SessionStatus;
  /** The panel shows; always true when it stands in the page's own layout. */
  readonly open: boolean;
  /** Fixed to the window with a launcher, or a box in the page's own layout. */
  readonly floating: boolean;
  readonly placement: Placement;
  /** A call with microphone and speaker is up, or on its way up. */
  readonly inCall: boolean;
  readonly muted: boolean;
  readonly messages: readonly Message[];
  /** The latest fault that still matters. */
  readonly fault: Fault | undefined;
  /** What stands above the buttons of the call: a question, advice, captions. */
  readonly cards: readonly unknown[];
  readonly heading: string;
  readonly labels: Labels;
  /** Whether the panel has a transcript, a text composer, and which visualiser. */
  readonly transcript: boolean;
  readonly textInput: boolean;
  readonly visualizer: 'orb' | 'bars' | 'none';
  /** Nothing can start: the page forgot something, such as `token-url`, or a server wants to be left alone for a while. */
  readonly unusable: boolean;
  /** Loudness now, RMS 0 to 1; read once an animation frame, never stored. */
  readonly levels: () => { readonly user: number; readonly agent: number };
}

export interface Actions {
  start(): void;
  stop(): void;
  setMuted(muted: boolean): void;
  sendText(text: string): void;
  interrupt(): void;
  /** Opens or closes the panel. */
  toggle(): void;
  close(): void;
  /** Closes the card of a fault that the visitor has read. */
  dismissFault(): void;
  /** From the call to writing, in the same conversation. */
  write(): void;
  /** What few visitors ask for. */
  readonly settings: Settings;
}

export interface Settings extends EventTarget {
  /** 0 to 2. */
  volume: number;
  captions: boolean;
  devices(): Promise<DeviceList>;
  setInputDevice(deviceId: string): Promise<void>;
  setOutputDevice(deviceId: string): Promise<void>;
  sendImage(image: Blob, options?: { readonly text?: string }): Promise<void>;
  /** Undefined until a conversation can begin. */
  readonly _loaded?: { readonly moments: { get(): Promise<{ check(on: boolean): void }> } } | undefined;
}

/** The little that the launcher needs, so that it can paint before the rest of the face is loaded. */
export type LauncherView = Pick<View, 'status' | 'inCall' | 'open' | 'placement' | 'lang' | 'dir'> & {
  readonly labels: LauncherLabels;
} & Pick<Extras, 'beside'>;

/** What is loaded for few pages has to say about the face. */
export interface Extras {
  /** Where it floats while it would lie over a field of the page. */
  readonly placement?: Placement;
  /** A part elsewhere on the page shows how loud it is. */
  readonly watched?: boolean;
  /** Lines between messages: what stands after the one of that id. Its styles go into `root`. */
  readonly notes?: (itemId: string, root: ShadowRoot) => unknown;
  /** What the agent says, as far as it was heard. */
  readonly caption?: string;
  /** What else stands beside the launcher's button. */
  readonly beside?: (view: LauncherView) => unknown;
  /** With push to talk: the button that is held, in place of those that start and mute. */
  readonly hold?: ((view: View, actions: Actions) => TemplateResult) | undefined;
  /** Sentences that are others then. */
  readonly words?: Partial<Labels> | undefined;
}
