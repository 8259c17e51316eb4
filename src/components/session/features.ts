/**
 * Loads the features of a table when they are needed, tells them what happens, and collects their cards and views. It
 * knows no feature by name, because the table is passed in. When a feature cannot be loaded, it goes on without it.
 */
import type { AudioTrouble } from '../contract/call-audio.js';
import type { Finding } from '../contract/checks.js';
import type { VoiceLiveAgentDetails } from '../contract/events.js';
import type {
  AgentEventName,
  Cause,
  Feature,
  FeatureContext,
  FeatureEntry,
  FeatureOf,
  FeatureTable,
  Moment,
} from '../contract/feature.js';
import type { View } from '../contract/view.js';
import { isOver } from '../contract/status.js';
import { lostFault } from '../i18n/to-fault.js';
import type { Notice } from '../../worker/contract/conversation.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';

type Task = (feature: Feature) => unknown;

/** One row of the table, and the feature that it loads. */
interface Slot {
  readonly name: string;
  readonly row: FeatureEntry;
  loading?: Promise<Feature> | undefined;
  feature?: Feature;
  /** Tasks that came while the feature was loading. They run once it is there. */
  readonly missed: Task[];
  /** True once `unloaded` was called. A failure that repeats with every update is reported once. */
  told?: boolean;
}

export class Features<Table extends FeatureTable> {
  readonly #agent: FeatureContext;
  /** One slot a row, in the order of the table. */
  readonly #slots: readonly Slot[];

  constructor(table: Table, agent: FeatureContext) {
    this.#agent = agent;
    // What a page has added to all objects is in no row.
    this.#slots = Object.entries(table).map(([name, row]) => ({ name, row: { __proto__: null, ...row }, missed: [] }));
  }

  /** Loads a feature once and resolves with it. After a failure, the next call tries again. */
  get<Name extends keyof Table & string>(name: Name): Promise<FeatureOf<Table[Name]>> {
    return this.#load(this.#slots.find((slot) => slot.name === name)!) as Promise<FeatureOf<Table[Name]>>;
  }

  /** Called with every update of the element: loads the features whose `when` now holds, and tells those that are loaded. */
  update(): void {
    for (const slot of this.#slots) {
      if (!slot.loading && slot.row.when?.(this.#agent)) this.#want(slot);
    }
    for (const { feature } of this.#slots) if (feature) run(feature, (each) => each.onUpdate?.());
  }

  /** Passes on a notice of the engine. */
  notice(notice: Notice): void {
    this.#happened(notice.kind, notice, (feature) => feature.onNotice?.(notice));
  }

  /** Tells that settings changed in a conversation. */
  settings(session: RequestSession, fixed: readonly string[]): void {
    this.#happened('settings', undefined, (feature) => feature.onSettings?.(session, fixed));
  }

  audioTrouble(trouble: AudioTrouble): void {
    this.#happened('audio-trouble', { kind: 'audio-trouble' }, (feature) => feature.onAudioTrouble?.(trouble));
  }

  /** Passes on an event. Features get it before the page does. */
  emit<Name extends AgentEventName>(name: Name, detail: VoiceLiveAgentDetails[Name]): void {
    const over = name === 'vla-state' && isOver((detail as VoiceLiveAgentDetails['vla-state']).state);
    this.#happened(over ? 'over' : undefined, undefined, (feature) => feature.on?.[name]?.(detail));
  }

  leave(): void {
    this.#all((feature) => feature.onLeave?.());
  }

  /** Resolves when every feature lets the call begin. Rejects when one refuses it, or a required one cannot be loaded. */
  async beforeCall(): Promise<void> {
    for (const slot of this.#slots) {
      if (await slot.row.beforeCall?.(this.#agent)) await this.#load(slot);
      await slot.feature?.beforeCall?.();
    }
  }

  /** The session after the changes of all loaded features, in the order of the table. */
  beforeSession(session: RequestSession): RequestSession {
    return this.#slots.reduce((wanted, { feature }) => feature?.beforeSession?.(wanted) ?? wanted, session);
  }

  /** Called without a session when the visitor turns to the widget, and with one when a conversation begins. */
  start(session?: RequestSession): void {
    for (const slot of this.#slots) if (slot.row.atStart?.(this.#agent, session)) this.#want(slot);
    if (session) this.#all((feature) => feature.onStart?.(session));
  }

  /** The cards above the buttons of the call. A card whose row is `alone` hides all others. */
  get cards(): readonly unknown[] {
    const shown = this.#slots
      .map(({ row, feature }) => ({ alone: row.alone, card: feature?.card?.() }))
      .filter(({ card }) => card);
    const alone = shown.filter((each) => each.alone);
    return (alone[0] ? alone : shown).map(({ card }) => card);
  }

  findings(): readonly Finding[] {
    return this.#slots.flatMap(({ feature }) => feature?.findings?.() ?? []);
  }

  /** The fields of the view that features replace. */
  get view(): Partial<View> {
    return Object.assign({}, ...this.#slots.map(({ feature }) => feature?.view?.())) as Partial<View>;
  }

  #load(slot: Slot): Promise<Feature> {
    slot.loading ??= slot.row.load().then(
      ({ create }) => {
        const feature = (slot.feature = create(this.#agent));
        for (const task of slot.missed.splice(0)) run(feature, task);
        this.#agent.requestUpdate();
        return feature;
      },
      () => {
        slot.missed.length = 0;
        slot.loading = undefined;
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- the contract: a Fault, plain data
        throw lostFault({ code: 'connection-lost', cause: `${slot.name} could not be loaded` });
      },
    );
    return slot.loading;
  }

  #want(slot: Slot, cause?: Cause): void {
    this.#load(slot).catch(() => {
      // Without a cause, `when` asked for the feature, and asks again with every update: report that once.
      if (cause || !slot.told) slot.row.unloaded?.(this.#agent, cause);
      slot.told = true;
    });
  }

  #happened(moment: Moment | undefined, cause: Cause | undefined, task: Task): void {
    if (moment) for (const slot of this.#slots) if (slot.row.on?.includes(moment)) this.#want(slot, cause);
    this.#all(task);
  }

  /** Runs the task on every loaded feature, and keeps it for those that are still loading, which get their tasks in order. */
  #all(task: Task): void {
    for (const { feature, loading, missed } of this.#slots) {
      if (feature) run(feature, task);
      else if (loading) missed.push(task);
    }
  }
}

/** Runs a task and reports its error instead of throwing it, so that the other features and the page still get theirs. */
function run(feature: Feature, task: Task): void {
  try {
    task(feature);
  } catch (error) {
    reportError(error);
  }
}
