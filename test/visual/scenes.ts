/** The scenes: each variant in each state, as a view for the element. This module runs in the page. */
import { html, LitElement, type TemplateResult } from 'lit';
import { fakeActions, fakeView, inCall, message, STATUSES } from '../helpers/page/fake-view.js';
import { toFault } from '../../src/components/i18n/fault-labels.js';
import type { HoldPhase } from '../../src/components/features/push-to-talk/hold-phase.js';
import type { AllLabels } from '../../src/components/agent/all-labels.js';
import { launcher } from '../../src/components/ui/launcher/launcher.js';
import { dockStyles, launcherStyles } from '../../src/components/ui/launcher/launcher.styles.js';
import { words as ar } from '../../src/components/i18n/locales/ar.js';
import { words as de } from '../../src/components/i18n/locales/de.js';
import type { VoiceLiveAgentDetails } from '../../src/components/contract/events.js';
import type { AgentEventName } from '../../src/components/contract/feature.js';
import { fakeContext } from '../helpers/page/feature-context.js';
import { create as activityNotes } from '../../src/components/features/activity-notes/activity-notes.js';
import { english } from '../helpers/page/english.js';
import { tokens } from '../../src/components/ui/shared/tokens.styles.js';
import type { View } from '../../src/components/contract/view.js';
import type { Message } from '../../src/worker/contract/conversation.js';

export type Language = 'en' | 'de' | 'ar';

/** One element in one state. */
export interface Scene {
  readonly name: string;
  readonly view: (language: Language) => View;
  /** An action on the element once it is rendered, such as a click. */
  readonly act?: (element: HTMLElement) => void;
}

const PACKS: Readonly<Record<Language, AllLabels>> = { en: english, de, ar };

/** The messages in the scenes. The second answer is longer than a bubble. */
const TALK: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Do you repair bikes?',
    'Yes, **all brands**. Bring it in any day, or book at https://example.com/workshop',
    'And what does a new chain cost?',
    'A new chain is 38 euros with fitting. We look at the sprockets while we are there, and tell you',
    ' before we change anything else.',
  ],
  de: [
    'Repariert ihr Fahrräder?',
    'Ja, **alle Marken**. Ohne Terminvereinbarung oder über https://example.com/werkstatt',
    'Und was kostet eine Fahrradkettenverschleißmessung?',
    'Die Fahrradkettenverschleißmessung ist kostenlos. Eine neue Kette kostet mit Montage 38 Euro,',
    ' und vorher fragen wir immer nach.',
  ],
  ar: [
    'هل تصلحون الدراجات؟',
    'نعم، **كل العلامات التجارية**. تفضّل في أي يوم، أو احجز على https://example.com/workshop',
    'وكم ثمن سلسلة جديدة؟',
    'السلسلة الجديدة بثمانية وثلاثين يورو مع التركيب، ونفحص التروس في الوقت نفسه،',
    ' ونخبرك قبل أن نغيّر أي شيء آخر.',
  ],
};

const words = (language: Language): Partial<View> => ({
  labels: PACKS[language],
  lang: language,
  dir: language === 'ar' ? 'rtl' : 'ltr',
  levels: () => ({ user: 0.06, agent: 0.09 }),
});

export const pack = (language: Language): AllLabels => PACKS[language];

const user = (id: string, text: string, change: Partial<Message> = {}): Message =>
  message(id, text, { role: 'user', ...change });

export function talk(language: Language): readonly Message[] {
  const [ask, answer, more, told] = TALK[language];
  return [user('1', ask!), message('2', answer!), user('3', more!), message('4', told!)];
}

/** A conversation whose last answer was interrupted, so that its end was not heard. */
function brokenOff(language: Language): readonly Message[] {
  const [ask, answer, more, told, lost] = TALK[language];
  const last = message('4', told!, { unheard: lost!, interrupted: true });
  return [user('1', ask!), message('2', answer!), user('3', more!), last, user('5', '', { final: false })];
}

/** A conversation whose last message is not final yet. */
function partial(language: Language): readonly Message[] {
  const [ask, answer, more] = TALK[language];
  return [user('1', ask!), message('2', answer!), user('3', more!.slice(0, -9), { final: false })];
}

