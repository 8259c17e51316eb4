/** What few pages ask of a conversation: pictures, words to be said, push to talk. Loaded when asked for. */
import { warnOnce } from '../../contract/attributes.js';
import type { AgentSession } from '../../session/agent-runtime.js';
import { Lazy } from '../../base/lazy.js';
import { PushToTalk } from '../push-to-talk/held-turn.js';
import { pictureAddress } from './image-data-url.js';
import type { ResponseCreateParams, ResponseSession } from '../../../worker/protocol/objects/index.js';

export interface ImageOptions {
  /** How closely the model looks: `auto` holds when it is not said. */
  readonly detail?: 'auto' | 'low' | 'high';
  /** What the visitor says about it. */
  readonly text?: string;
  /** False when an answer is not wanted yet. */
  readonly answer?: boolean;
}

export class AgentRequests {
  readonly #session: AgentSession;
  readonly #turns: PushToTalk;
  readonly #face = new Lazy(async () => new (await import('../push-to-talk/hold-button.js')).HoldToTalk(this.#session));
  /** Counts what startTurn() began: one that was ended while the call was put through does not open the microphone. */
  #turn = 0;

  constructor(session: AgentSession) {
    this.#session = session;
    this.#turns = new PushToTalk(session.controller);
    const { element } = session;
    element.addController({ hostUpdate: () => element.pushToTalk && void this.#face.get().catch(() => undefined) });
    session.requestUpdate();
  }

  async sendImage(image: Blob, { detail = 'auto', text = '', answer = true }: ImageOptions = {}): Promise<void> {
    const image_url = await pictureAddress(image);
    await this.#ready();
    const words = text.trim() ? [{ type: 'input_text', text: text.trim() } as const] : [];
    const { controller } = this.#session;
    const content = [{ type: 'input_image', image_url, detail } as const, ...words];
    controller.tell('sendEvent', {
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content },
    });
    if (answer) controller.tell('sendEvent', { type: 'response.create' });
  }

  async say(text: string): Promise<void> {
    const words = text.trim();
    if (!words) return;
    await this.#ready();
    const { session } = this.#session.controller;
    this.#session.controller.tell('sendEvent', { type: 'response.create', response: spoken(words, session) });
  }

  async startTurn(): Promise<void> {
    const { element, controller } = this.#session;
    const detection = controller.sound && controller.session?.turn_detection;
    if (detection || !(element.pushToTalk || element.turnDetection === 'none')) {
      return warnOnce(
        'startTurn() is for push-to-talk or turn-detection="none": now the service ends turns by itself.',
      );
    }
    const turn = ++this.#turn;
    if (!controller.inCall) await this.#session.start();
    if (turn === this.#turn) this.#turns.begin();
  }

  endTurn(): Promise<boolean> {
    this.#turn++;
    return this.#turns.end();
  }

  cancelTurn(): Promise<void> {
    this.#turn++;
    return this.#turns.cancel();
  }

  async #ready(): Promise<void> {
    await this.#session.mustHaveWorked(await this.#session.controller.ready());
  }
}

/** An OpenAI voice speaks no text that was written before: it is asked to say it. */
function spoken(text: string, session: ResponseSession | undefined): ResponseCreateParams {
  const voice = session?.voice;
  const isAzure = typeof voice === 'object' && voice?.type.startsWith('azure');
  return isAzure || !session?.modalities?.includes('audio')
    ? { pre_generated_assistant_message: { type: 'message', role: 'assistant', content: [{ type: 'text', text }] } }
    : { instructions: `Say exactly these words and nothing else: ${text}` };
}
