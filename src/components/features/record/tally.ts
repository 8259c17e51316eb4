/** What a recording shows of the last call in one line, for `diagnose()`. Pure. */
import type { Finding } from '../../contract/checks.js';
import type { VoiceLiveAgentDetails } from '../../contract/events.js';
import { isOver } from '../../contract/status.js';
import type { Notice } from '../../../worker/contract/conversation.js';
import type { Problem } from '../../../worker/contract/faults.js';

export class Tally {
  readonly #began: number;
  #ended: number | undefined;
  #problem: Problem | undefined;
  readonly #lines = new Set<number>();
  #reconnects = 0;
  #handOvers = 0;
  #sendDelayMs = 0;
  #answerMs = 0;
  #droppedChunks = 0;
  #underruns = 0;

  /** @param now in ms since 1970 */
  constructor(now: number) {
    this.#began = now;
  }

  notice(notice: Notice): void {
    if (notice.kind === 'wire') this.#lines.add(notice.wire.line);
    else if (notice.kind === 'reconnect') {
      // Each try is told; the first of them tells that a connection was lost.
      if (notice.attempt === 0) this.#handOvers++;
    } else if (notice.kind === 'problem' && notice.ended) this.#problem = notice.problem;
    else if (notice.kind === 'metrics') {
      const { sendDelayMs, responseLatencyMs = 0, droppedChunks, underruns } = notice.metrics;
      this.#sendDelayMs = Math.max(this.#sendDelayMs, sendDelayMs);
      this.#answerMs = Math.max(this.#answerMs, responseLatencyMs);
      this.#droppedChunks += droppedChunks;
      this.#underruns += underruns;
    }
  }

  state({ state }: VoiceLiveAgentDetails['vla-state'], now: number): void {
    if (state === 'reconnecting') this.#reconnects++;
    if (isOver(state)) this.#ended = now;
  }

  get finding(): Finding {
    const seconds = Math.round(((this.#ended ?? Date.now()) - this.#began) / 1000);
    const problem = this.#problem;
    const end = problem ? `ended by ${problem.code} (${problem.cause})` : this.#ended ? 'ended' : 'still under way';
    const detail = [
      `last conversation: ${seconds} s, ${end}`,
      `${this.#lines.size} connections, lost ${this.#reconnects} times, ${this.#handOvers} hand-overs`,
      `speech left ${Math.round(this.#sendDelayMs)} ms late at worst, ${this.#droppedChunks} chunks dropped`,
      `slowest answer ${Math.round(this.#answerMs)} ms, ${this.#underruns} underruns`,
    ].join('; ');
    return { check: 'recording', detail, code: problem?.code, advice: problem?.advice };
  }
}
