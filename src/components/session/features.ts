/**
 * Loads the features of a table when they are needed, tells them what happens, and collects what they bring. It knows no
 * feature by name: the table is passed in. It is the only place that imports features, and the only one that goes on
 * without a feature that cannot be loaded.
 */
import type { AudioTrouble } from '../contract/call-audio.js';
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
import type { Notice } from '../../worker/contract/conversation.js';
import type { RequestSession } from '../../worker/protocol/objects/index.js';

type Task = (feature: Feature) => unknown;

interface Slot {
  readonly name: string;
  readonly row: FeatureEntry;
  loading?: Promise<Feature> | undefined;
  feature?: Feature;
  /** What happened while it was being loaded. */
  readonly missed: Task[];
  /** Told already that it cannot be loaded. */
  told?: boolean;
}

export class Features<Table extends FeatureTable> {
  readonly #agent: FeatureContext;
  /** In the order of the table. */
  readonly #slots: readonly Slot[];

  constructor(table: Table, agent: FeatureContext) {
    this.#agent = agent;
    this.#slots = Object.entries(table).map(([name, row]) => ({ name, row, missed: [] }));
  }

  /** Loads it, once. A feature that could not be loaded is tried again by the next who asks. */
  get<Name extends keyof Table & string>(name: Name): Promise<FeatureOf<Table[Name]>> {
    return this.#load(this.#slots.find((slot) => slot.name === name)!) as Promise<FeatureOf<Table[Name]>>;
  }

  /** Something about the host changed. */
  update(): void {
    for (const slot of this.#slots) {
      if (!slot.loading && slot.row.when?.(this.#agent)) this.#want(slot);
    }
    for (const { feature } of this.#slots) if (feature) run(feature, (each) => each.onUpdate?.());
  }

  /** Passes on what the engine told. */
  notice(notice: Notice): void {
    this.#happened(notice.kind, notice, (feature) => feature.onNotice?.(notice));
  }

  audioTrouble(trouble: AudioTrouble): void {
    this.#happened('audio-trouble', { kind: 'audio-trouble' }, (feature) => feature.onAudioTrouble?.(trouble));
  }

  /** Passes on an event, before the page hears of it. */
  emit<Name extends AgentEventName>(name: Name, detail: VoiceLiveAgentDetails[Name]): void {
    const over = name === 'vla-state' && isOver((detail as VoiceLiveAgentDetails['vla-state']).state);
    this.#happened(over ? 'over' : undefined, undefined, (feature) => feature.on?.[name]?.(detail));
  }

  /** Resolves when a call may begin; rejects when it may not. */
  async beforeCall(): Promise<void> {
    for (const slot of this.#slots) {
      if (slot.row.beforeCall?.(this.#agent)) await this.#load(slot);
      await slot.feature?.beforeCall?.();
    }
  }

  /** The session as the features want it that are there. */
  beforeSession(session: RequestSession): RequestSession {
    return this.#slots.reduce((wanted, { feature }) => feature?.beforeSession?.(wanted) ?? wanted, session);
  }

  /** The visitor turned to the widget; with a session, a conversation begins. */
  start(session?: RequestSession): void {
    for (const slot of this.#slots) if (slot.row.atStart?.(this.#agent, session)) this.#want(slot);
    if (session) this.#all((feature) => feature.onStart?.(session));
  }

  /** The cards that stand above the buttons of the call. */
  get cards(): readonly unknown[] {
    const shown = this.#slots
      .map(({ row, feature }) => ({ alone: row.alone, card: feature?.card?.() }))
      .filter(({ card }) => card);
    const alone = shown.filter((each) => each.alone);
    return (alone[0] ? alone : shown).map(({ card }) => card);
  }

  /** What the features change of the view. */
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
      (error: unknown) => {
        slot.missed.length = 0;
        slot.loading = undefined;
        throw error;
      },
    );
    return slot.loading;
  }

  #want(slot: Slot, cause?: Cause): void {
    this.#load(slot).catch(() => {
      // A condition that still holds is told once; the next update tries again.
      if (cause || !slot.told) slot.row.unloaded?.(this.#agent, cause);
      slot.told = true;
    });
  }

  #happened(moment: Moment | undefined, cause: Cause | undefined, task: Task): void {
    if (moment) for (const slot of this.#slots) if (slot.row.on?.includes(moment)) this.#want(slot, cause);
    this.#all(task);
  }

  /** To those that are there, and to those on their way, which get it in its order. */
  #all(task: Task): void {
    for (const { feature, loading, missed } of this.#slots) {
      if (feature) run(feature, task);
      else if (loading) missed.push(task);
    }
  }
}

/** A feature that fails must keep nothing from the others, and nothing from the page. */
function run(feature: Feature, task: Task): void {
  try {
    task(feature);
  } catch (error) {
    reportError(error);
  }
}
