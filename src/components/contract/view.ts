/** What the inner elements are given: one picture of the session, and what the visitor may do about it. */
import type { TemplateResult } from 'lit';
import type { DeviceList } from '../../audio/io/device-list.js';
import type { Message, SessionStatus } from '../../worker/contract/conversation.js';
import type { Fault } from '../../worker/contract/faults.js';
import type { LauncherLabels } from '../i18n/launcher-labels.js';
import type { Labels } from '../i18n/labels.js';
import type { Spoken } from '../i18n/locale.js';

/** The corner or edge of the window where a floating face sits. */
export type Placement = 'bottom-right' | 'bottom-left' | 'bottom' | 'top-right' | 'top-left' | 'top';

export interface View extends Partial<Pick<Spoken, 'lang' | 'dir'>>, FeatureView {
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

/** What features bring, where they are there. */
export interface FeatureView {
  /** What stands between messages, after the one of that id. Its styles go into `root`. */
  readonly notesAfter?: ((itemId: string, root: ShadowRoot) => unknown) | undefined;
  /** What the agent says, as far as it was heard. */
  readonly caption?: string | undefined;
  /** With push to talk: the button that is held, in place of those that start and mute. */
  readonly holdButton?: ((view: View, actions: Actions) => TemplateResult) | undefined;
  /** The microphones and speakers, as they were known last. */
  readonly devices?: DeviceList | undefined;
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
  /** Opens the card "Check my microphone". */
  checkMicrophone(): void;
  /** Adds a picture to what is being typed; without one the visitor is asked. */
  attachImage(composer: AttachmentTarget, image: File | undefined): void;
  /** What few visitors ask for. */
  readonly settings: Settings;
}

export interface Settings {
  /** 0 to 2. */
  volume: number;
  captions: boolean;
  devices(): Promise<DeviceList>;
  setInputDevice(deviceId: string): Promise<void>;
  setOutputDevice(deviceId: string): Promise<void>;
  sendImage(image: Blob, options?: { readonly text?: string }): Promise<void>;
}

/** What is sent along with the typed text. */
export interface Attachment {
  /** Undefined while nothing is chosen. */
  readonly chosen: Blob | undefined;
  /** What stands above the text. */
  strip(): TemplateResult;
  /** False when there is none, and words are all there is to send. */
  send(text: string): boolean;
}

/** The composer, as the feature sees it that brings attachments. */
export interface AttachmentTarget extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly view: View;
  readonly actions: Actions;
  text: string;
  attachment: Attachment | undefined;
  requestUpdate(): void;
}

/** The little that the launcher needs, so that it can paint before the rest of the face is loaded. */
export type LauncherView = Pick<View, 'status' | 'inCall' | 'open' | 'placement' | 'lang' | 'dir'> & {
  readonly labels: LauncherLabels;
  /** What else stands beside the launcher's button. */
  readonly beside?: ((view: LauncherView) => unknown) | undefined;
};
