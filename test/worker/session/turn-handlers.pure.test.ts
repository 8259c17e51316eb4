import { expect } from 'chai';
import { newTurn, statusOf, type Turn } from '../../../src/worker/session/turn.js';
import { isLocalEvent, type TurnEvent } from '../../../src/worker/session/turn-handlers.js';
import * as transcripts from '../../../src/worker/session/transcript.js';
import type { SessionStatus } from '../../../src/worker/contract/conversation.js';
import * as t from '../../helpers/worker/turns.js';

const message = (turn: Turn, item = 'a1') => transcripts.messageOf(turn.transcript, t.item(item));
const OPENAI = { voice: { type: 'openai', name: 'alloy' } };

describe('a barge-in', () => {
  it('flushes what plays as soon as the visitor speaks', () => {
    expect(t.kinds(t.after(t.speaking(), t.speechStarted()))).to.include('flush');
  });

  it('flushes an answer that is under way and not yet heard', () => {
    expect(t.kinds(t.after(t.session(t.created()), t.speechStarted()))).to.include('flush');
  });

  it('flushes what still plays of an answer that is done', () => {
    expect(t.kinds(t.after(t.speaking(t.done()), t.speechStarted()))).to.include('flush');
  });

  it('flushes an answer that has come whole and is not heard yet', () => {
    expect(t.kinds(t.after(t.session(t.created(), t.done()), t.speechStarted()))).to.include('flush');
  });

  it('plays no late delta of the silenced response', () => {
    const broken = t.after(t.speaking(), t.speechStarted()).turn;
    expect(t.kinds(t.after(broken, t.audio('r1', 'a1'), t.audio('r1', 'a2')))).to.be.empty;
  });

  it('plays no late delta of an item cut short, whatever response it is said to be of', () => {
    const broken = t.after(t.speaking(t.done()), t.speechStarted(), t.flushed(t.heard('a1', 500, 1000))).turn;
    expect(t.kinds(t.after(broken, t.audio('r1', 'a1')))).to.be.empty;
  });

  it('plays the next response', () => {
    const broken = t.after(t.speaking(), t.speechStarted(), t.flushed(t.heard('a1', 500, 1000))).turn;
    const step = t.after(broken, t.done(), t.speechStopped(), t.created('r2'), t.audio('r2', 'a2'));
    expect(t.kinds(step)).to.include('play');
  });

  it('truncates to what was heard', () => {
    const step = t.after(t.speaking(), t.speechStarted(), t.flushed(t.heard('a1', 512, 1024)));
    const [truncate] = t.sent(step);
    expect(truncate).to.deep.include({
      type: 'conversation.item.truncate',
      item_id: 'a1',
      content_index: 0,
      audio_end_ms: 512,
    });
    expect(truncate?.event_id).to.be.a('string');
  });

  it('tells what was heard and marks the rest', () => {
    const step = t.after(t.speaking(), t.speechStarted(), t.flushed(t.heard('a1', 500, 1000)));
    expect(t.notices(step, 'interrupt')[0]?.interruption).to.deep.equal({
      itemId: 'a1',
      heardMs: 500,
      heardText: 'One two',
    });
    expect(message(step.turn)).to.deep.include({ text: 'One two', unheard: 'three four', interrupted: true });
  });

  it('keeps late words as unheard', () => {
    const broken = t.after(t.speaking(), t.speechStarted(), t.flushed(t.heard('a1', 500, 1000))).turn;
    expect(message(t.after(broken, t.words(' five')).turn)).to.deep.include({
      text: 'One two',
      unheard: 'three four five',
    });
  });

  it('truncates each item that was not heard to its end', () => {
    const step = t.after(t.speaking(), t.flushed(t.heard('a1', 900, 1000), t.heard('a2', 0, 400)));
    expect(t.sentTypes(step)).to.deep.equal(['conversation.item.truncate', 'conversation.item.truncate']);
    expect(t.notices(step, 'interrupt').map(({ interruption }) => interruption.itemId)).to.deep.equal(['a1', 'a2']);
  });

  it('tells nothing when all was heard', () => {
    const step = t.after(t.speaking(), t.speechStarted(), t.flushed());
    expect(t.sent(step)).to.be.empty;
    expect(t.notices(step, 'interrupt')).to.be.empty;
    expect(step.turn.playing).to.equal(undefined);
  });

  it('leaves the truncating to a service that does it', () => {
    const step = t.after(
      t.speaking(),
      t.detecting({ auto_truncate: true }),
      t.speechStarted(),
      t.flushed(t.heard('a1', 5, 9)),
    );
    expect(t.sent(step)).to.be.empty;
    expect(t.notices(step, 'interrupt')).to.have.length(1);
  });

  it('is none where the session does not allow it', () => {
    const step = t.after(t.speaking(), t.detecting({ interrupt_response: false }), t.speechStarted(), t.audio());
    expect(t.kinds(step)).not.to.include('flush');
    expect(t.kinds(step)).to.include('play');
  });

  it('sends no cancel: the service stops by itself', () => {
    expect(t.sent(t.after(t.speaking(), t.speechStarted()))).to.be.empty;
  });

  it('cancels an answer that was asked for before the visitor spoke, once it has a name', () => {
    const step = t.after(t.session(t.typed('hi')), t.speechStarted(), t.created('r5'), t.audio('r5', 'a5'));
    expect(t.sentTypes(step)).to.deep.equal(['response.cancel']);
    expect(t.kinds(step)).not.to.include('play');
  });

  it('keeps the answer that the service prepares for the visitor', () => {
    const step = t.after(t.session(), ...[t.speechStarted(), t.speechStopped()], t.speechStarted('u2'), t.created());
    expect(t.sent(step)).to.be.empty;
  });

  it('tells who speaks', () => {
    const step = t.after(t.speaking(), t.speechStarted(), t.flushed(), t.speechStopped());
    expect(t.notices(step, 'speech').map(({ who, speaking }) => `${who} ${speaking}`)).to.deep.equal([
      'user true',
      'agent false',
      'user false',
    ]);
  });
});

