import { expect } from '@open-wc/testing';
import type { Tool } from '../../../../src/components/contract/tools.js';
import { ToolRunner, type ToolPage } from '../../../../src/components/features/tools/tool-runner.js';
import type { ToolResultDetail } from '../../../../src/components/contract/events.js';
import type { ToolCall } from '../../../../src/worker/contract/conversation.js';

type Handler = NonNullable<Tool['handler']>;
const call = (fields: Partial<ToolCall> = {}): ToolCall => ({
  callId: 'c1',
  name: 'look',
  argumentsText: '{"at":"bikes"}',
  ...fields,
});

function setUp(handler?: Handler, offer: ToolPage['offer'] = () => undefined) {
  const answers: (readonly [string, string])[] = [];
  const late: (readonly [string, string])[] = [];
  const results: ToolResultDetail[] = [];
  const tools: Tool[] = handler ? [{ name: 'look', handler }] : [];
  const runner = new ToolRunner({
    tools: () => tools,
    offer,
    answer: (callId, output) => answers.push([callId, output]),
    tellLate: ({ callId }, output) => late.push([callId, output]),
    tell: (result) => results.push(result),
  });
  return { runner, answers, late, results, tools };
}

/** What one call leads to: exactly one answer. */
async function outcome(handler?: Handler, offer?: ToolPage['offer'], fields?: Partial<ToolCall>) {
  const { runner, answers, results } = setUp(handler, offer);
  await runner.run(call(fields));
  expect(answers).to.have.length(1);
  expect(results).to.have.length(1);
  const [[callId, output] = ['', '']] = answers;
  const [result] = results;
  expect(result).to.deep.include({ callId, output, name: call(fields).name });
  expect(result!.durationMs).to.be.at.least(0);
  return { output, failed: result!.failed };
}
const errorOf = ({ output, failed }: { output: string; failed: boolean }): string => {
  expect(failed).to.be.true;
  return (JSON.parse(output) as { readonly error: string }).error;
};

