import { expect } from 'chai';
import type { FaultCode } from '../../../src/worker/contract/faults.js';
import type { Line, LineEffect, LineEvent, LineStep } from '../../../src/worker/later/line.js';
import { closedLine, endOf, isReconnecting, phaseOf, stepLine, wakeAt } from '../../../src/worker/later/reconnect.js';

const HALF_HOUR = 30 * 60_000;
const START: LineEvent = { kind: 'start', agent: false };
const STOP: LineEvent = { kind: 'stop' };
const OFFLINE: LineEvent = { kind: 'network', online: false, asleepMs: 0 };
const ONLINE: LineEvent = { kind: 'network', online: true, asleepMs: 0 };
const WAKE: LineEvent = { kind: 'wake', asleepMs: 0 };
const QUIET: LineEvent = { kind: 'time', calm: 2 };
const BUSY: LineEvent = { kind: 'time', calm: 0 };
const ready = (id: number, endsAt = HALF_HOUR): LineEvent => ({ kind: 'ready', id, endsAt });
const closed = (id: number, code = 1006, reason = ''): LineEvent => ({ kind: 'closed', id, code, reason });
const parked = (id: number): LineEvent => ({ kind: 'parked', id });
const failed = (id: number, code: FaultCode = 'connect-failed', retryAt?: number): LineEvent => ({
  kind: 'failed',
  id,
  problem: { code, cause: 'no server', ...(retryAt && { retryAt }) },
});

/** A story: each event with its time. Without a time it is that of the event before. */
type Told = LineEvent | readonly [number, LineEvent];

function after(...story: readonly Told[]): LineStep & { readonly all: readonly LineEffect[]; readonly now: number } {
  let line: Line = closedLine;
  let effects: readonly LineEffect[] = [];
  let now = 0;
  const all: LineEffect[] = [];
  for (const told of story) {
    const event = 'kind' in told ? told : told[1];
    if (!('kind' in told)) now = told[0];
    ({ line, effects } = stepLine(line, event, now, 0.5));
    all.push(...effects);
  }
  return { line, effects, all, now };
}

const short = (effect: LineEffect): string =>
  'id' in effect
    ? `${effect.kind} ${effect.id}`
    : effect.kind === 'over'
      ? `over ${effect.problem?.code ?? 'well'}`
      : effect.kind === 'reconnect'
        ? `reconnect ${effect.attempt} ${effect.reason}`
        : effect.kind;

const shorts = ({ effects }: Pick<LineStep, 'effects'>): string => effects.map(short).join(', ');
const delayOf = ({ effects }: Pick<LineStep, 'effects'>): number | undefined =>
  effects.map((effect) => (effect.kind === 'reconnect' ? effect.delayMs : undefined)).find((ms) => ms !== undefined);

/** Each phase, by a story that leads there. The line in use is 1, its session ends after half an hour. */
const HANDING: readonly Told[] = [START, ready(1), [HALF_HOUR - 60_000, QUIET]];
const PARKED: readonly Told[] = [...HANDING, ready(2, 2 * HALF_HOUR), parked(2)];
const LOST: readonly Told[] = [START, ready(1), [20_000, closed(1)]];
const STORIES: Readonly<Record<string, readonly Told[]>> = {
  closed: [],
  opening: [START],
  live: [START, ready(1), [20_000, BUSY]],
  handing: HANDING,
  parked: PARKED,
  waiting: LOST,
  dialling: [...LOST, [20_150, BUSY]],
};

