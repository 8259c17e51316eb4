/**
 * One call: a page's line, the service's line, and what holds between them. It ends once, whichever side or limit ends it, and
 * gives its places back only when the attempt upstream has settled, so that nobody opens sessions by coming and leaving.
 */
import { timingSafeEqual } from 'node:crypto';
import type { WebSocket } from 'ws';
import { CLOSE, type Refusal } from '../limits/refusal.js';
import { ClientPolicy } from '../policy/client-policy.js';
import { closeCode, closeReason } from '../policy/close-codes.js';
import { ConversationState } from '../policy/conversation-state.js';
import { ServerPolicy } from '../policy/server-policy.js';
import type { Verdict } from '../policy/verdict.js';
import { hashOf, type Ticket } from '../tickets/tickets.js';
import { upstreamAddress } from '../upstream/address.js';
import { CallMeter } from './call-meter.js';
import { CallTimers } from './call-timers.js';
import type { CallServices } from './call-services.js';
import { Line } from './line.js';
import { DRAINING, ENDING, FOLLOWED, resumed } from './notices.js';
import { openUpstream, type Upstream } from './open-upstream.js';
import { profileUpdate } from './profile-update.js';
import { RecentFrames } from './recent-frames.js';
import { Throttle } from './throttle.js';

type Ender = 'page' | 'service' | 'limit' | 'policy' | 'relay' | 'drain';
const SAMPLE = 100;

export class Call {
  readonly #of: CallServices;
  readonly #ticket: Ticket;
  readonly #state: ConversationState;
  readonly #meter: CallMeter;
  readonly #timers: CallTimers;
  readonly #policy: ClientPolicy;
  readonly #serverPolicy: ServerPolicy;
  readonly #throttle: Throttle;
  readonly #told = new Set<string>();
  readonly #recent: RecentFrames | undefined;
  #client: Line | undefined;
  #service: Line | undefined;
  #resumeHash: string | undefined;
  #ended = false;
  #connecting = true;
  /** Ends when the answer under way has ended. */
  #endsQuietly: Refusal | undefined;
  #frames = 0;

