/** `diagnose()` checks everything that a call needs. It opens no microphone. Loaded when it is called. */
import { loadWorklet, PROCESSORS } from '../../../audio/io/load-worklet.js';
import { microphoneEnvironment } from '../../../audio/io/microphone-fault.js';
import { startEngine } from '../../../worker/client/engine-client.js';
import type { EngineSettings, Outcome } from '../../../worker/contract/engine-api.js';
import { isProblem, type Problem } from '../../../worker/contract/faults.js';
import { fetchCredential, type CredentialOutcome } from '../../../worker/credential/credential.js';
import { refusalOf } from '../../../worker/credential/refusal.js';
import { audioProblem } from '../../session/call-audio.js';
import type { Check, CheckName, Finding } from '../../contract/checks.js';
import type { EngineSetup, FeatureContext } from '../../contract/feature.js';
import type { AssetName } from '../../contract/asset.js';
import { browserLimits, missingInBrowser } from './browser-limits.js';
import { isFile } from '../../../thread-scripts/script.js';
import { adviceFor } from '../../i18n/owner-labels.js';

export const create = (agent: FeatureContext): Diagnostics => new Diagnostics(agent);

class Diagnostics {
  readonly #agent: FeatureContext;

  constructor(agent: FeatureContext) {
    this.#agent = agent;
  }

