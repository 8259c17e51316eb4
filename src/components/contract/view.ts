/** The two things that inner elements get: a view of the conversation, and the actions that the visitor may take. */
import type { TemplateResult } from 'lit';
import type { DeviceList } from '../../audio/io/device-list.js';
import type { Message, SessionStatus } from '../../worker/contract/conversation.js';
import type { Fault } from '../../worker/contract/faults.js';
import type { LauncherLabels } from '../i18n/launcher-labels.js';
import type { Labels } from '../i18n/labels.js';
import type { Spoken } from '../i18n/locale.js';

/** The corner or edge of the window where a floating face is. */
export type Placement = 'bottom-right' | 'bottom-left' | 'bottom' | 'top-right' | 'top-left' | 'top';

export interface View extends Partial<Pick<Spoken, 'lang' | 'dir'>>, FeatureView {
  readonly status: SessionStatus;
  /** True while the panel is shown; always true for a panel in the page's layout. */
  readonly open: boolean;
  /** True when the face is fixed to the window and has a launcher; false when it is in the page's layout. */
  readonly floating: boolean;
  readonly placement: Placement;
  /** True while there is a call, with microphone and speaker, or one is starting. */
  readonly inCall: boolean;
  readonly muted: boolean;
  readonly messages: readonly Message[];
  /** The latest fault that still matters. */
  readonly fault: Fault | undefined;
  /** The cards above the call's buttons, such as a question, advice or captions. */
  readonly cards: readonly unknown[];
  readonly heading: string;
  readonly labels: Labels;
  /** Whether the face shows messages. */
  readonly transcript: boolean;
  /** Whether the face has a composer. */
  readonly textInput: boolean;
  readonly visualizer: 'orb' | 'bars' | 'none';
  /**
   * True when nothing can start: the page lacks a setting such as `token-url`, or a server asked to wait before
   * retrying.
   */
  readonly unusable: boolean;
  /** Returns the present levels, RMS 0 to 1. It is called once an animation frame. */
  readonly levels: () => { readonly user: number; readonly agent: number };
}

/** The values that loaded features add to the view. */
export interface FeatureView {
  /** Replaces the sentences of the face and the launcher, while the situation asks for others. */
  readonly labels?: Labels;
  /** Returns the notes that are shown after the message of that id. It adds their styles to `root`. */
  readonly notesAfter?: ((itemId: string, root: ShadowRoot) => unknown) | undefined;
  /** The agent's words up to the one that is being heard. */
  readonly caption?: string | undefined;
  /** With push to talk: draws the button that is held, in place of the buttons that start and mute. */
  readonly holdButton?: ((view: View, actions: Actions) => TemplateResult) | undefined;
  /** The latest list of microphones and speakers. */
  readonly devices?: DeviceList | undefined;
}

/** The actions of the visitor. Each face calls them from its buttons. */
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
  /** Ends the call's audio; the same conversation continues in writing. */
  write(): void;
  /** Begins anew: nothing of the conversation so far is shown, kept or told to the agent. */
  startAfresh(): void;
  /** Opens the card "Check my microphone". */
  checkMicrophone(): void;
  /** Attaches an image to the text that is being typed. Without `image`, the visitor chooses a file. */
  attachImage(composer: AttachmentTarget, image: File | undefined): void;
  /** The settings, which the menu reads and changes. */
  readonly settings: Settings;
}

/** The visitor's settings; the element itself implements them. */
export interface Settings {
  /** Volume of the agent, 0 to 2. */
  volume: number;
  captions: boolean;
  devices(): Promise<DeviceList>;
  setInputDevice(deviceId: string): Promise<void>;
  setOutputDevice(deviceId: string): Promise<void>;
  sendImage(image: Blob, options?: { readonly text?: string }): Promise<void>;
}

/** The image that a composer sends along with the typed text. */
export interface Attachment {
  /** The chosen image; undefined if none is. */
  readonly chosen: Blob | undefined;
  /** Draws the preview above the text field. */
  strip(): TemplateResult;
  /** Sends the image with `text`. Returns false when no image is chosen; the composer then sends the text itself. */
  send(text: string): boolean;
}

/** The composer, as the feature `images` sees it. */
export interface AttachmentTarget extends HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly view: View;
  readonly actions: Actions;
  text: string;
  attachment: Attachment | undefined;
  requestUpdate(): void;
}

/**
 * The part of the view that the launcher needs. It is small, because the launcher is painted before the rest is loaded.
 */
export type LauncherView = Pick<View, 'status' | 'inCall' | 'open' | 'placement' | 'lang' | 'dir'> & {
  readonly labels: LauncherLabels;
  /** What is said in place of the label while the panel cannot be loaded. */
  readonly offline?: string | undefined;
  /** Draws what else is beside the launcher's button, such as the button that dismisses it. */
  readonly beside?: ((view: LauncherView) => unknown) | undefined;
};