describe('a tool', () => {
  const values: readonly (readonly [unknown, string])[] = [
    ['a text', 'a text'],
    [{ a: [1] }, '{"a":[1]}'],
    [5, '5'],
    [null, 'null'],
    [undefined, 'null'],
    [() => 1, 'null'],
    ['', ''],
  ];
  for (const [value, output] of values) {
    it(`answers ${String(value) || 'an empty text'} as ${output || 'that'}`, async () => {
      expect(await outcome(() => value)).to.deep.equal({ output, failed: false });
      expect(await outcome(() => Promise.resolve(value))).to.deep.equal({ output, failed: false });
    });
  }

  it('gets the arguments, parsed, and a signal', async () => {
    let seen: unknown[] = [];
    await outcome((args, { signal }) => (seen = [args, signal.aborted]));
    expect(seen).to.deep.equal([{ at: 'bikes' }, false]);
  });

  it('gets nothing that reaches the prototype of all objects when it is merged', async () => {
    let seen: unknown;
    const evil =
      '{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"constructor":"Lotus"}';
    await outcome((args) => void (seen = args), undefined, { argumentsText: evil });
    expect(JSON.stringify(seen)).to.equal('{"a":{},"constructor":"Lotus"}');
  });

  it('gets an empty object when the model gave nothing', async () => {
    let seen: unknown;
    await outcome((args) => void (seen = args), undefined, { argumentsText: '' });
    expect(seen).to.deep.equal({});
  });

  const failures: readonly (readonly [string, Handler, RegExp])[] = [
    [
      'throws',
      () => {
        throw new Error('sold out');
      },
      /^sold out$/,
    ],
    ['rejects', () => Promise.reject(new Error('sold out')), /^sold out$/],
    [
      'throws what is no error',
      () => {
        throw 'sold out' as unknown as Error;
      },
      /^sold out$/,
    ],
    ['answers a number that JSON does not know', () => 5n, /bigint/i],
    [
      'answers a ring',
      () => {
        const ring: Record<string, unknown> = {};
        return (ring['ring'] = ring);
      },
      /circular|cyclic/i, // each engine has its own word
    ],
  ];
  for (const [title, handler, message] of failures) {
    it(`becomes an error output when it ${title}`, async () => {
      expect(errorOf(await outcome(handler))).to.match(message);
    });
  }

  it('is told apart from one that does not exist', async () => {
    expect(errorOf(await outcome())).to.contain('look');
    expect(errorOf(await outcome(() => 1, undefined, { name: 'constructor' }))).to.contain('constructor');
  });

  for (const argumentsText of ['{"at":', '["at"]', 'null', '"at"']) {
    it(`is not called with ${argumentsText}, which is no JSON object`, async () => {
      let called = false;
      const result = await outcome(() => (called = true), undefined, { argumentsText });
      expect(errorOf(result)).to.contain('not JSON');
      expect(called).to.be.false;
    });
  }

  const parameters = {
    type: 'object',
    properties: {
      city: { type: 'string' },
      days: { type: 'integer', minimum: 1 },
      stops: { type: 'array', items: { type: 'object', required: ['at'] } },
    },
    required: ['city'],
    additionalProperties: false,
  };
  for (const [args, ...says] of [
    ['{}', '"city"'],
    ['{"city":5}', 'city: ', 'Expected "string"'],
    ['{"city":"Oslo","days":0}', 'days: ', 'less than 1'],
    ['{"city":"Oslo","stops":[{"at":1},{}]}', 'stops.1: ', '"at"'],
    ['{"city":"Oslo","country":"no"}', 'country: there is no such field'],
    ['[]', 'Expected "object"'],
  ] as const) {
    it(`is not called with ${args}, and the model is told of the field`, async () => {
      let called = false;
      const { runner, answers, tools } = setUp();
      tools.push({ name: 'look', parameters, handler: () => (called = true) });
      await runner.run(call({ argumentsText: args }));
      for (const part of says) expect(JSON.parse(answers[0]![1]).error).to.contain(part);
      expect(called).to.be.false;
    });
  }

  it('tells of the wrong field only, not of its neighbours', async () => {
    const { runner, answers, tools } = setUp();
    tools.push({ name: 'look', parameters, handler: () => 1 });
    await runner.run(call({ argumentsText: '{"city":"Oslo","days":0}' }));
    expect(answers[0]![1]).not.to.contain('city').and.not.to.contain('no such field');
  });

  it('is called with arguments that fit', async () => {
    const { runner, answers, tools } = setUp();
    tools.push({ name: 'look', parameters, handler: () => 'found' });
    await runner.run(call({ argumentsText: '{"city":"Oslo","days":2}' }));
    expect(answers).to.deep.equal([['c1', 'found']]);
  });

  it('is the newest of two with one name', async () => {
    const { runner, answers, tools } = setUp(() => 'old');
    tools.push({ name: 'look', handler: () => 'new' });
    await runner.run(call());
    expect(answers).to.deep.equal([['c1', 'new']]);
  });

  for (const value of ['the page', Promise.resolve('the page')]) {
    it(`is not asked when the page responds with ${value instanceof Promise ? 'a promise' : 'a value'}`, async () => {
      let called = false;
      const result = await outcome(
        () => (called = true),
        () => ({ value }),
      );
      expect(result).to.deep.equal({ output: 'the page', failed: false });
      expect(called).to.be.false;
    });
  }

  it('gives an error when the promise of the page is rejected', async () => {
    expect(errorOf(await outcome(undefined, () => ({ value: Promise.reject(new Error('no')) })))).to.equal('no');
  });

  it('ends when nobody waits for it any more, and its own end changes nothing', async () => {
    let began = () => {};
    const called = new Promise<void>((resolve) => (began = resolve));
    const { runner, answers, results } = setUp((_, { signal }) => {
      began();
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve('late')));
    });
    const run = runner.run(call());
    await called;
    runner.drop(['another']);
    runner.drop(['c1']);
    await run;
    runner.drop(['c1']);
    expect(answers).to.have.length(1);
    expect(answers[0]![1]).to.contain('cancelled');
    expect(results[0]!.failed).to.be.true;
  });

  it('is not called any more when the visitor went on before its turn came', async () => {
    let called = false;
    const { runner, answers } = setUp(() => (called = true));
    const run = runner.run(call());
    runner.drop(['c1']);
    await run;
    expect(called).to.be.false;
    expect(answers[0]![1]).to.contain('cancelled');
  });

  it('ends with all others when the call ends', async () => {
    const { runner, answers } = setUp(() => new Promise(() => undefined));
    const runs = ['c1', 'c2'].map((callId) => runner.run(call({ callId })));
    runner.drop();
    await Promise.all(runs);
    expect(answers.map(([callId]) => callId)).to.deep.equal(['c1', 'c2']);
  });

  describe('for which a message of the visitor waits', () => {
    const STILL = '{"status":"still running"}';
    const real = window.setTimeout;
    const timers: (() => void)[] = [];
    beforeEach(() => {
      timers.length = 0;
      window.setTimeout = ((run: () => void, ms?: number) =>
        ms === 3000 ? timers.push(run) : real(run, ms)) as typeof setTimeout;
    });
    afterEach(() => (window.setTimeout = real));

    it('is answered as still running after 3 s, and what it gives is told later, once', async () => {
      let give = (_: string): void => undefined;
      const { runner, answers, late, results } = setUp(() => new Promise<string>((resolve) => (give = resolve)));
      const run = runner.run(call());
      await Promise.resolve();
      runner.hurry();
      runner.hurry();
      expect([timers.length, answers.length], 'it has its time').to.deep.equal([1, 0]);
      timers[0]!();
      expect(answers).to.deep.equal([['c1', STILL]]);
      runner.hurry();
      timers[1]!();
      give('blue');
      await run;
      expect([answers.length, late, results[0]!.output]).to.deep.equal([1, [['c1', 'blue']], 'blue']);
    });

    it('answers in its time by itself', async () => {
      const { runner, answers, late } = setUp(() => 'red');
      const run = runner.run(call());
      runner.hurry();
      await run;
      timers[0]!();
      expect([answers, late]).to.deep.equal([[['c1', 'red']], []]);
    });

    it('tells nothing more after the end of the call', async () => {
      const { runner, answers, late } = setUp(() => new Promise(() => undefined));
      const run = runner.run(call());
      runner.hurry();
      timers[0]!();
      runner.drop();
      await run;
      expect([answers, late]).to.deep.equal([[['c1', STILL]], []]);
    });
  });

  it('has half a minute', async () => {
    const { setTimeout: real, clearTimeout: realClear } = window;
    const waits: (readonly [number | undefined, () => void])[] = [];
    let cleared = 0;
    window.setTimeout = ((run: () => void, ms?: number) => waits.push([ms, run])) as typeof setTimeout;
    window.clearTimeout = () => void cleared++;
    try {
      const { runner, answers } = setUp(() => new Promise(() => undefined));
      const run = runner.run(call());
      expect(waits.map(([ms]) => ms)).to.deep.equal([30_000]);
      waits[0]![1]();
      await run;
      expect(answers[0]![1]).to.contain('30 s');
      await setUp(() => 1).runner.run(call());
      expect(cleared).to.equal(2);
    } finally {
      Object.assign(window, { setTimeout: real, clearTimeout: realClear });
    }
  });
});