  async diagnose(): Promise<readonly Check[]> {
    const all = [...(await findings(this.#agent)), ...this.#agent.features.findings()];
    return Promise.all(all.map((finding) => this.#told(finding)));
  }

  async #told({ check, detail, code, advice, retryAt, cause }: Finding): Promise<Check> {
    if (code === undefined) return { check, ok: true, detail, fix: '' };
    const problem = { code, cause: cause ?? detail, advice, ...(retryAt && { retryAt }) };
    const hint = cause === undefined && adviceFor(problem)?.hint;
    const { fix } = await this.#agent.faultOf(problem);
    return { check, ok: false, detail: hint ? `${detail}: ${hint}` : detail, fix };
  }
}

const ms = (since: number): string => `${Math.round(performance.now() - since)} ms`;

/** All findings, in the order in which a call needs what they check. */
async function findings(host: EngineSetup): Promise<readonly Finding[]> {
  await host.settled();
  const settings = host.engineSettings('text');
  const [allowed, told, connected, loaded] = await Promise.all([
    permission(),
    devices(),
    connecting(host, settings),
    worklets(host),
  ]);
  return [browser(), secureContext(), permissionsPolicy(), allowed, told, ...connected, loaded, sound()];
}

async function connecting(host: EngineSetup, settings: EngineSettings | Problem): Promise<readonly Finding[]> {
  if (isProblem(settings)) return (['token', 'worker', 'connection'] as const).map((check) => unset(check, settings));
  const began = performance.now();
  const page = { ...silent, credential: () => host.credential() };
  const asking = fetchCredential(settings.connection, page, AbortSignal.timeout(20_000), async () => refusalOf);
  const answered = asking.then((answer) => token(answer, ms(began)));
  return [await answered, ...(await engine(host, settings, asking))];
}

const unset = (check: CheckName, { cause = '', ...problem }: Problem): Finding => ({
  check,
  ...problem,
  detail: cause,
});

function browser(): Finding {
  const missing = missingInBrowser();
  if (missing.length > 0) return { check: 'browser', detail: `no ${missing.join(', no ')}`, code: 'unsupported' };
  return { check: 'browser', detail: browserLimits().join('; ') || 'has all that is used' };
}

const secureContext = (): Finding => ({
  check: 'secure-context',
  detail: location.protocol,
  code: globalThis.isSecureContext ? undefined : 'insecure-context',
});

function permissionsPolicy(): Finding {
  const { allowedByPolicy } = microphoneEnvironment();
  const place = window.top === window ? 'in a page of its own' : 'in a frame';
  const said = allowedByPolicy === undefined ? 'the browser does not tell' : allowedByPolicy ? 'allowed' : 'refused';
  return {
    check: 'permissions-policy',
    detail: `${said}, ${place}`,
    code: allowedByPolicy === false ? 'mic-blocked-by-policy' : undefined,
  };
}

async function permission(): Promise<Finding> {
  const status = await navigator.permissions?.query({ name: 'microphone' }).catch(() => undefined);
  const detail = status?.state ?? 'the browser does not tell';
  // Where the policy forbids it, the browser says that it is denied, and the visitor could not change that.
  const denied = microphoneEnvironment().allowedByPolicy === false ? 'mic-blocked-by-policy' : 'mic-denied';
  return { check: 'microphone-permission', detail, code: detail === 'denied' ? denied : undefined };
}

async function devices(): Promise<Finding> {
  const { mediaDevices } = navigator as Partial<Navigator>;
  if (!mediaDevices) return { check: 'devices', detail: 'not told to this page', code: 'insecure-context' };
  const all = await mediaDevices.enumerateDevices().catch(() => []);
  const count = (kind: MediaDeviceKind): number => all.filter((device) => device.kind === kind).length;
  const microphones = count('audioinput');
  return {
    check: 'devices',
    detail: `${microphones} microphones, ${count('audiooutput')} speakers told`,
    code: microphones === 0 ? 'mic-missing' : undefined,
  };
}

function token(answer: CredentialOutcome, took: string): Finding {
  if (!answer.ok) return unset('token', answer.problem);
  const { credential, livesMs } = answer;
  const lasts = livesMs === Infinity ? 'no end told' : `good for ${Math.round(livesMs / 1000)} s`;
  const form = credential.url ? 'a complete address' : `scheme ${credential.scheme ?? 'entra'}`;
  return { check: 'token', detail: `${form}, ${lasts}, answered in ${took}` };
}

/** Drops all notices. The session is only opened and closed again, so the page gets no events about it. */
const silent = { notify: (): void => undefined };

const notTried = (why: string, problem: Problem): Finding => ({
  check: 'connection',
  cause: '',
  ...problem,
  detail: `not tried, since ${why}`,
});

/** The engine connects with the credential that the check of the token got: the endpoint is asked once. */
async function engine(
  host: EngineSetup,
  settings: EngineSettings,
  asking: Promise<CredentialOutcome>,
): Promise<readonly Finding[]> {
  const began = performance.now();
  const later = host.assets('engine.later');
  const address = isFile(later) ? later.url : undefined;
  const credential = asking.then((answer) => (answer.ok ? answer.credential : undefined));
  const started = await startEngine(host.assets('engine.worker'), { ...silent, credential: () => credential }, address);
  if (!started.ok) {
    const { problem } = started;
    return [unset('worker', problem), notTried('the worker did not start', problem)];
  }
  const { client } = started;
  const worker: Finding = {
    check: 'worker',
    detail: `ready in ${ms(began)}${await fromInside(host, 'engine.worker')}`,
  };
  const answer = await asking;
  if (!answer.ok) {
    client.end();
    return [worker, notTried('there is no token', answer.problem)];
  }
  const opening = performance.now();
  // `tokenUrl` makes the engine ask the endpoint, without it the host.
  const connection = { ...settings.connection, tokenUrl: undefined };
  const outcome = await client.call<Outcome>(client.engine.open({ ...settings, connection, greeting: undefined }));
  const connected: Finding = !outcome
    ? { check: 'connection', detail: 'the worker ended', code: 'worker-failed' }
    : outcome.ok
      ? { check: 'connection', detail: `session set up in ${ms(opening)}` }
      : unset('connection', outcome.problem);
  await client.call(client.engine.close());
  client.end();
  return [worker, connected];
}

/** Tells when the copy inside the package is used. It works, but the missing file costs every page a failed request. */
async function fromInside(host: EngineSetup, name: AssetName): Promise<string> {
  const why = await host.assets(name).why;
  return why ? `, from inside the package: ${why}` : '';
}

async function worklets(host: EngineSetup): Promise<Finding> {
  try {
    // An offline context is enough, because it only loads the modules and plays nothing.
    const context = new OfflineAudioContext(1, 128, 48_000);
    await Promise.all([
      loadWorklet(context, host.assets('capture.worklet')),
      loadWorklet(context, host.assets('playback.worklet')),
    ]);
    for (const name of PROCESSORS) new AudioWorkletNode(context, name); // throws when the file is of another build
    const inside = (await fromInside(host, 'capture.worklet')) || (await fromInside(host, 'playback.worklet'));
    return { check: 'worklets', detail: `both loaded${inside}` };
  } catch (error) {
    return unset('worklets', audioProblem(error));
  }
}

function sound(): Finding {
  try {
    const context = new AudioContext({ latencyHint: 'interactive' });
    const { sampleRate, baseLatency } = context; // it does not play, so its output latency is not known
    void context.close().catch(() => undefined);
    const latency = Math.round(baseLatency * 1000);
    return { check: 'sound', detail: `${sampleRate} Hz, ${latency} ms at least to the speaker` };
  } catch (error) {
    return unset('sound', audioProblem(error));
  }
}
