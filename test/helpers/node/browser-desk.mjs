/**
 * Starts a sound server with two speakers and two microphones, and a display, for browsers on a machine without screen and
 * sound card. Both are used by this run only, and end with it.
 *
 * Firefox plays nothing without a sound server, and neither Firefox nor WebKit takes a WAV file for its microphone. So the
 * microphone records a virtual speaker, and the visitor's speech is played there.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The programs that it needs, with their Debian packages. */
export const DESK_PROGRAMS = [
  ['/usr/bin/pulseaudio', 'pulseaudio'],
  ['/usr/bin/pacat', 'pulseaudio-utils'],
  ['/usr/bin/Xvfb', 'xvfb'],
];

const RATE = 48_000;
const RAW = ['--raw', `--rate=${RATE}`, '--channels=2', '--format=s16le', '--latency-msec=10'];
/** Virtual speakers: the default microphone records MOUTH, the second microphone records SPARE_MOUTH. */
const MOUTH = 'mouth';
const SPARE_MOUTH = 'spare-mouth';

export class Desk {
  #folder = mkdtempSync(path.join(tmpdir(), 'desk-'));
  /** The environment variables of the browser. Its home is an empty folder, so that no user settings affect the tests. */
  env = {
    ...process.env,
    HOME: this.#folder,
    XDG_RUNTIME_DIR: this.#folder,
    PULSE_SERVER: `unix:${this.#folder}/native`,
  };
  #running = new Set();
  #voice;

  constructor() {
    process.once('exit', () => this.#clear());
    for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  }

  #clear() {
    for (const child of this.#running) child.kill('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  start(command, args, stdio = 'ignore') {
    const child = spawn(command, args, { stdio, env: this.env });
    this.#running.add(child);
    child.once('exit', () => this.#running.delete(child));
    child.once('error', (error) => console.error(`${command}: ${error.message}`));
    return child;
  }

  async plugInSound() {
    this.start('pulseaudio', [
      ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'],
      ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${this.#folder}/native`],
      ...['ear', 'spare-ear', MOUTH, SPARE_MOUTH].flatMap((name) => ['-L', sink(name)]),
      ...['-L', source('microphone', MOUTH), '-L', source('spare-microphone', SPARE_MOUTH)],
    ]);
    await until('the sound server listens', () => existsSync(`${this.#folder}/native`));
    await ended(this.start('pactl', ['set-default-sink', 'ear']));
    await ended(this.start('pactl', ['set-default-source', 'microphone']));
    // A speaker without a device takes audio every 2 s unless a stream asks for less, and a new stream waits for that.
    for (const speaker of ['ear', 'spare-ear']) {
      this.start('sh', ['-c', `exec pacat -d ${speaker} ${RAW.join(' ')} < /dev/zero`]);
    }
    this.start('parec', ['-d', 'microphone', ...RAW]);
  }

  async plugInDisplay() {
    const args = ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
    const { stdout } = this.start('Xvfb', args, ['ignore', 'pipe', 'ignore']);
    const number = await new Promise((resolve) => stdout.once('data', resolve));
    this.env.DISPLAY = `:${String(number).trim()}`;
  }

  /** Plays a WAV file as the visitor's speech, and stops the one before. */
  speak(wav) {
    this.#voice?.kill();
    this.#voice = this.start('paplay', ['-d', MOUTH, wav]);
  }
}

const sink = (name) => `module-null-sink sink_name=${name} rate=${RATE} sink_properties=device.description=${name}`;
const source = (name, speaker) =>
  `module-remap-source source_name=${name} master=${speaker}.monitor source_properties=device.description=${name}`;

const ended = (child) => new Promise((resolve) => child.once('exit', resolve));

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Polls until a condition holds, and throws after a timeout. */
export async function until(what, holds) {
  for (let tries = 0; tries < 600; tries++) {
    if (await holds()) return;
    await pause(100);
  }
  throw new Error(`gave up waiting: ${what}`);
}