describe('the table of lines:', () => {
  /** Phase, event, what is done, and the phase after it. Line 1 is in use or lost, line 2 is the next. */
  const CELLS: readonly (readonly [keyof typeof STORIES, string, LineEvent, string, string])[] = [
    ['closed', 'start', START, 'dial 1', 'opening'],
    ['closed', 'ready', ready(7), 'drop 7', 'closed'],
    ['closed', 'closed', closed(7), '', 'closed'],
    ['closed', 'failed', failed(7), '', 'closed'],
    ['closed', 'time', QUIET, '', 'closed'],
    ['closed', 'wake', WAKE, '', 'closed'],
    ['closed', 'online', ONLINE, '', 'closed'],
    ['closed', 'stop', STOP, '', 'closed'],
    ['opening', 'start', START, '', 'opening'],
    ['opening', 'ready', ready(1), 'replay 1, adopt 1', 'live'],
    ['opening', 'ready of another', ready(7), 'drop 7', 'opening'],
    ['opening', 'closed', closed(1), 'drop 1, over connection-lost', 'closed'],
    ['opening', 'closed by policy', closed(1, 1008), 'drop 1, over unauthorized', 'closed'],
    ['opening', 'closed of another', closed(7), '', 'opening'],
    ['opening', 'failed', failed(1, 'token-failed'), 'drop 1, over token-failed', 'closed'],
    ['opening', 'time', QUIET, '', 'opening'],
    ['opening', 'wake', WAKE, '', 'opening'],
    ['opening', 'offline', OFFLINE, '', 'opening'],
    ['opening', 'stop', STOP, 'drop 1', 'closed'],
    ['live', 'ready again', ready(1), '', 'live'],
    ['live', 'ready of another', ready(7), 'drop 7', 'live'],
    ['live', 'lost', closed(1), 'drop 1, reconnect 1 connection-lost', 'waiting'],
    ['live', 'ended by the service', closed(1, 1000), 'drop 1, over well', 'closed'],
    ['live', 'refused for ever', closed(1, 1008), 'drop 1, over unauthorized', 'closed'],
    ['live', 'closed of another', closed(7), '', 'live'],
    ['live', 'failed of another', failed(7), '', 'live'],
    ['live', 'quiet before its time', QUIET, '', 'live'],
    ['live', 'wake', WAKE, '', 'live'],
    ['live', 'offline', OFFLINE, '', 'live'],
    ['live', 'online', ONLINE, '', 'live'],
    ['live', 'stop', STOP, 'drop 1', 'closed'],
    ['handing', 'ready', ready(2), 'replay 2', 'handing'],
    ['handing', 'lost', closed(1), 'drop 1, reconnect 1 connection-lost', 'dialling'],
    ['handing', 'ended by the service', closed(1, 1000), 'drop 2, drop 1, over well', 'closed'],
    ['handing', 'refused for ever', closed(1, 1008), 'drop 1, drop 2, over unauthorized', 'closed'],
    ['handing', 'closed of the next', closed(2), 'drop 2', 'live'],
    ['handing', 'refused for ever, of the next', closed(2, 1008), 'drop 2', 'live'],
    ['handing', 'failed of the next', failed(2, 'token-refused'), 'drop 2', 'live'],
    ['handing', 'quiet before the next is parked', QUIET, '', 'handing'],
    ['handing', 'wake', WAKE, '', 'handing'],
    ['handing', 'stop', STOP, 'drop 2, drop 1', 'closed'],
    ['parked', 'quiet', QUIET, 'replay 2, adopt 2, drop 1, reconnect 0 session-expiring', 'live'],
    ['parked', 'time without quiet', BUSY, '', 'handing'],
    ['parked', 'lost', closed(1), 'drop 1, reconnect 1 connection-lost, replay 2, adopt 2', 'live'],
    ['parked', 'closed of the next', closed(2), 'drop 2', 'live'],
    ['parked', 'stop', STOP, 'drop 2, drop 1', 'closed'],
    ['waiting', 'time, too early', BUSY, '', 'waiting'],
    ['waiting', 'wake', WAKE, 'dial 2', 'dialling'],
    ['waiting', 'online', ONLINE, 'dial 2', 'dialling'],
    ['waiting', 'offline', OFFLINE, 'reconnect 1 offline', 'waiting'],
    ['waiting', 'ready of the lost one', ready(1), 'drop 1', 'waiting'],
    ['waiting', 'closed of the lost one', closed(1), '', 'waiting'],
    ['waiting', 'stop', STOP, '', 'closed'],
    ['dialling', 'ready', ready(2), 'replay 2, adopt 2', 'live'],
    ['dialling', 'ready of the lost one', ready(1), 'drop 1', 'dialling'],
    ['dialling', 'closed', closed(2), 'drop 2, reconnect 2 connection-lost', 'waiting'],
    ['dialling', 'closed normally', closed(2, 1000), 'drop 2, reconnect 2 connection-lost', 'waiting'],
    ['dialling', 'refused for ever', closed(2, 1008), 'drop 2, over unauthorized', 'closed'],
    ['dialling', 'failed', failed(2, 'token-failed'), 'drop 2, reconnect 2 connection-lost', 'waiting'],
    ['dialling', 'failed for ever', failed(2, 'token-refused'), 'drop 2, over token-refused', 'closed'],
    ['dialling', 'time', BUSY, '', 'dialling'],
    ['dialling', 'wake', WAKE, '', 'dialling'],
    ['dialling', 'online', ONLINE, '', 'dialling'],
    ['dialling', 'stop', STOP, 'drop 2', 'closed'],
  ];
  for (const [phase, what, event, effects, next] of CELLS) {
    it(`${phase}, ${what}`, () => {
      const stepped = after(...STORIES[phase]!, event);
      expect(shorts(stepped)).to.equal(effects);
      expect(phaseOf(stepped.line)).to.equal(next);
    });
  }

  it('gives each line a number of its own, also in the next conversation', () => {
    expect(shorts(after(...LOST, STOP, START))).to.equal('dial 2');
  });

  it('closes the old line of an agent before the new one is told anything', () => {
    const story = [{ kind: 'start', agent: true } as const, ready(1), [HALF_HOUR - 60_000, QUIET] as const];
    expect(shorts(after(...story, ready(2, 2 * HALF_HOUR)))).to.equal('');
    expect(shorts(after(...story, ready(2, 2 * HALF_HOUR), QUIET))).to.equal(
      'drop 1, replay 2, adopt 2, reconnect 0 session-expiring',
    );
  });
});

