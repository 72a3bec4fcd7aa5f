import { fileOf } from '../../paths.ts';
import type { Exec } from '../../ports.ts';
import type { FileLog } from '../log-spec.ts';
import { rotatedFrom } from './rotated-files.ts';

export interface Writer {
  readonly pid: number;
  readonly program: string;
  readonly file: string;
}

/** Processes that have a rotated file of the log open, in the words of `openFilesArgv`; undefined when nobody can tell. */
export function openRotated(log: FileLog, answer: Exec | undefined): readonly Writer[] | undefined {
  // lsof exits with 1 when nothing is open; whoever else complains says so.
  if (
    answer === undefined ||
    answer.exitCode === null ||
    answer.exitCode > 1 ||
    /^(sudo|lsof|sh):/m.test(answer.stderr)
  )
    return undefined;
  const writers: Writer[] = [];
  let [pid, program] = [0, ''];
  for (const line of answer.stdout.split('\n')) {
    const rest = line.slice(1);
    if (line.startsWith('p')) [pid, program] = [Number(rest), ''];
    else if (line.startsWith('c')) program = rest;
    else if (line.startsWith('n') && rotatedFrom(log.path, fileOf(rest)) !== undefined)
      writers.push({ pid, program, file: fileOf(rest) });
  }
  return writers;
}
