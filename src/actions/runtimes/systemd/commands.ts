import type { Argv } from '../../ports.ts';
import type { Verb } from '../runtime.ts';

/** Run through sudo; the generated sudoers file allows exactly these. */
export const systemctl = (verb: Verb, unit: string): Argv => ['/usr/bin/systemctl', verb, unit];

/** The newest lines of a unit; with `sinceSeconds` none that is older. */
export const journal = (unit: string, lines: number, sinceSeconds?: number): Argv => [
  'journalctl',
  '-u',
  unit,
  '-n',
  String(lines),
  '--no-pager',
  '-o',
  'short-iso',
  ...(sinceSeconds === undefined ? [] : [`--since=-${sinceSeconds}s`]),
];
