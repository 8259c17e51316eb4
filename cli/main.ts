#!/usr/bin/env node
/** `npx voice-live-agent …`: one table of commands. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { dev } from './dev.js';
import { serve } from './serve.js';
import { UsageError, type Command } from './command.js';

const COMMANDS: Readonly<Record<string, Command>> = { dev, serve };

const ROOT = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as { readonly version: string };

const HELP = `voice-live-agent ${version}

Usage: voice-live-agent <command> [options]

${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`)
  .join('\n')}

  --help, --version

voice-live-agent <command> --help tells its options.`;

async function run([name, ...args]: readonly string[]): Promise<void> {
  if (name === '--version' || name === '-v') return console.log(version);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return console.log(HELP);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    throw new UsageError(`There is no command "${name}". There is: ${Object.keys(COMMANDS).join(', ')}.`);
  }
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  if (values.help) return console.log(command.help);
  await command.run(values, ROOT);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const { code, message } = error as NodeJS.ErrnoException;
  // What the person at the terminal can mend is one sentence; anything else is ours, and keeps its stack.
  const theirs = error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS');
  console.error(theirs ? `voice-live-agent: ${message.split('\n')[0]}` : error);
  process.exitCode = theirs ? 2 : 1;
});