describe('a close code', () => {
  const lost = (code: number, reason = '') => after(START, ready(1), [20_000, closed(1, code, reason)]);

  for (const code of [1001, 1005, 1006, 1011, 1012, 1014, 1015, 1016, 3000, 3008, 3999, 4000, 4399, 4999]) {
    it(`${code} means that the line was lost`, () => {
      expect(shorts(lost(code))).to.equal('drop 1, reconnect 1 connection-lost');
      expect(delayOf(lost(code))).to.equal(150);
    });
  }

  const NEVER: Readonly<Record<number, FaultCode>> = {
    1003: 'connection-lost',
    1007: 'connection-lost',
    1008: 'unauthorized',
    1010: 'connection-lost',
    4403: 'unauthorized',
    4408: 'session-expired',
    4429: 'throttled',
  };
  for (const [code, fault] of Object.entries(NEVER)) {
    it(`${code} is the end, with ${fault}, and tells the reason`, () => {
      expect(lost(Number(code), 'too long').effects.at(-1)).to.deep.equal({
        kind: 'over',
        problem: { code: fault, cause: `the socket closed with code ${code} (too long)` },
      });
    });
  }

  it('1000 is the end without a fault; near the end of the session it is an expiry', () => {
    expect(shorts(lost(1000))).to.equal('drop 1, over well');
    const expired = after(START, ready(1, 30_000), [25_000, closed(1, 1000)]);
    expect(shorts(expired)).to.equal('drop 1, reconnect 1 session-expired');
    expect(shorts(after(START, ready(1, 30_000), [24_999, closed(1, 1000)]))).to.equal('drop 1, over well');
  });

  it('after an announced end means an expiry, whatever the clock says', () => {
    const announced = after(START, ready(1), [20_000, { kind: 'ends', at: 20_000 }], closed(1, 1000));
    expect(shorts(announced)).to.equal('drop 1, reconnect 1 session-expired');
  });

  for (const reason of ['session_expired', 'Your session hit the maximum duration of 60 minutes.']) {
    it(`1001 with "${reason}" is an expiry`, () => {
      expect(shorts(lost(1001, reason))).to.equal('drop 1, reconnect 1 session-expired');
    });
  }

  it('1013 is given five seconds', () => {
    expect(delayOf(lost(1013))).to.equal(5150);
  });

  it('4503 is followed by another line within two seconds', () => {
    expect(delayOf(lost(4503))).to.equal(1000);
  });

  it('1009 sheds the largest message once, and is then the end', () => {
    expect(shorts(lost(1009))).to.equal('drop 1, shed, reconnect 1 connection-lost');
    const again = after(START, ready(1), [20_000, closed(1, 1009)], [20_001, BUSY], [20_002, closed(2, 1009)]);
    expect(shorts(again)).to.equal('drop 2, over connection-lost');
    expect(shorts(after(START, closed(1, 1009)))).to.equal('drop 1, over connection-lost');
  });

  it('4401 asks for another ticket once, also before the first session', () => {
    expect(delayOf(lost(4401))).to.equal(0);
    const again = after(START, ready(1), [20_000, closed(1, 4401)], BUSY, closed(2, 4401));
    expect(shorts(again)).to.equal('drop 2, over token-refused');
    expect(shorts(after(START, closed(1, 4401)))).to.equal('drop 1, dial 2');
    expect(shorts(after(START, closed(1, 4401), closed(2, 4401)))).to.equal('drop 2, over token-refused');
  });

  it('is forgiven again after a line that lived', () => {
    const later = after(START, ready(1), [20_000, closed(1, 4401)], BUSY, ready(2), [40_000, closed(2, 4401)]);
    expect(shorts(later)).to.equal('drop 2, reconnect 1 connection-lost');
  });
});

