/**
 * Push to talk. The page holds a turn by `startTurn()`. With the attribute `push-to-talk`, the visitor holds it by a button
 * or a key. Loaded when a page sets the attribute or calls one of the methods.
 */
import { HoldButton } from './hold-button.js';
import { HeldTurn } from './held-turn.js';
import { warnOnce } from '../../base/warn-once.js';
import type { EventHandlers, Feature, FeatureContext } from '../../contract/feature.js';
import { isOver } from '../../contract/status.js';
import type { View } from '../../contract/view.js';

export const create = (agent: FeatureContext): PushToTalk => new PushToTalk(agent);

class PushToTalk implements Feature {
  readonly #agent: FeatureContext;
  readonly #held: HeldTurn;
  readonly #button: HoldButton;
  /** Counts turns. A turn that was ended while its call was still opening must not open the microphone. */
  #turn = 0;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
    this.#held = new HeldTurn(agent.conversation);
    this.#button = new HoldButton(agent);
  }

  readonly on: EventHandlers = {
    'vla-close': () => this.#button.cancel(),
    'vla-state': ({ state }) => {
      if (isOver(state)) this.#button.rest();
    },
  };

  view(): Partial<View> {
    return this.#button.view();
  }

  async startTurn(): Promise<void> {
    const { host, conversation } = this.#agent;
    const detection = conversation.audio && conversation.session?.turn_detection;
    if (detection || !(host.pushToTalk || host.turnDetection === 'none')) {
      return warnOnce(
        'startTurn() is for push-to-talk or turn-detection="none": now the service ends turns by itself.',
      );
    }
    const turn = ++this.#turn;
    if (!conversation.inCall) await host.start();
    if (turn === this.#turn) this.#held.begin();
  }

  /** Resolves with false when the turn was too short and was dropped. */
  endTurn(): Promise<boolean> {
    this.#turn++;
    return this.#held.end();
  }

  cancelTurn(): Promise<void> {
    this.#turn++;
    return this.#held.cancel();
  }
}