describe('the stop button', () => {
  it('flushes and cancels, once', () => {
    const step = t.after(t.speaking(), t.interrupt(), t.interrupt());
    expect(t.sentTypes(step)).to.deep.equal(['response.cancel']);
    expect(t.sent(step)[0]).to.deep.include({ response_id: 'r1' });
    expect(t.kinds(step)).to.include('flush');
  });

  it('cancels nothing when the answer is done and only plays', () => {
    const step = t.after(t.speaking(t.done()), t.interrupt());
    expect(t.sent(step)).to.be.empty;
    expect(t.kinds(step)).to.include('flush');
  });

  it('asks nothing of the service when there is nothing to stop', () => {
    expect(t.kinds(t.after(t.session(), t.interrupt()))).to.deep.equal(['flush']);
  });

  for (const [title, before] of [
    ['was asked for', t.typed('hi')],
    ['the service prepares for a spoken turn', t.speechStopped()],
  ] as const) {
    it(`cancels an answer that ${title} as soon as it has a name`, () => {
      const waiting = t.after(t.session(before), t.interrupt());
      expect(t.sent(waiting)).to.be.empty;
      expect(statusOf(waiting.turn)).to.equal('listening');
      const step = t.after(waiting.turn, t.created('r7'), t.audio('r7', 'a7'));
      expect(t.sent(step)).to.have.length(1);
      expect(t.sent(step)[0]).to.deep.include({ type: 'response.cancel', response_id: 'r7' });
      expect(t.kinds(step)).not.to.include('play');
    });
  }

  it('does not cancel the answer to what the visitor says next', () => {
    const step = t.after(
      t.session(t.speechStopped(), t.interrupt()),
      ...[t.speechStarted('u2'), t.speechStopped('u2'), t.created('r2')],
    );
    expect(t.sent(step)).to.be.empty;
  });
});

describe('a typed message', () => {
  it('stands in the transcript at once, is sent and asks for an answer', () => {
    const step = t.after(t.session(), t.typed('Are you open?'));
    expect(t.sentTypes(step)).to.deep.equal(['conversation.item.create', 'response.create']);
    const [create] = t.sent(step);
    expect(create).to.have.nested.property('item.content[0].text', 'Are you open?');
    const [change] = t.notices(step, 'transcript');
    expect(change?.change).to.deep.include({ role: 'user', text: 'Are you open?', final: true });
    expect(create).to.have.nested.property('item.id', change?.change.itemId);
  });

  it('is not told twice when the service gives it back', () => {
    const written = t.after(t.session(), t.typed('Hi'));
    const [{ change } = { change: undefined }] = t.notices(written, 'transcript');
    const item = t.message(change!.itemId, 'user', [{ type: 'input_text', text: 'Hi' }]);
    expect(t.after(written.turn, t.itemCreated(item, null)).effects).to.be.empty;
  });

  it('breaks into a spoken answer and asks when that one is over', () => {
    const step = t.after(t.speaking(), t.typed('wait'));
    expect(t.sentTypes(step)).to.deep.equal(['response.cancel', 'conversation.item.create']);
    expect(t.kinds(step)).to.include('flush');
    expect(t.sentTypes(t.after(step.turn, t.done('r1', { status: 'cancelled' })))).to.deep.equal(['response.create']);
  });

  it('lets a written answer end', () => {
    const step = t.after(t.session(t.mode('text'), t.created()), t.typed('and?'));
    expect(t.sentTypes(step)).to.deep.equal(['conversation.item.create']);
    expect(t.sentTypes(t.after(step.turn, t.done()))).to.deep.equal(['response.create']);
  });

  it('is one of many that share an answer when they come while one is under way', () => {
    const chat = t.session(t.mode('text'), t.created());
    const step = t.after(chat, t.typed('a'), t.typed('b'), t.done(), t.created('r2'), t.done('r2'));
    expect(t.sentTypes(step).filter((type) => type === 'response.create')).to.have.length(1);
  });

  const requests = (...events: readonly TurnEvent[]) =>
    t.sentTypes(t.after(t.session(), ...events)).filter((type) => type === 'response.create').length;

  it('shares the answer to what the visitor was saying meanwhile', () => {
    expect(requests(t.speechStarted(), t.typed('a'), t.typed('b'), t.speechStopped(), t.created(), t.done())).to.equal(
      0,
    );
  });

  it('is answered by itself when the service gives none to what was said meanwhile', () => {
    expect(requests(t.speechStarted(), t.typed('a'), t.speechStopped(), t.timeUp())).to.equal(1);
  });

  it('is asked for when nothing more is heard of what the visitor was saying, which is over then', () => {
    const timers = (step: ReturnType<typeof t.after>) =>
      step.effects.flatMap((effect) => (effect.kind === 'timer' ? [effect.ms] : []));
    const waits = t.after(t.session(t.speechStarted()), t.typed('a'));
    expect(timers(waits)).to.deep.equal([5000]);
    expect(timers(t.after(waits.turn, t.heardDelta('u1', 'well')))).to.deep.equal([5000]);
    const asked = t.after(waits.turn, t.timeUp());
    expect(t.sentTypes(asked)).to.deep.equal(['response.create']);
    expect(t.notices(asked, 'speech')).to.deep.equal([{ kind: 'speech', who: 'user', speaking: false }]);
    expect(statusOf(asked.turn)).to.equal('thinking');
    expect(t.sentTypes(t.after(asked.turn, t.created(), t.done()))).to.be.empty;
  });

  it('ends no turn that the visitor holds', () => {
    const hold = { type: 'visitor.hold', on: true } as const;
    expect(statusOf(t.after(t.session(hold), t.typed('a'), t.timeUp()).turn)).to.equal('hearing');
  });

  it('gets an answer of its own when it comes after the words', () => {
    const spoken = [t.speechStarted(), t.typed('a'), t.speechStopped()];
    expect(requests(...spoken, t.typed('b'), t.created(), t.done())).to.equal(1);
  });

  it('is asked for at once where the service answers no words', () => {
    expect(requests(t.detecting({ create_response: false }), t.speechStarted(), t.typed('a'))).to.equal(1);
  });

  it('waits with its request before the session is set up, however long that takes', () => {
    const step = t.after(
      newTurn('text', 'Hello!'),
      t.typed('hi'),
      t.timeUp(),
      t.timeUp(),
      t.typed('there'),
      t.sessionUpdated(),
    );
    expect(t.sentTypes(step).filter((type) => type === 'response.create')).to.have.length(1);
    expect(step.effects.filter(({ kind }) => kind === 'timer').length).to.be.greaterThan(2);
  });
});