const fault = (language: Language, code: 'mic-denied' | 'connection-lost' | 'setup'): View['fault'] =>
  toFault({ code }, PACKS[language]);

const state = (name: (typeof STATUSES)[number], change: Partial<View> = {}): Scene => ({
  name,
  view: (language) =>
    inCall(name, {
      ...words(language),
      fault: name === 'error' ? fault(language, 'mic-denied') : undefined,
      ...change,
    }),
});

const scene = (
  name: string,
  view: (language: Language) => Partial<View>,
  act?: (element: HTMLElement) => void,
): Scene => ({
  name,
  view: (language) => fakeView({ ...words(language), ...view(language) }),
  ...(act && { act }),
});

const live = (status: View['status']): Partial<View> => ({ status, inCall: true });

const press =
  (selector: string) =>
  (element: HTMLElement): void =>
    element.shadowRoot!.querySelector<HTMLElement>(selector)!.click();

const card =
  (content: (words: AllLabels) => TemplateResult, change: Partial<View> = {}) =>
  (language: Language): Partial<View> => ({ ...change, cards: [content(PACKS[language])] });

const nothing = (): void => undefined;

/** Every state of the session, without any message. */
export const STATES: readonly Scene[] = [
  ...STATUSES.map((name) => state(name)),
  { name: 'muted', view: (language) => inCall('listening', { ...words(language), muted: true }) },
];

/** Conversations in the transcript. */
const CHATS: readonly Scene[] = [
  scene('chat', (language) => ({ status: 'listening', messages: talk(language) })),
  scene('talk-hearing', (language) => ({ ...live('hearing'), messages: partial(language) })),
  scene('talk-speaking', (language) => ({ ...live('speaking'), messages: talk(language) })),
  scene('talk-interrupted', (language) => ({ ...live('listening'), messages: brokenOff(language) })),
  scene('talk-lost', (language) => ({
    status: 'error',
    messages: talk(language),
    fault: fault(language, 'connection-lost'),
  })),
];

/** The notes below a message about what the agent did, made by the feature from its events. */
function notes(language: Language): NonNullable<View['notesAfter']> {
  const agent = fakeContext({ messages: talk(language), state: 'thinking' }, {}, PACKS[language]);
  const feature = activityNotes(agent);
  const tell = <Name extends AgentEventName>(name: Name, detail: VoiceLiveAgentDetails[Name]): void =>
    feature.on?.[name]?.(detail);
  const call = { kind: 'call', itemId: 'm', serverLabel: 'workshop', name: 'free_slots' } as const;
  tell('vla-mcp', { ...call, status: 'in_progress' });
  tell('vla-mcp', { ...call, status: 'completed' });
  tell('vla-search', { kind: 'web', itemId: 's', status: 'searching' });
  const url = 'https://example.com/chains';
  tell('vla-annotation', {
    itemId: '4',
    kind: 'url_citation',
    title: 'Chains and sprockets',
    url,
    host: 'example.com',
  });
  return feature.view!().notesAfter!;
}

/** The push-to-talk button. */
const hold = (phase: HoldPhase, slipped = false): Scene =>
  scene(`hold-${slipped ? 'slipped' : phase}`, () => ({
    ...live(phase === 'up' ? 'listening' : 'hearing'),
    holdButton: (view, actions) =>
      html`<vla-hold
        class="first"
        .view=${view}
        .actions=${actions}
        .turns=${undefined}
        .phase=${phase}
        .slipped=${slipped}
      ></vla-hold>`,
  }));

const HOLDS: readonly Scene[] = [hold('up'), hold('up', true), hold('held'), hold('leaving')];