describe('the next try', () => {
  /** The delays of all tries, when every one fails at once. */
  function delays(random: number): readonly number[] {
    let now = 20_000;
    let { line, effects } = stepLine(after(START, ready(1)).line, closed(1), now, random);
    const found: number[] = [];
    for (let delay = delayOf({ effects }); delay !== undefined; delay = delayOf({ effects })) {
      found.push(delay);
      now += delay;
      ({ line } = stepLine(line, BUSY, now, random));
      ({ line, effects } = stepLine(line, failed(line.last), now, random));
    }
    expect(effects.map(short)).to.include('over connection-lost');
    return found;
  }

  it('comes later and later, by chance half as early or half as late, eight times', () => {
    expect(delays(0)).to.deep.equal([0, 500, 1000, 2000, 4000, 4000, 4000, 4000]);
    expect(delays(0.5)).to.deep.equal([150, 1000, 2000, 4000, 8000, 8000, 8000, 8000]);
    const late = delays(1);
    expect(late).to.deep.equal([300, 1500, 3000, 6000, 12_000, 12_000, 12_000, 12_000]);
  });

  it('tells its number and its delay', () => {
    expect(after(...LOST).effects.at(-1)).to.deep.equal({
      kind: 'reconnect',
      attempt: 1,
      delayMs: 150,
      reason: 'connection-lost',
    });
  });

  it('is the last within 90 s, in which the browser was online and awake', () => {
    const story = [...LOST, [20_150, BUSY], [50_000, failed(2)], [52_000, BUSY], [109_000, failed(3)]] as const;
    expect(phaseOf(after(...story).line)).to.equal('waiting');
    expect(shorts(after(...story, [110_001, BUSY]))).to.equal('over connection-lost');
    const offline = [...LOST, OFFLINE, [80_000, ONLINE], [81_000, failed(2)]] as const;
    expect(phaseOf(after(...offline, [120_000, BUSY]).line), 'an offline minute').to.equal('dialling');
    const asleep = [...LOST, [20_150, BUSY], [20_200, failed(2)]] as const;
    const woken = after(...asleep, [3_600_000, { kind: 'wake', asleepMs: 3_570_000 }]);
    expect(shorts(woken), 'an hour asleep').to.equal('dial 3');
  });

  it('waits while the browser is offline, for ten minutes', () => {
    const offline = after(START, ready(1), [20_000, OFFLINE], [21_000, closed(1)]);
    expect(shorts(offline)).to.equal('drop 1, reconnect 1 offline');
    expect(wakeAt(offline.line)).to.equal(21_000 + 600_000);
    const story = [START, ready(1), [20_000, OFFLINE], [21_000, closed(1)]] as const;
    expect(shorts(after(...story, [620_000, WAKE]))).to.equal('');
    expect(shorts(after(...story, [620_000, ONLINE]))).to.equal('dial 2');
    expect(shorts(after(...story, [621_000, BUSY]))).to.equal('over connection-lost');
  });

  it('comes when the endpoint wants it, within a minute', () => {
    const throttled = (retryAt: number) => after(...LOST, [20_150, BUSY], failed(2, 'throttled', retryAt));
    expect(delayOf(throttled(35_150))).to.equal(15_000);
    expect(delayOf(throttled(900_000))).to.equal(60_000);
    expect(delayOf(after(...LOST, [20_150, BUSY], failed(2, 'throttled')))).to.equal(1000);
  });

  it('begins anew after a line that lived for ten seconds, and goes on after one that did not', () => {
    const second = [...LOST, [20_150, BUSY], [20_200, ready(2)]] as const;
    expect(shorts(after(...second, [30_199, closed(2)]))).to.equal('drop 2, reconnect 2 connection-lost');
    expect(shorts(after(...second, [30_200, closed(2)]))).to.equal('drop 2, reconnect 1 connection-lost');
    expect(shorts(after(START, ready(1), [9_999, closed(1)])), 'the first').to.equal(
      'drop 1, reconnect 2 connection-lost',
    );
  });

  it('is not made for ever when each line is closed as soon as it stands', () => {
    let { line } = after(START, ready(1));
    let dials = 1;
    for (let now = 100; phaseOf(line) !== 'closed' && now < 3_600_000; now += 50) {
      const event = line.live ? closed(line.live.id, 1011) : line.dial ? ready(line.dial.id) : BUSY;
      const { effects, ...next } = stepLine(line, event, now, 0);
      dials += effects.filter(({ kind }) => kind === 'dial').length;
      ({ line } = next);
    }
    expect(phaseOf(line)).to.equal('closed');
    expect(dials).to.equal(8);
  });

  it('is given up when it is not set up within ten seconds, the first within fifteen of its opening', () => {
    expect(wakeAt(after(...STORIES.dialling!).line)).to.equal(30_150);
    expect(shorts(after(...STORIES.dialling!, [30_150, BUSY]))).to.equal('drop 2, reconnect 2 connection-lost');
    const opened = [START, [5000, { kind: 'opened', id: 1 }]] as const;
    expect(shorts(after(...opened, [19_999, BUSY]))).to.equal('');
    expect(shorts(after(...opened, [20_000, BUSY]))).to.equal('drop 1, over connect-timeout');
  });
});