describe('a greeting', () => {
  const opened = (mode: 'voice' | 'text', session: object, ...before: readonly TurnEvent[]) =>
    t.after(newTurn(mode, 'Welcome!'), ...before, t.sessionUpdated(session));
  const params = (step: ReturnType<typeof opened>) =>
    t.sent(step).flatMap((event) => (event.type === 'response.create' ? [event.response] : []));

  it('is spoken as written by an Azure voice', () => {
    expect(params(opened('voice', {}))).to.deep.equal([
      {
        pre_generated_assistant_message: {
          type: 'message',
          role: 'assistant',
          content: [{ type: 'text', text: 'Welcome!' }],
        },
      },
    ]);
  });

  it('is asked of an OpenAI voice', () => {
    const [asked] = params(opened('voice', OPENAI));
    expect(asked?.instructions).to.contain('Welcome!');
    expect(asked).not.to.have.property('pre_generated_assistant_message');
  });

  it('is written as it is in a chat, whatever the voice', () => {
    expect(params(opened('text', OPENAI))[0]).to.have.property('pre_generated_assistant_message');
  });

  for (const voice of [null, 'alloy', {}, { type: 5 }]) {
    it(`is asked of a voice that is ${JSON.stringify(voice)}`, () => {
      expect(params(opened('voice', { voice }))[0]).to.have.property('instructions');
    });
  }

  it('comes after the news that the session is ready', () => {
    expect(t.kinds(opened('voice', {}))).to.deep.equal(['notify', 'ready', 'send', 'timer']);
  });

  for (const [title, mode, before, asked] of [
    ['was asked for', 'text', t.typed('hi'), [undefined]],
    ['is under way', 'voice', t.created(), []],
  ] as const) {
    it(`is dropped when an answer ${title} already`, () => {
      const step = opened(mode, {}, before);
      expect(params(step)).to.deep.equal(asked);
      expect(t.sent(t.after(step.turn, t.created(), t.done()))).to.be.empty;
    });
  }

  it('comes once', () => {
    const step = opened('voice', {});
    expect(t.sent(t.after(step.turn, t.created(), t.done(), t.sessionUpdated()))).to.be.empty;
  });

  it('is none when the page gave none', () => {
    expect(t.sent(t.after(newTurn('voice', undefined), t.sessionUpdated()))).to.be.empty;
    expect(t.sent(t.after(newTurn('voice', ''), t.sessionUpdated()))).to.be.empty;
  });
});

