/**
 * The call of a conversation: asks for the microphone, opens the speaker and joins both to the engine. It knows when a
 * call begins and ends. It does not own the conversation; the controller does.
 */
import { audioProblem, CallAudio, toWorker } from './call-audio.js';
import type { Supply } from './engine-provider.js';
import { holdMicrophone } from './hold-microphone.js';
import { failed } from './outcomes.js';
import type { SessionHost } from './session-host.js';
import type { EndReason } from '../contract/conversation.js';
import type { Mode, SessionStatus } from '../../worker/contract/conversation.js';
import type { EngineApi, Outcome } from '../../worker/contract/engine-api.js';
import { isProblem, type Problem } from '../../worker/contract/faults.js';

const SILENCE = { user: 0, agent: 0 };

/** One conversation. Code that still works for an older one sees that its `lifetime` is aborted. */
export interface Conversation extends Supply {
  /** Resolves when the session is set up, or when the conversation has ended before that. */
  readonly opened: Promise<Outcome>;
}

/** The part of the controller that a call uses. */
export interface CallSession {
  readonly agent: SessionHost;
  /** True when there is a conversation, or one is being opened. */
  readonly active: boolean;
  /** Returns the current conversation, or opens a new one. */
  open(mode: Mode): Conversation;
  /** The outcome of a call whose conversation ended before the call was complete. */
  endOf(conversation: Conversation): Promise<Outcome>;
  tell<Name extends keyof EngineApi>(name: Name, ...values: Parameters<EngineApi[Name]>): void;
  /** Shows this status, or without an argument that of the engine. */
  showStatus(status?: SessionStatus): void;
  note(problem: Problem): void;
  fail(problem: Problem): Outcome;
  stop(reason: EndReason): Promise<void>;
  dismissProblem(): void;
}

export class Call {
  audio: CallAudio | undefined;
  /** True while the visitor is asked for the microphone. The status then stays `requesting-mic`, whatever the engine says. */
  asking = false;
  readonly #session: CallSession;
  #starting: Promise<Outcome> | undefined;
  #levelsOn = false;

  constructor(session: CallSession) {
    this.#session = session;
  }

  /** Begins a call, or adds audio to a written chat. While a call is starting or up, it returns the promise of that start. */
  start(): Promise<Outcome> {
    return (this.#starting ??= this.#start().catch((error: unknown) => this.#session.fail(audioProblem(error))));
  }

  async #start(): Promise<Outcome> {
    const session = this.#session;
    const { agent } = session;
    const audio = (this.audio = new CallAudio(agent));
    holdMicrophone(audio.signal, () => void session.stop('elsewhere'));
    audio.setLevels(this.#levelsOn);
    audio.onTrouble = (trouble) => this.audio === audio && agent.onAudioTrouble(trouble);
    session.dismissProblem();
    this.asking = true;
    session.showStatus('requesting-mic');
    const chatting = session.active;
    // The session opens while the visitor decides about the microphone, so that the call begins sooner.
    const conversation = session.open('voice');
    const { signal } = audio; // aborted when the conversation ends, or when the visitor goes on in writing
    const microphone = await audio.openMicrophone().catch(audioProblem);
    if (signal.aborted) return session.endOf(conversation);
    this.asking = false;
    if (isProblem(microphone)) return chatting ? this.#goOnWithout(microphone) : session.fail(microphone);
    session.showStatus();
    const client = await conversation.engine;
    if (isProblem(client) || signal.aborted) return session.endOf(conversation);
    const switched = chatting && client.call(client.engine.setMode('voice'));
    void client.engine.attachMicrophone(toWorker(microphone));

    const speaker = await audio.openSpeaker().catch(audioProblem);
    if (signal.aborted) return session.endOf(conversation);
    if (isProblem(speaker)) return chatting ? this.#goOnWithout(speaker) : session.fail(speaker);
    void client.engine.attachSpeaker(toWorker(speaker), speaker.latencyMs);
    agent.requestUpdate(); // attributes may have changed meanwhile
    if ((await audio.held.outcome) === 'blocked') audio.onTrouble('context');
    await switched;
    return conversation.opened;
  }

  /** Ends the call and keeps the written chat, which works without audio. */
  #goOnWithout(problem: Problem): Outcome {
    this.#session.tell('setMode', 'text');
    this.#leave();
    this.#session.note(problem);
    return failed(problem);
  }

  /** Leaves the call and goes on in writing, in the same conversation. */
  goOnWriting(): void {
    const session = this.#session;
    session.tell('interrupt');
    session.tell('detachMicrophone');
    session.tell('detachSpeaker');
    session.tell('setMode', 'text');
    this.#leave();
  }

  #leave(): void {
    this.end();
    this.#session.showStatus();
  }

  get levels(): { readonly user: number; readonly agent: number } {
    return this.audio?.levels ?? SILENCE;
  }

  setMuted(muted: boolean): void {
    this.audio?.setMuted(muted);
  }

  /** Turns levels on or off, for this call and the next ones. They are measured only while they are shown. */
  setLevels(on: boolean): void {
    this.#levelsOn = on;
    this.audio?.setLevels(on);
  }

  /** Tells the engine the speaker's latency, which is known once the device runs and changes with the device. */
  tellLatency(): void {
    const { speaker } = this.audio ?? {};
    if (speaker) this.#session.tell('setSpeakerLatency', speaker.latencyMs);
  }

  /** Ends the call and releases microphone and speaker. */
  end(): void {
    this.audio?.end();
    this.audio = this.#starting = undefined;
    this.asking = false;
  }
}
