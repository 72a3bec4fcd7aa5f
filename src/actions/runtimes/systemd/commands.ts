import type { Argv } from '../../ports.ts';
import type { Verb } from '../runtime.ts';

/** Run through sudo; the generated sudoers file allows exactly these. */
export const systemctl = (verb: Verb, unit: string): Argv => ['/usr/bin/systemctl', verb, unit];

/** The newest lines of a unit. Not with `--since`: then `-n` counts from the oldest (systemd 252). */
export const journal = (unit: string, lines: number): Argv => [
  'journalctl',
  '-u',
  unit,
  '-n',
  String(lines),
  '--no-pager',
  '-o',
  'short-iso',
];