describe('an error of the service', () => {
  it('ends a session that is not yet set up', () => {
    const step = t.after(
      newTurn('voice', undefined),
      t.refusal({ code: 'bad_voice', message: 'No such voice', param: 'voice', event_id: 'vla_session' }),
    );
    const [fail] = step.effects;
    expect(fail).to.deep.equal({
      kind: 'fail',
      problem: { code: 'session-rejected', cause: 'bad_voice No such voice (voice)' },
    });
  });

  for (const event_id of [undefined, null, '', 'vla_event_1']) {
    it(`is one line in the console before the session is set up, when it names ${JSON.stringify(event_id)}`, () => {
      const benign = t.refusal({ message: "Missing required parameter: 'session.type'", event_id });
      const step = t.after(newTurn('text', undefined), t.typed('hi'), benign, t.sessionUpdated());
      expect(t.notices(step, 'problem')).to.be.empty;
      expect(t.kinds(step)).to.include('ready').and.not.to.include('fail');
      expect(t.notices(step, 'warning').map(({ text }) => text)).to.deep.equal([
        "The service reports: invalid_request_error Missing required parameter: 'session.type'",
      ]);
      expect(t.sentTypes(step).filter((type) => type === 'response.create')).to.have.length(1);
      expect(step.turn.gate.slot.phase).to.equal('requested');
    });
  }

  it('is told and survived later', () => {
    const step = t.after(t.session(), t.refusal({ message: 'Hm' }));
    expect(t.notices(step, 'problem')).to.deep.equal([
      { kind: 'problem', problem: { code: 'server-error', cause: 'invalid_request_error Hm' }, ended: false },
    ]);
  });

  it('has a code of its own when the session has run out', () => {
    const [told] = t.notices(t.after(t.session(), t.refusal({ code: 'session_expired', message: '' })), 'problem');
    expect(told?.problem.code).to.equal('session-expired');
  });

  for (const error of [
    { code: 'response_cancel_not_active', message: 'x' },
    { message: 'Cancellation failed: no active response found' },
  ]) {
    it(`is silent when it only says that something was over: ${error.message}`, () => {
      expect(t.after(t.session(), t.refusal(error)).effects).to.be.empty;
      expect(t.after(newTurn('voice', undefined), t.refusal(error)).effects).to.be.empty;
    });
  }

  const cut = () => t.after(t.speaking(), t.speechStarted(), t.flushed(t.heard('a1', 500, 1000)));
  const cancelled = () => t.after(t.speaking(), t.interrupt());
  const late = { code: 'invalid_value', message: 'Audio content of 6100ms is already shorter than 6185ms' };
  for (const [what, step] of [
    ['truncation', cut()],
    ['cancellation', cancelled()],
    ['output of a tool that the visitor broke off', t.after(t.session(t.created(), t.toolCall('c1')), t.interrupt())],
    ['clearing of a turn', t.after(t.session(), t.pageEvent({ type: 'input_audio_buffer.clear' }))],
  ] as const) {
    it(`is silent when it refuses our own ${what}, whatever it says`, () => {
      const { event_id } = t.sent(step).find(({ type }) => /cancel|clear|truncate|item\.create/.test(type))!;
      for (const error of [late, { code: 'unsupported_content_type', message: 'No' }, { message: 'Item not found' }]) {
        expect(t.after(step.turn, t.refusal({ ...error, param: null, event_id })).effects, error.message).to.be.empty;
      }
    });
  }

  for (const error of [
    late,
    { code: 'unsupported_content_type', message: 'Only model output audio messages can be truncated' },
    { code: 'invalid_value', message: "Error truncating item: the item with id 'a1' does not exist." },
  ]) {
    it(`is silent when it names nothing and says that a truncation came too late: ${error.message}`, () => {
      expect(t.after(cut().turn, t.refusal({ ...error, param: null, event_id: null })).effects).to.be.empty;
      expect(t.after(t.session(t.typed('hi')), t.refusal(error)).effects, 'a request waits').to.be.empty;
    });
  }

  it("is told when it refuses the page's own truncation, or a setting", () => {
    for (const error of [
      { ...late, event_id: 'mine' },
      { code: 'invalid_value', message: 'Bad value for auto_truncate', param: 'session.turn_detection.auto_truncate' },
    ]) {
      expect(t.notices(t.after(cut().turn, t.refusal(error)), 'problem'), error.message).to.have.length(1);
    }
  });

  for (const [message, retryMs] of [
    ['Rate limit reached. Please try again in 1.2s.', 1200],
    ['Rate limit reached. Please try again in 250ms.', 250],
    ['Rate limit reached. Please try again in 6m3s.', 363_000],
    ['Retry after 20 seconds.', 20_000],
  ] as const) {
    it(`is a rate limit with the time that it names: ${message}`, () => {
      const error = { code: 'rate_limit_exceeded', message };
      const cause = `rate_limit_exceeded ${message}`;
      const throttled = { kind: 'throttled', cause, ms: retryMs };
      expect(t.after(t.session(), t.refusal(error)).effects).to.deep.equal([throttled]);
      const failed = { status: 'failed', status_details: { type: 'failed', error } };
      const step = t.after(t.session(t.created()), t.done('r1', failed));
      expect(step.effects).to.deep.include({ ...throttled, cause: cause.replace(' ', ': ') });
    });
  }

  it('is a rate limit without a time, where it names none', () => {
    const error = { type: 'too_many_requests', message: 'Slow down' };
    const [told] = t.notices(t.after(t.session(), t.refusal(error)), 'problem');
    expect(told?.problem).to.deep.equal({ code: 'throttled', cause: 'too_many_requests Slow down' });
  });

  it('frees the request it names, so that the next one goes out', () => {
    const waiting = t.after(t.session(t.mode('text')), t.typed('a'), t.typed('b'));
    const request = t.sent(waiting).find(({ type }) => type === 'response.create')!;
    const step = t.after(waiting.turn, t.refusal({ message: 'bad', event_id: request.event_id }));
    expect(t.sentTypes(step)).to.deep.equal(['response.create']);
  });

  it('is not about a request whose id is by chance that of the error itself', () => {
    const waiting = t.after(t.session(t.mode('text')), t.typed('a'), t.typed('b'));
    const { event_id } = t.sent(waiting).find(({ type }) => type === 'response.create')!;
    const error = { ...t.refusal({ message: 'bad', event_id: 'of something else' }), event_id } as TurnEvent;
    expect(t.sent(t.after(waiting.turn, error))).to.be.empty;
  });

  it('frees the request that waits when it names nothing: else no later turn would get through', () => {
    const waiting = t.after(t.session(t.mode('text')), t.typed('a'), t.typed('b')).turn;
    expect(t.sentTypes(t.after(waiting, t.refusal({ message: 'bad' })))).to.deep.equal(['response.create']);
  });

  it('frees nothing when it is about something else', () => {
    const waiting = t.after(t.session(t.mode('text')), t.typed('a'), t.typed('b')).turn;
    const step = t.after(waiting, t.refusal({ message: 'no such item', event_id: 'vla_event_99' }));
    expect(t.sent(step)).to.be.empty;
    expect(step.turn.gate).to.deep.equal(waiting.gate);
  });

  it('frees nothing when it only says that there was nothing to cancel', () => {
    const waiting = t.after(t.session(t.mode('text')), t.typed('a'), t.typed('b')).turn;
    expect(t.after(waiting, t.refusal({ code: 'response_cancel_not_active', message: '' })).effects).to.be.empty;
  });

  const BUSY = {
    code: 'conversation_already_has_active_response',
    message: 'Conversation already has an active response in progress: vad. Wait until it is finished.',
  };
  const own = t.created('vad');
  for (const [how, error] of [
    ['by its name', (event_id?: string) => ({ ...BUSY, event_id })],
    ['without a name', () => ({ ...BUSY, event_id: null })],
    ['in words alone', () => ({ ...BUSY, code: null, event_id: null })],
  ] as const) {
    const asked = t.after(t.session(), t.typed('a'));
    const request = t.sent(asked).find(({ type }) => type === 'response.create')!;
    const refused = t.refusal(error(request.event_id));
    for (const [when, events] of [
      ['after it told its own answer', [own, refused]],
      ['before it told its own answer', [refused, own]],
      ['and never tells its own answer', [refused, t.timeUp()]],
    ] as const) {
      it(`is silent when the service was faster and says so ${how}, ${when}: the request is made again, once`, () => {
        const step = t.after(asked.turn, ...events, t.done('vad'));
        expect(t.sentTypes(step)).to.deep.equal(['response.create']);
        expect(t.notices(step, 'problem')).to.be.empty;
        expect(t.sentTypes(t.after(step.turn, t.created(), t.done()))).to.be.empty;
      });
    }

    it(`is silent when nobody asked for anything, ${how}`, () => {
      for (const turn of [t.session(), t.session(own), newTurn('voice', undefined)]) {
        expect(t.after(turn, t.refusal(error('other'))).effects).to.be.empty;
      }
    });
  }

  it('makes one request of those that wait when the service was faster', () => {
    const step = t.after(t.session(t.mode('text')), t.typed('a'), t.typed('b'), t.refusal(BUSY), own, t.done('vad'));
    const all = t.after(step.turn, t.created(), t.done());
    expect([...t.sentTypes(step), ...t.sentTypes(all)].filter((type) => type === 'response.create')).to.have.length(2);
  });

  it('does not ask again for what the visitor stopped', () => {
    const step = t.after(t.session(), t.typed('a'), t.interrupt(), t.refusal(BUSY), own, t.done('vad'));
    expect(t.sentTypes(step)).to.deep.equal(['conversation.item.create', 'response.create', 'response.cancel']);
  });

  it('is silent when the service only was faster: the request is made again', () => {
    const asked = t.after(t.session(), t.typed('a'));
    const request = t.sent(asked).find(({ type }) => type === 'response.create')!;
    const refused = { code: 'conversation_already_has_active_response', message: '', event_id: request.event_id };
    const step = t.after(asked.turn, t.created('vad'), t.refusal(refused), t.done('vad'));
    expect(t.sentTypes(step)).to.deep.equal(['response.create']);
    expect(t.notices(step, 'problem')).to.be.empty;
  });

  it('tells of a response that failed', () => {
    const failed = {
      status: 'failed',
      status_details: { type: 'failed', error: { code: 'quota', message: 'Too much' } },
    };
    const [told] = t.notices(t.after(t.session(t.created()), t.done('r1', failed)), 'problem');
    expect(told).to.deep.include({ problem: { code: 'server-error', cause: 'quota: Too much' }, ended: false });
  });

  for (const status_details of [undefined, null, {}, { type: 'failed' }, { type: 'failed', error: null }, 'x']) {
    it(`tells of a response that failed for reasons like ${JSON.stringify(status_details)}`, () => {
      const [told] = t.notices(
        t.after(t.session(t.created()), t.done('r1', { status: 'failed', status_details })),
        'problem',
      );
      expect(told?.problem.cause).to.equal('response failed');
    });
  }

  it('is no error when it is a warning', () => {
    const warning = { type: 'warning', warning: { code: 'slow', message: 'Take care' } } as TurnEvent;
    const step = t.after(t.session(), warning);
    expect(t.notices(step, 'warning')).to.deep.equal([
      { kind: 'warning', text: 'The service warns: slow Take care', warning: { code: 'slow', message: 'Take care' } },
    ]);
  });
});

