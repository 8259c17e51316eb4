/**
 * The call of a conversation: it asks for the microphone, opens the speaker and joins both to the engine. It knows when a
 * call begins and ends; the conversation around it is the controller's.
 */
import { audioProblem, CallAudio, toWorker } from './call-audio.js';
import type { Supply } from './engine-provider.js';
import { failed } from './outcomes.js';
import type { SessionHost } from './session-host.js';
import type { Mode, SessionStatus } from '../../worker/contract/conversation.js';
import type { EngineApi, Outcome } from '../../worker/contract/engine-api.js';
import type { Problem } from '../../worker/contract/faults.js';

const SILENCE = { user: 0, agent: 0 };

/** Everything of one conversation, so that what belongs to an older one is known by its signal. */
export interface Conversation extends Supply {
  readonly opened: Promise<Outcome>;
}

/** What a call asks of the controller. */
export interface CallSession {
  readonly agent: SessionHost;
  /** There is a conversation, or one is on its way. */
  readonly active: boolean;
  /** The conversation there is, or a new one. */
  open(mode: Mode): Conversation;
  /** How a conversation ended before its call was complete. */
  endOf(conversation: Conversation): Promise<Outcome>;
  tell<Name extends keyof EngineApi>(name: Name, ...values: Parameters<EngineApi[Name]>): void;
  /** The status of the call while the visitor is asked; undefined: that of the engine. */
  showStatus(status?: SessionStatus): void;
  note(problem: Problem): void;
  fail(problem: Problem): Outcome;
  dismissProblem(): void;
}

export class Call {
  audio: CallAudio | undefined;
  /** The visitor is asked for the microphone, and that is the status whatever the engine says. */
  asking = false;
  readonly #session: CallSession;
  #starting: Promise<Outcome> | undefined;
  #levelsOn = false;

  constructor(session: CallSession) {
    this.#session = session;
  }

  /** Begins a call, or adds the voice to a written chat. A second start while one is under way is the same one. */
  start(): Promise<Outcome> {
    return (this.#starting ??= this.#start().catch((error: unknown) => this.#session.fail(audioProblem(error))));
  }

  async #start(): Promise<Outcome> {
    const session = this.#session;
    const { agent } = session;
    const audio = (this.audio = new CallAudio(agent));
    audio.setLevels(this.#levelsOn);
    audio.onTrouble = (trouble) => this.audio === audio && agent.onAudioTrouble(trouble);
    session.dismissProblem();
    this.asking = true;
    session.showStatus('requesting-mic');
    const chatting = session.active;
    // The visitor decides, the token is fetched and the socket opens at the same time.
    const conversation = session.open('voice');
    const { signal } = audio; // ends with the conversation, and before it when the visitor goes on in writing
    const microphone = await audio.openMicrophone().catch(audioProblem);
    if (signal.aborted) return session.endOf(conversation);
    this.asking = false;
    if ('code' in microphone) return chatting ? this.#goOnWithout(microphone) : session.fail(microphone);
    session.showStatus();
    const client = await conversation.engine;
    if ('code' in client || signal.aborted) return session.endOf(conversation);
    if (chatting) void client.engine.setMode('voice');
    void client.engine.attachMicrophone(toWorker(microphone));

    const speaker = await audio.openSpeaker().catch(audioProblem);
    if (signal.aborted) return session.endOf(conversation);
    if ('code' in speaker) return chatting ? this.#goOnWithout(speaker) : session.fail(speaker);
    void client.engine.attachSpeaker(toWorker(speaker), speaker.latencyMs);
    agent.requestUpdate(); // attributes may have changed meanwhile
    if ((await audio.held.outcome) === 'blocked') audio.onTrouble('context');
    return conversation.opened;
  }

  /** There is no voice, but there is a chat. */
  #goOnWithout(problem: Problem): Outcome {
    this.#session.tell('setMode', 'text');
    this.#leave();
    this.#session.note(problem);
    return failed(problem);
  }

  /** From the call to writing, in the same conversation. */
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

  /** Levels are measured only while somebody looks. */
  setLevels(on: boolean): void {
    this.#levelsOn = on;
    this.audio?.setLevels(on);
  }

  /** The latency becomes known when the device runs, and changes with the device. */
  tellLatency(): void {
    const { speaker } = this.audio ?? {};
    if (speaker) this.#session.tell('setSpeakerLatency', speaker.latencyMs);
  }

  /** Lets go of microphone and speaker. */
  end(): void {
    this.audio?.end();
    this.audio = this.#starting = undefined;
    this.asking = false;
  }
}