/** Cards, menus and notices around a call. */
const MOMENTS: readonly Scene[] = [
  scene('menu', () => live('listening'), press('[aria-expanded]')),
  scene(
    'consent',
    card(
      (labels) => html`<vla-consent part="card" .labels=${labels} .typing=${true} .answer=${nothing}></vla-consent>`,
    ),
  ),
  scene('still-there', (language) => ({
    ...live('listening'),
    messages: talk(language),
    cards: [
      html`<vla-countdown
        part="card"
        .labels=${PACKS[language]}
        .countdown=${{ kind: 'idle', seconds: 24 }}
        .stay=${nothing}
      ></vla-countdown>`,
    ],
  })),
  scene('ended-card', (language) => ({
    status: 'ended',
    messages: talk(language),
    cards: [
      html`<vla-ended
        part="card"
        .labels=${PACKS[language]}
        .reason=${'visitor'}
        .messages=${[]}
        .rate=${() => undefined}
        .check=${nothing}
        .close=${nothing}
        .forget=${nothing}
      ></vla-ended>`,
    ],
  })),
  scene('approval', (language) => ({
    ...live('working'),
    messages: talk(language).slice(0, 1),
    cards: [
      html`<vla-approval
        .view=${{ labels: PACKS[language], waiting: 2 }}
        .request=${{
          requestId: 'r',
          serverLabel: 'workshop',
          name: 'book_slot',
          arguments: { day: '2026-12-01', bike: 'Trekking' },
          respondWith: nothing,
        }}
      ></vla-approval>`,
    ],
  })),
  scene('notes', (language) => ({ ...live('working'), messages: talk(language), notesAfter: notes(language) })),
  scene('advice', (language) => ({
    ...live('speaking'),
    messages: talk(language),
    cards: [
      html`<vla-hint
        .view=${{ text: PACKS[language]['hint-echo'], dismiss: PACKS[language].dismiss }}
        .actions=${{ dismiss: nothing }}
      ></vla-hint>`,
    ],
  })),
  scene('captions', (language) => ({
    ...live('speaking'),
    transcript: false,
    cards: [
      html`<vla-captions
        .view=${{ labels: PACKS[language], caption: TALK[language].slice(3).join('') }}
      ></vla-captions>`,
    ],
  })),
  scene('not-set-up', (language) => ({ status: 'error', unusable: true, fault: fault(language, 'setup') })),
  scene('bars', () => ({ ...live('speaking'), visualizer: 'bars' })),
  scene('no-picture', () => ({ ...live('speaking'), visualizer: 'none', textInput: false })),
];

/** States of the launcher. */
const BUTTON: readonly Scene[] = [
  scene('idle', () => ({ open: false })),
  scene('connecting', () => ({ open: false, ...live('connecting') })),
  scene('live', () => ({ open: false, ...live('listening') })),
  scene('open', () => ({ ...live('listening') })),
];

/** The scenes by variant. The compact bar has no room for cards and menus. */
export const SCENES = {
  floating: [...STATES, ...CHATS, ...HOLDS, ...MOMENTS],
  inline: [...STATES, ...CHATS, ...HOLDS, ...MOMENTS],
  compact: [...STATES, ...HOLDS, CHATS[0]!, CHATS[2]!, MOMENTS.find(({ name }) => name === 'bars')!],
  parts: STATES,
  launcher: BUTTON,
} as const satisfies Readonly<Record<string, readonly Scene[]>>;

export type Variant = keyof typeof SCENES;

/** The launcher is part of the public element. This element renders it alone, with the same styles, from a view. */
class PicturedLauncher extends LitElement {
  static override styles = [tokens, dockStyles, launcherStyles];
  static override properties = { view: { attribute: false } };
  declare view: View;

  protected override render(): TemplateResult {
    return launcher(this.view, nothing, nothing);
  }
}
customElements.define('pictured-launcher', PicturedLauncher);

/** The elements of a scene. */
export function elementsOf(variant: Variant, { view }: Scene, language: Language): TemplateResult {
  const given = { ...view(language), floating: variant === 'floating' };
  const actions = fakeActions();
  switch (variant) {
    case 'floating':
      return html`<vla-panel .view=${given} .actions=${actions}></vla-panel
        ><pictured-launcher .view=${given}></pictured-launcher>`;
    case 'launcher':
      return html`<pictured-launcher .view=${given}></pictured-launcher>`;
    case 'inline':
      return html`<vla-inline .view=${given} .actions=${actions}></vla-inline>`;
    case 'compact':
      return html`<vla-bar .view=${given} .actions=${actions}></vla-bar>`;
    case 'parts':
      return html`<vla-orb .view=${given}></vla-orb><vla-avatar .view=${given}></vla-avatar
        ><vla-status .view=${given}></vla-status><vla-mic-button .view=${given} .actions=${actions}></vla-mic-button>`;
  }
}