describe('the end of a response', () => {
  const text = t.message('a1', 'assistant', [{ type: 'text', text: 'One two three four' }]);
  const ended = (fields: object) => t.after(t.speaking(), t.done('r1', fields));
  const details = (reason: string) => ({ status: 'incomplete', status_details: { type: 'incomplete', reason } });
  const marks: readonly (readonly [object, string | undefined, string | undefined])[] = [
    [{}, undefined, undefined],
    [{ status: 'cancelled', status_details: { type: 'cancelled', reason: 'turn_detected' } }, 'cancelled', undefined],
    [details('content_filter'), 'content_filter', 'response incomplete: content_filter'],
    [details('max_output_tokens'), 'max_output_tokens', 'response incomplete: max_output_tokens'],
    [{ status: 'incomplete', status_details: null }, 'incomplete', 'response incomplete'],
    [{ status: 'failed', status_details: { error: { code: 'c', message: 'm' } } }, 'failed', 'c: m'],
    [{ status: 'something_new' }, undefined, undefined],
  ];
  for (const [fields, incomplete, cause] of marks) {
    it(`marks its message and tells the page: ${JSON.stringify(fields)}`, () => {
      for (const output of [[], [{ ...text, status: 'incomplete' }], [text]]) {
        const step = ended({ ...fields, output });
        const mark = incomplete ?? (output.some((item) => 'status' in item) ? 'incomplete' : undefined);
        const told = message(step.turn);
        expect([told?.final, told?.incomplete, told?.text]).to.deep.equal([true, mark, 'One two three four']);
        expect(t.notices(step, 'problem').map(({ problem }) => problem.cause)).to.deep.equal(cause ? [cause] : []);
        expect(t.notices(step, 'transcript').at(-1)?.change).to.include({ final: true, delta: '' });
        expect(step.turn.gate.slot.phase).to.equal('free');
      }
    });
  }

  it('ends the sound of an answer that it does not name', () => {
    expect(t.kinds(ended({ status: 'incomplete', output: [] }))).to.include('endItem');
  });

  it('says why when the message was told as incomplete before', () => {
    const item = { ...text, status: 'incomplete' };
    const turn = t.speaking(t.itemDone(item), t.done('r1', { ...details('content_filter'), output: [item] }));
    expect(message(turn)?.incomplete).to.equal('content_filter');
  });

  it('leaves a message alone that was complete before the response broke off', () => {
    const whole = { ...text, status: 'completed' };
    const turn = t.speaking(t.itemDone(whole), t.done('r1', { ...details('content_filter'), output: [whole] }));
    expect(message(turn)).not.to.have.property('incomplete');
  });

  it('tells nothing of an answer that was interrupted anyway', () => {
    const step = t.after(t.speaking(), t.interrupt(), t.done('r1', details('content_filter')));
    expect(t.notices(step, 'problem')).to.be.empty;
  });

  it('closes no message of another response, and none of the visitor', () => {
    const turn = t.session(
      ...[t.speechStarted('u1'), t.created('r2'), t.itemAdded(t.message('a2', 'assistant'), 'r2'), t.done('r1')],
    );
    expect([message(turn, 'u1')?.final, message(turn, 'a2')?.final]).to.deep.equal([false, false]);
  });
});

