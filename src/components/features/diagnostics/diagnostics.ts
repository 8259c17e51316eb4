/** `diagnose()` checks everything that a call needs. It opens no microphone. Loaded when it is called. */
import { loadWorklet, PROCESSORS } from '../../../audio/io/load-worklet.js';
import { microphoneEnvironment } from '../../../audio/io/microphone-fault.js';
import { startEngine } from '../../../worker/client/engine-client.js';
import type { EngineHost, EngineSettings, Outcome } from '../../../worker/contract/engine-api.js';
import { isProblem, type Problem } from '../../../worker/contract/faults.js';
import { fetchCredential } from '../../../worker/credential/credential.js';
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

  async #told({ check, detail, code, advice }: Finding): Promise<Check> {
    if (code === undefined) return { check, ok: true, detail, fix: '' };
    const problem = { code, cause: detail, advice };
    const hint = adviceFor(problem)?.hint;
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
  const [answer, started] = await Promise.all([token(host, settings), engine(host, settings)]);
  return [answer, ...started];
}

const unset = (check: CheckName, { code, advice, cause = '' }: Problem): Finding => ({
  check,
  code,
  advice,
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
  return { check: 'microphone-permission', detail, code: detail === 'denied' ? 'mic-denied' : undefined };
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

async function token(host: EngineSetup, { connection }: EngineSettings): Promise<Finding> {
  const began = performance.now();
  const answer = await fetchCredential(
    connection,
    engineHost(host),
    AbortSignal.timeout(20_000),
    async () => refusalOf,
  );
  if (!answer.ok) return unset('token', answer.problem);
  const { credential, livesMs } = answer;
  const lasts = livesMs === Infinity ? 'no end told' : `good for ${Math.round(livesMs / 1000)} s`;
  const form = credential.url ? 'a complete address' : `scheme ${credential.scheme ?? 'entra'}`;
  return { check: 'token', detail: `${form}, ${lasts}, answered in ${ms(began)}` };
}

/** Drops all notices. The session is only opened and closed again, so the page gets no events about it. */
const engineHost = (host: EngineSetup): EngineHost => ({
  notify: () => undefined,
  credential: () => host.credential(),
});

async function engine(host: EngineSetup, settings: EngineSettings): Promise<readonly Finding[]> {
  const began = performance.now();
  const later = host.assets('engine.later');
  const address = isFile(later) ? later.url : undefined;
  const started = await startEngine(host.assets('engine.worker'), engineHost(host), address);
  if (!started.ok) {
    const { problem } = started;
    return [unset('worker', problem), { check: 'connection', detail: 'not tried', code: problem.code }];
  }
  const { client } = started;
  const worker: Finding = {
    check: 'worker',
    detail: `ready in ${ms(began)}${await fromInside(host, 'engine.worker')}`,
  };
  const opening = performance.now();
  const quiet = { ...settings, greeting: undefined };
  const outcome = await client.call<Outcome>(client.engine.open(quiet));
  const connection: Finding = !outcome
    ? { check: 'connection', detail: 'the worker ended', code: 'worker-failed' }
    : outcome.ok
      ? { check: 'connection', detail: `session set up in ${ms(opening)}` }
      : unset('connection', outcome.problem);
  await client.call(client.engine.close());
  client.end();
  return [worker, connection];
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