describe('a hand-over', () => {
  const at = (left: number, event: LineEvent): Told => [HALF_HOUR - left, event];
  const calm = (value: 0 | 1 | 2): LineEvent => ({ kind: 'time', calm: value });

  it('begins a minute before the end, or at half of a shorter life', () => {
    expect(shorts(after(START, ready(1), at(60_001, QUIET)))).to.equal('');
    expect(shorts(after(START, ready(1), at(60_000, QUIET)))).to.equal('dial 2');
    expect(shorts(after(START, ready(1, 40_000), [19_999, QUIET]))).to.equal('');
    expect(shorts(after(START, ready(1, 40_000), [20_000, QUIET]))).to.equal('dial 2');
  });

  it('begins at once when the end is announced', () => {
    expect(shorts(after(START, ready(1), [5000, { kind: 'ends', at: 25_000 }], QUIET))).to.equal('dial 2');
  });

  it('waits for quiet, from 15 s on for the end of an answer, from 5 s on for nothing', () => {
    for (const [left, needed] of [
      [60_000, 2],
      [15_001, 2],
      [15_000, 1],
      [5001, 1],
      [5000, 0],
    ] as const) {
      for (const value of [0, 1, 2] as const) {
        const begun = shorts(after(START, ready(1), at(left, calm(value)))) === 'dial 2';
        expect(begun, `${left} ms before the end, calm ${value}`).to.equal(value >= needed);
        const switched = phaseOf(after(...PARKED, at(left, calm(value))).line) === 'live';
        expect(switched, `parked ${left} ms before the end, calm ${value}`).to.equal(value >= needed);
      }
    }
  });

  it('takes a line that has not confirmed all of the history when the end is near', () => {
    const set = [...HANDING, ready(2, 2 * HALF_HOUR)] as const;
    expect(phaseOf(after(...set, at(5001, QUIET)).line)).to.equal('handing');
    expect(phaseOf(after(...set, at(5000, BUSY)).line)).to.equal('live');
  });

  it('that fails is tried again twelve seconds later, while the line lives', () => {
    const again = [...HANDING, at(55_000, failed(2))] as const;
    expect(shorts(after(...again, at(43_001, QUIET)))).to.equal('');
    expect(shorts(after(...again, at(43_000, QUIET)))).to.equal('dial 3');
    expect(shorts(after(...again, at(0, QUIET))), 'after the end').to.equal('');
    expect(shorts(after(...HANDING, at(50_000, BUSY))), 'not set up in time').to.equal('drop 2');
  });

  it('does not want to be woken for a line that is set up', () => {
    expect(wakeAt(after(...HANDING).line)).to.equal(HALF_HOUR - 50_000);
    expect(wakeAt(after(...HANDING, ready(2, 2 * HALF_HOUR)).line)).to.equal(undefined);
    expect(wakeAt(after(...PARKED).line)).to.equal(undefined);
  });

  it('does not wait when the old line ends first: the next one is on its way', () => {
    const early = after(...HANDING, at(59_000, closed(1)));
    expect(shorts(early)).to.equal('drop 1, reconnect 1 connection-lost');
    expect(isReconnecting(early.line)).to.equal(true);
    expect(shorts(after(...HANDING, at(59_000, closed(1)), ready(2)))).to.equal('replay 2, adopt 2');
    expect(shorts(after(...HANDING, at(3000, closed(1, 1000))))).to.equal('drop 1, reconnect 1 session-expired');
  });

  it('is not made for sessions that live too short, the third time in a row', () => {
    let { line } = after(START, ready(1, 15_000));
    let [now, handed, tries] = [0, 0, 0];
    for (; phaseOf(line) !== 'closed' && now < 3_600_000; now += 100) {
      const { dial, live } = line;
      const event = dial
        ? dial.stage === 'ready'
          ? parked(dial.id)
          : dial.stage === 'parked'
            ? QUIET
            : ready(dial.id, now + 15_000)
        : live && now >= live.endsAt
          ? closed(live.id, 1001)
          : QUIET;
      const { effects, ...next } = stepLine(line, event, now, 0.5);
      for (const effect of effects) {
        if (effect.kind === 'reconnect' && effect.attempt === 0) handed++;
        if (effect.kind === 'dial' && !line.live) tries++;
      }
      ({ line } = next);
    }
    expect(phaseOf(line)).to.equal('closed');
    expect(handed).to.equal(2);
    expect(tries).to.be.at.most(8);
  });
});

describe('the end of a session', () => {
  it('is the service’s, unless the clocks disagree or it is not known', () => {
    const now = 1_790_000_000_000;
    expect(endOf(now / 1000 + 3600, now)).to.equal(now + 3_600_000);
    for (const wrong of [now / 1000 - 1, now / 1000 + 3901, undefined, null, NaN]) {
      expect(endOf(wrong, now), String(wrong)).to.equal(now + HALF_HOUR);
    }
  });
});