describe('patience with a response', () => {
  const timers = (step: ReturnType<typeof t.after>) =>
    step.effects.flatMap((effect) => (effect.kind === 'timer' ? [effect.ms] : []));
  const waiting = () => t.session(t.mode('text'), t.created(), t.typed('and?'));
  const of = (type: string, response = 'r1') =>
    ({ type, response_id: response, item_id: 'a1' }) as unknown as TurnEvent;

  for (const event of [
    t.words(' more'),
    t.audio(),
    t.itemAdded(t.message('a1', 'assistant')),
    of('response.audio_transcript.delta'),
    of('response.function_call_arguments.delta'),
    of('response.mcp_call_arguments.delta'),
    of('response.video.delta'),
    of('response.something_new'),
  ]) {
    it(`begins anew with each sign of life: ${event.type}`, () => {
      expect(timers(t.after(waiting(), event))).to.deep.equal([30_000]);
    });
  }

  it('does not begin anew with what another response tells', () => {
    expect(timers(t.after(waiting(), t.words(' more', 'a9', 'r9'), of('response.video.delta', 'r9')))).to.be.empty;
  });

  it('is not asked for when nobody waits', () => {
    expect(timers(t.after(t.session(t.created()), t.words('one'), t.audio()))).to.be.empty;
  });

  it('is kept with a response that still tells something after its tools were answered', () => {
    const owing = t.after(t.session(t.created()), t.toolCall('c1')).turn;
    expect(timers(t.after(owing, t.words('still at it')))).to.be.empty;
    expect(timers(t.after(owing, t.toolOutput('c1'), t.words('still at it')))).to.deep.equal([30_000, 30_000]);
  });

  it('ends once for all that spoke meanwhile, and lets what waits go on', () => {
    const spoken = ['u1', 'u2', 'u3'].flatMap((item) => [t.speechStarted(item), t.speechStopped(item)]);
    const step = t.after(t.session(...spoken), t.typed('hello?'));
    expect(t.sentTypes(step)).to.deep.equal(['conversation.item.create']);
    const over = t.after(step.turn, t.timeUp());
    expect(t.sentTypes(over)).to.deep.equal(['response.create']);
    expect(t.sentTypes(t.after(over.turn, t.created(), t.done()))).to.be.empty;
  });
});