  constructor(services: CallServices, ticket: Ticket) {
    this.#of = services;
    this.#ticket = ticket;
    const { settings, timings, rules, observer, credentials } = services;
    const profile = settings.profiles[ticket.profile]!;
    const rule = rules.get(ticket.profile)!;
    this.#meter = new CallMeter(services.admission, ticket.visitor, profile.prices);
    this.#timers = new CallTimers(settings, timings, {
      renew: () => void this.#renew(),
      warn: () => this.#say(ENDING),
      overTime: () => this.#end(CLOSE.limit, 'This call has reached its limit of time.', 'limit'),
    });
    this.#throttle = new Throttle(timings.heldMs, {
      judge: (frame, isBinary) => this.#judge(frame, isBinary),
      hold: () => this.#client?.hold('rate'),
      free: () => this.#client?.free('rate'),
      wait: (ms, then) => this.#timers.wait(ms, then),
      tooMuch: () => this.#end(CLOSE.tooMany, 'This page sends too much.', 'policy'),
    });
    this.#state = new ConversationState(rule.ownFunctions);
    this.#policy = new ClientPolicy(rule, this.#state, timings.replayMs);
    const watch = {
      usage: (usage: Parameters<CallMeter['used']>[0]) => {
        const { tokens, microEuros } = this.#meter.used(usage);
        observer.used(tokens, microEuros);
        void this.#tell();
      },
      profileRefused: (code: string) => {
        observer.upstreamFailed(ticket.call, 'profile', `profiles.${ticket.profile}.session was refused: ${code}`);
        this.#end(1011, 'The service refused the settings of this call.', 'relay');
      },
      secrets: () => [...credentials.secrets, ...rule.secrets],
    };
    this.#serverPolicy = new ServerPolicy(this.#state, watch, rule.shown, profile.session !== undefined);
    this.#recent = settings.resume ? new RecentFrames() : undefined;
    this.#resumeHash = ticket.resumeHash;
  }

  get isOver(): boolean {
    return this.#ended;
  }

  /** The attempt upstream has not settled. */
  get isConnecting(): boolean {
    return this.#connecting;
  }

  /** Its places are taken. Resolves when the attempt upstream has settled. */
  async start(socket: WebSocket): Promise<void> {
    const began = performance.now();
    this.#takeClient(socket).hold('connecting');
    const { observer } = this.#of;
    const upstream = await this.#connect().catch((error: unknown): Upstream => {
      observer.failed('credential', error);
      return {
        ok: false,
        kind: 'credential',
        refusal: { code: 1011, reason: 'The service did not take the call.', detail: '' },
      };
    });
    this.#connecting = false;
    const { call, visitor, profile } = this.#ticket;
    if (!upstream.ok) {
      const { code, reason, detail } = upstream.refusal;
      observer.upstreamFailed(call, upstream.kind, detail);
      return this.#end(code, reason, 'service');
    }
    this.#service = upstream.line;
    // A page that left while its line was not read is noticed here.
    if (!this.#client?.isOpen) this.#end(1006, '', 'page');
    if (this.#ended) return upstream.line.close(1000, '');
    observer.callBegan(call, visitor, profile, (performance.now() - began) / 1000);
    const update = profileUpdate(this.#of.settings.profiles[profile]!);
    if (update !== undefined) upstream.line.send(update);
    this.#timers.start();
    this.#client?.startHeartbeat();
    this.#client?.free('connecting');
  }

  /** Tells the page to go elsewhere; a quiet call ends after a while, a busy one after its answer, all in the end. */
  drain(): void {
    if (this.#ended) return;
    this.#say(DRAINING);
    const away = { status: 503, closeCode: CLOSE.away, sentence: 'This server stops.', reason: 'drain' } as const;
    this.#timers.drain(
      () => this.#endWhenQuiet(away),
      () => this.#endFor(away),
    );
  }

  /** Ends at once: the process stops. */
  stop(): void {
    this.#end(CLOSE.away, 'This server stops.', 'drain');
  }

  mayResume(secret: string): boolean {
    const known = Buffer.from(this.#resumeHash ?? '');
    const asked = Buffer.from(hashOf(secret));
    return !this.#ended && known.length === asked.length && timingSafeEqual(known, asked);
  }

  /** A page that lost its line goes on; false when it has missed too much. */
  attach(socket: WebSocket, { resumes, resumeHash }: Ticket): boolean {
    const seen = resumes?.seen ?? 0;
    const missed = this.#recent?.after(seen);
    if (this.#ended || !missed || !this.#service) return false;
    const old = this.#client;
    this.#client = undefined;
    old?.terminate();
    this.#timers.kept(undefined);
    this.#resumeHash = resumeHash;
    const client = this.#takeClient(socket);
    client.send(resumed(seen));
    for (const { data, binary } of missed) client.send(data, { binary });
    client.startHeartbeat();
    return true;
  }

  #takeClient(socket: WebSocket): Line {
    const line: Line = new Line(socket, this.#of.timings, {
      onFrame: (frame, isBinary) => line === this.#client && this.#timed(() => this.#fromPage(frame, isBinary)),
      onClose: (code) => line === this.#client && this.#pageLeft(code),
    });
    this.#client = line;
    return line;
  }

  async #connect(): Promise<Upstream> {
    const { settings, timings, credentials } = this.#of;
    const { profile, call, inputs } = this.#ticket;
    const address = upstreamAddress(settings.endpoint, settings.profiles[profile]!, call, inputs);
    return openUpstream(address, await credentials.headers(), timings, {
      onFrame: (frame, binary) => this.#timed(() => this.#fromService(frame, binary)),
      onClose: (code, reason) => this.#end(closeCode(code), closeReason(reason, credentials.secrets), 'service'),
    });
  }

  #fromPage(frame: Buffer, isBinary: boolean): void {
    if (!this.#ended) this.#throttle.push(frame, isBinary);
  }

  #judge(frame: Buffer, isBinary: boolean): void {
    const verdict = this.#policy.judge(frame, isBinary);
    switch (verdict.kind) {
      case 'pass':
        return this.#pass(verdict, frame);
      case 'drop':
        this.#noted(verdict.reason);
        return this.#throttle.count('other', 1, frame.length);
      case 'close':
        this.#noted(`close-${verdict.code}`);
        return this.#end(verdict.code, verdict.reason, 'policy');
    }
  }

  #pass({ data, lane, cost, changed }: Extract<Verdict, { kind: 'pass' }>, frame: Buffer): void {
    if (changed) this.#noted(changed);
    this.#meter.bytesUp += data.length;
    this.#service?.send(data, { source: this.#client });
    this.#throttle.count(lane, cost, data === frame ? 0 : frame.length);
  }

  /** Frames of the protocol are text. A binary one goes on as it is: as text it would end the page's line. */
  #fromService(frame: Buffer, binary: boolean): void {
    if (this.#ended) return;
    const data = binary ? frame : this.#serverPolicy.pass(frame, Date.now());
    if (data === undefined) return;
    this.#meter.bytesDown += data.length;
    const whole = this.#recent?.add({ data, binary }) ?? true;
    if (this.#client) this.#client.send(data, { source: this.#service, binary });
    else if (!whole) this.#end(1011, 'The page stayed away too long.', 'page');
    if (this.#endsQuietly && !this.#state.answering) this.#endFor(this.#endsQuietly);
  }

  /** Says something of the relay's own; it counts as one of the call's frames. */
  #say(notice: string): void {
    this.#recent?.add({ data: notice, binary: false });
    this.#client?.send(notice);
  }

  #pageLeft(code: number): void {
    this.#client = undefined;
    if (this.#recent && code !== 1000 && !this.#ended && this.#service) {
      this.#service.free('unsent');
      return this.#timers.kept(() => this.#end(1006, '', 'page'));
    }
    this.#end(code, '', 'page');
  }

  async #renew(): Promise<void> {
    const { admission, observer } = this.#of;
    try {
      if (await admission.isFollowed(this.#ticket.call)) {
        this.#say(FOLLOWED);
        return this.#timers.followed(() => this.#end(1000, 'Another call has taken over.', 'relay'));
      }
      await admission.renew(this.#ticket);
    } catch (error) {
      observer.failed('renew', error); // the call goes on: its places are taken anew when the store is back
    }
    await this.#tell();
  }

  async #tell(): Promise<void> {
    try {
      const refusal = await this.#meter.tell();
      if (refusal) this.#endWhenQuiet(refusal);
    } catch (error) {
      this.#of.observer.failed('spend', error);
    }
  }

  #endWhenQuiet(refusal: Refusal): void {
    if (!this.#state.answering) return this.#endFor(refusal);
    this.#endsQuietly ??= refusal;
  }

  #endFor({ closeCode: code, sentence, reason }: Refusal): void {
    this.#end(code, sentence, reason === 'drain' ? 'drain' : 'limit');
  }

  #end(code: number, reason: string, by: Ender): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timers.stop();
    this.#throttle.clear();
    this.#client?.close(closeCode(code), closeReason(reason, []));
    this.#service?.close(1000, '');
    const { call, visitor, profile } = this.#ticket;
    const { bytesUp, bytesDown, tokens, microEuros, seconds } = this.#meter;
    const figures = { bytesUp, bytesDown, tokens, microEuros, seconds: Math.round(seconds), code, by };
    this.#of.observer.callEnded(call, visitor, profile, figures);
    void this.#tell().then(() => this.#of.onEnd());
  }

  /** The first of each reason is told, all are counted. */
  #noted(reason: string): void {
    this.#of.observer.policy(this.#ticket.call, reason, !this.#told.has(reason));
    this.#told.add(reason);
  }

  /** Measures how long one frame in a hundred stays here. */
  #timed(work: () => void): void {
    if (++this.#frames % SAMPLE !== 0) return work();
    const began = performance.now();
    work();
    this.#of.observer.metrics.observe('frame_seconds', (performance.now() - began) / 1000);
  }
}
