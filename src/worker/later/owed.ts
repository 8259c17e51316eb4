/**
 * What is owed while a line is gone, or while kept sound is still on its way: the end of a held turn, and one answer. It
 * knows in which order they follow the sound, and nothing of how lines come and go.
 */
import type { KeptSound } from './kept-sound.js';
import type { LinesHooks } from '../lines-hooks.js';
import type { SoundChunk } from '../media/uplink.js';
import type { ClientEvent } from '../protocol/client-events.js';
import type { ItemId } from '../protocol/ids.js';
import { owedAnswer } from './history.js';
import { joined, leaveLine, refuseAside } from './line-change.js';
import { ask, isAside, openGate, type Request } from '../session/response-gate.js';
import { silence } from '../session/speech-handlers.js';
import { messageOf } from '../session/transcript.js';
import { applyGate, nextId, step } from '../session/turn.js';
import type { Transport } from '../transport/transport.js';

interface OwedHooks extends Pick<LinesHooks, 'turn' | 'take' | 'uplink'> {
  readonly kept: () => KeptSound<SoundChunk>;
}

export class Owed {
  /** The visitor holds a turn. */
  held = false;
  readonly #hooks: OwedHooks;
  /** The answer that is owed. */
  #answer: Request | undefined;
  /** The message that broke off. */
  #cutOff: ItemId | undefined;
  /** A held turn is over whose sound is not sent yet. */
  #commit = false;
  /** Where the held turn ended that the service has not confirmed. */
  #committedAt: number | undefined;
  /** How many chunks the line had then. A turn without one is none. */
  #sentBefore = 0;
  /** The turn that is held had no sound. */
  #isEmpty = false;

  constructor(hooks: OwedHooks) {
    this.#hooks = hooks;
  }

  forget(): void {
    this.held = this.#commit = false;
    this.#answer = this.#cutOff = this.#committedAt = undefined;
    this.#sentBefore = 0;
  }

  hold(on: boolean): void {
    this.held = on;
    this.#isEmpty = false;
    if (on) this.#hooks.kept().begin();
  }

  /** True when this event is not sent now: it follows the kept sound, or the next line. */
  takes({ type }: ClientEvent, line: Transport | undefined): boolean {
    const kept = this.#hooks.kept();
    const isBehind = !line || kept.isBehind;
    switch (type) {
      case 'input_audio_buffer.clear':
        this.#commit = false;
        kept.clear();
        if (this.held) kept.begin();
        return false;
      case 'input_audio_buffer.commit':
        // A turn that was held without a sound, since the microphone was muted, is none: the service would refuse it.
        this.#isEmpty = !isBehind && this.held && kept.sent <= this.#sentBefore;
        if (isBehind) this.#commit = true;
        else if (!this.#isEmpty) this.#committing();
        return isBehind || this.#isEmpty;
      case 'response.create':
        // The answer to a batch of tools is the answer to a turn that was held meanwhile, too.
        if (!isBehind && !this.#commit && !(this.held && (this.#isEmpty || this.#isWorking))) return false;
        this.#takeBack(!line);
        return true;
      default:
        return false;
    }
  }

  get #isWorking(): boolean {
    return this.#hooks.turn().tools.owed.length > 0;
  }

  #committing(): void {
    const kept = this.#hooks.kept();
    this.#committedAt = kept.position;
    this.#sentBefore = kept.sent;
  }

  /** Takes the request back that the gate just passed. */
  #takeBack(isDown: boolean): void {
    const turn = this.#hooks.turn();
    const { slot } = turn.gate;
    if (slot.phase !== 'requested') return;
    const refused = isDown && isAside(slot.request);
    if (!refused && !this.#isEmpty) this.#answer = joined(this.#answer, slot.request);
    this.#hooks.take(step({ ...turn, gate: openGate }, ...(refused ? [refuseAside(slot.request.eventId)] : [])));
  }

  /** The service has the held turn. Returns whether there was one. */
  committed(): boolean {
    if (this.#committedAt === undefined) return false;
    this.#hooks.kept().end(this.#committedAt, this.held);
    this.#committedAt = undefined;
    return true;
  }

  /** The visitor says something new, so that nobody waits for the rest of the answer before. */
  moveOn(): void {
    this.#cutOff = undefined;
  }

  /**
   * The visitor speaks while there is no session that would notice. What still plays falls silent, unless the microphone may
   * hear it, and nobody waits for the rest of that answer.
   */
  #bargeIn(): void {
    const { kept, take, turn, uplink } = this.#hooks;
    const { playing, rules } = turn();
    if (!kept().isSpoken || !rules.interruptResponse || uplink().channels > 1) return;
    this.moveOn();
    if (playing) take(silence(turn()));
  }

  /** The session of the conversation is gone. `whole`: the answer that came to its end. `speech`: the turn under way. */
  leave(whole: string | undefined, speech: ItemId | undefined): void {
    const left = leaveLine(this.#hooks.turn(), whole, speech, this.held);
    this.#commit ||= this.#committedAt !== undefined && !this.held;
    this.#committedAt = undefined;
    this.#sentBefore = 0;
    if (left.owed) this.#answer = joined(this.#answer, left.owed);
    this.#cutOff = left.cutOff;
    this.#hooks.take(left);
  }

  /** After the kept sound: sends the end of a held turn, and asks for the answer. `isAgent`: the service knows what it said. */
  settle(line: Transport | undefined, isAgent: boolean): void {
    if (!line) return this.#bargeIn();
    const turn = this.#hooks.turn();
    const kept = this.#hooks.kept();
    if (!turn.ready || kept.isBehind || !(this.#commit || this.#answer || this.#cutOff)) return;
    if (this.#commit) {
      this.#commit = false;
      if (kept.sent > this.#sentBefore) {
        this.#committing();
        line.send('{"type":"input_audio_buffer.commit"}');
      }
    }
    const [owed, cutOff] = [this.#answer, this.#cutOff];
    this.#answer = this.#cutOff = undefined;
    const params = owedAnswer({
      working: this.#isWorking,
      asked: owed !== undefined,
      broken: cutOff && messageOf(turn.transcript, cutOff)?.text,
      carried: isAgent,
    });
    if (!params) return;
    const [eventId, next] = nextId(turn);
    const isPlain = Object.keys(params).length === 0;
    const shared = isPlain && turn.rules.createResponse && (turn.visitorSpeaking || kept.isUnnoticed);
    const request = owed?.params ? owed : { eventId, params: isPlain ? undefined : params, shared };
    this.#hooks.take(applyGate(next, ask(next.gate, request)));
  }
}