describe('the rules of a session', () => {
  it('are what the service echoes, and not what was wished for', () => {
    expect(newTurn('voice', undefined).rules.createResponse).to.be.true;
    const turn = t.session(t.detecting({ create_response: false }));
    expect(t.after(turn, t.speechStarted(), t.speechStopped()).turn.gate.slot.phase).to.equal('free');
    expect(t.after(t.session(), t.speechStopped()).turn.gate.slot.phase).to.equal('reserved');
  });

  const table: readonly (readonly [object, object])[] = [
    [{}, { createResponse: true, interruptResponse: true, autoTruncate: false, transcribes: true, azureVoice: true }],
    [{ turn_detection: null }, { createResponse: false, interruptResponse: false, autoTruncate: false }],
    [{ turn_detection: undefined }, { createResponse: false, interruptResponse: false }],
    [
      { turn_detection: { type: 'server_vad' } },
      { createResponse: true, interruptResponse: true, autoTruncate: false },
    ],
    [{ turn_detection: { type: 'server_vad', auto_truncate: true } }, { autoTruncate: true }],
    [{ input_audio_transcription: null }, { transcribes: false }],
    [OPENAI, { azureVoice: false }],
    [{ voice: { type: 'azure-realtime-native', name: 'ava' } }, { azureVoice: true }],
    [{ voice: null }, { azureVoice: false }],
    [{ voice: 'alloy' }, { azureVoice: false }],
  ];
  for (const [session, rules] of table) {
    it(`follow ${JSON.stringify(session)}`, () => {
      expect(t.session(t.sessionUpdated(session)).rules).to.deep.include(rules);
    });
  }

  it('open the conversation once', () => {
    expect(t.kinds(t.after(t.session(), t.sessionUpdated()))).to.deep.equal(['notify']);
  });
});

describe('the status', () => {
  const chat = (...events: readonly TurnEvent[]) => t.session(t.mode('text'), ...events);
  const spoken = [t.speechStarted(), t.speechStopped()];
  const table: readonly (readonly [SessionStatus, string, Turn])[] = [
    ['connecting', 'before the session is set up', newTurn('voice', undefined)],
    [
      'connecting',
      'before the session is set up, though something was typed',
      t.after(newTurn('text', undefined), t.typed('a')).turn,
    ],
    ['listening', 'in a call where nothing happens', t.session()],
    ['idle', 'in a chat where nothing happens', chat()],
    ['hearing', 'while the visitor speaks', t.session(t.speechStarted())],
    ['hearing', 'while the visitor speaks over the agent', t.speaking(t.speechStarted())],
    ['thinking', 'after the visitor spoke', t.session(...spoken)],
    ['thinking', 'while an answer is asked for', chat(t.typed('a'))],
    ['thinking', 'while an answer is made and not yet heard', t.session(t.created())],
    ['speaking', 'while the agent is heard', t.speaking()],
    ['speaking', 'while the agent is heard, after the response is done', t.speaking(t.done())],
    ['listening', 'when the last sample was heard', t.speaking(t.done(), t.drained())],
    ['thinking', 'when playback ran out before the response is done', t.speaking(t.drained())],
    ['working', 'while tools run', t.session(t.created(), t.toolCall('c1'), t.done())],
    [
      'listening',
      'when the agent was silenced and its response is not done yet',
      t.speaking(t.interrupt(), t.flushed()),
    ],
    ['listening', 'when the service does not answer a spoken turn', t.session(...spoken, t.timeUp())],
    [
      'listening',
      'after a spoken turn that the page answers by itself',
      t.session(t.detecting({ create_response: false }), ...spoken),
    ],
    ['listening', 'when a failed response is over', t.session(t.created(), t.done('r1', { status: 'failed' }))],
  ];
  for (const [status, when, turn] of table) {
    it(`is ${status} ${when}`, () => {
      expect(statusOf(turn)).to.equal(status);
    });
  }
});

describe('other events', () => {
  it('hand an item of sound its end, by whatever tells it first', () => {
    const ends = t.after(t.speaking(), t.audioDone(), t.done('r1', { output: [t.message('a1', 'assistant')] })).effects;
    expect(ends.filter(({ kind }) => kind === 'endItem')).to.have.length(2);
  });

  it('close the messages of a response that is done', () => {
    const turn = t.speaking(t.done('r1', { output: [t.message('a1', 'assistant'), { type: 'function_call' }] }));
    expect(message(turn)?.final).to.be.true;
  });

  it('bear a response that is done without output', () => {
    for (const output of [undefined, null, []])
      expect(t.session(t.created(), t.done('r1', { output })).gate.slot.phase).to.equal('free');
  });

  it('take a deleted item out of the transcript', () => {
    expect(t.speaking(t.itemDeleted('a1')).transcript.order).to.be.empty;
  });

  it('tell how much was used', () => {
    const step = t.after(t.session(t.created()), t.done('r1', { usage: { total_tokens: 7 } }));
    expect(t.notices(step, 'usage')).to.deep.equal([
      { kind: 'usage', usage: { responseId: 'r1', response: { total_tokens: 7 } } },
    ]);
  });

  it('change the kind of answers with the mode, once', () => {
    const step = t.after(t.session(), t.mode('text'), t.mode('text'), t.mode('voice'));
    expect(
      t.sent(step).map((event) => (event.type === 'session.update' ? event.session.modalities : '')),
    ).to.deep.equal([['text'], ['text', 'audio']]);
  });

  it("let a page's own events pass as they are", () => {
    const step = t.after(t.session(), t.pageEvent({ type: 'input_audio_buffer.clear', event_id: 'mine', extra: 1 }));
    expect(t.sent(step)).to.deep.equal([{ type: 'input_audio_buffer.clear', event_id: 'mine', extra: 1 }]);
  });

  it("give a page's event an id when it has none", () => {
    expect(t.sent(t.after(t.session(), t.pageEvent({ type: 'x' })))[0]?.event_id).to.be.a('string');
  });

  it("let a page's request wait like any other", () => {
    const asked = t.pageEvent({ type: 'response.create', event_id: 'mine', response: { instructions: 'Sing' } });
    const waiting = t.after(t.session(t.created()), asked);
    expect(t.sent(waiting)).to.be.empty;
    expect(t.sent(t.after(waiting.turn, t.done()))).to.deep.equal([
      { type: 'response.create', event_id: 'mine', response: { instructions: 'Sing' } },
    ]);
  });

  it('never use an id twice', () => {
    const step = t.after(
      t.speaking(),
      t.typed('a'),
      t.interrupt(),
      t.done(),
      t.typed('b'),
      t.mode('text'),
      t.typed('c'),
    );
    const ids = t.sent(step).map(({ event_id }) => event_id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  const unknown = [
    'response.something_new',
    'response.web_page.opened',
    'response.mcp_next',
    'mcp_servers.updated',
    'rate_card',
  ];
  for (const type of ['session.created', ...unknown, '__proto__', 'constructor', 'toString', '']) {
    it(`change nothing when nobody here knows what to do with them: "${type}"`, () => {
      const turn = t.speaking();
      expect(t.after(turn, { type } as unknown as TurnEvent)).to.deep.equal({ turn, effects: [] });
    });
  }

  it('of ours are not taken from the wire', () => {
    expect(['visitor.text', 'timer.gate', 'playback.flushed'].every((type) => isLocalEvent({ type }))).to.be.true;
    expect(['error', 'response.done', 'toString', '__proto__'].some((type) => isLocalEvent({ type }))).to.be.false;
  });

  for (const type of [
    'conversation.item.retrieved',
    'mcp_list_tools.in_progress',
    'mcp_list_tools.completed',
    'mcp_list_tools.failed',
    'response.audio_transcript.annotation.added',
    'response.file_search_call.searching',
    'response.foundry_agent_call.in_progress',
    'response.foundry_agent_call_arguments.done',
    'response.mcp_call.completed',
    'response.mcp_call_arguments.delta',
    'response.web_search_call.completed',
  ] as const) {
    it(`pass to the page as they came: ${type}`, () => {
      const event = { type, item_id: 'm1', extra: [1] } as unknown as TurnEvent;
      const turn = t.speaking();
      expect(t.after(turn, event)).to.deep.equal({
        turn,
        effects: [{ kind: 'notify', notice: { kind: 'activity', event } }],
      });
    });
  }

  it('tell the limits of the service in a notice of their own', () => {
    const rate_limits = [{ name: 'tokens', limit: 1000, remaining: 999, reset_seconds: 0.5 }];
    const step = t.after(t.session(), { type: 'rate_limits.updated', rate_limits } as unknown as TurnEvent);
    expect(step.effects).to.deep.equal([{ kind: 'notify', notice: { kind: 'rate-limits', rateLimits: rate_limits } }]);
  });

  for (const type of ['mcp_approval_request', 'mcp_call', 'mcp_list_tools', 'web_search_call'] as const) {
    it(`pass items to the page that are neither messages nor functions: ${type}`, () => {
      const [created, finished] = [t.itemCreated({ id: 'm1', type }, null), t.itemDone({ id: 'm1', type })];
      const told = t.notices(t.after(t.session(t.created()), created, finished), 'activity');
      expect(told.map(({ event }) => event)).to.deep.equal([created, finished]);
    });
  }

  it('tell items that are messages or functions in their own words only', () => {
    const items = [t.message('a1', 'assistant'), { type: 'function_call_output', id: 'f1', call_id: 'c1', output: '' }];
    const step = t.after(t.session(t.created()), ...items.map((item) => t.itemCreated(item)), t.toolCall('c1'));
    expect(t.notices(step, 'activity')).to.be.empty;
  });
});
