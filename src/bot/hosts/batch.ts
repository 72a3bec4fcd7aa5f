import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Argv } from '../../actions/ports.ts';
import { FrameSplitter } from './frames.ts';
import { execWords } from './quote.ts';
import type { ByteSink, Output } from './transport.ts';

export interface Batch {
  /** For the standard input of `sh`. */
  readonly program: string;
  /** Takes what `sh` prints and hands each command its own part. */
  readonly output: Output;
  /** Passes on what was held back and tells which commands came to their end, in order. */
  end(): readonly { readonly exitCode: number; readonly tookMs: number }[];
}

/**
 * Several commands as one shell program. Both streams carry a frame after each command, so that each has its own
 * stdout, stderr and exit code. Nothing runs before the last byte has arrived: half a program runs no command.
 */
export function makeBatch(commands: readonly Argv[], outputs: readonly Output[]): Batch {
  const nonce = randomBytes(16).toString('hex');
  const ended: { exitCode: number; tookMs: number }[] = [];
  let beganAt = performance.now();
  const stdout = splitter(nonce, outputs, 'stdout', (fields) => {
    const now = performance.now();
    ended.push({ exitCode: Number.parseInt(fields, 10), tookMs: now - beganAt });
    beganAt = now;
  });
  const stderr = splitter(nonce, outputs, 'stderr', () => {});
  return {
    program: programOf(nonce, commands),
    output: { stdout: (chunk) => stdout.push(chunk), stderr: (chunk) => stderr.push(chunk) },
    end() {
      stdout.end();
      stderr.end();
      return ended;
    },
  };
}

const programOf = (nonce: string, commands: readonly Argv[]): string =>
  [
    `z() { printf '\\n${nonce} %d\\n' "$1"; printf '\\n${nonce} \\n' >&2; }`,
    'b() {',
    ...commands.map((argv) => `(${execWords(argv)}) </dev/null; z $?`),
    '}',
    'b',
    '',
  ].join('\n');

function splitter(
  nonce: string,
  outputs: readonly Output[],
  name: keyof Output,
  onFrame: (fields: string) => void,
): FrameSplitter {
  let index = 0;
  const onBytes: ByteSink = (chunk) => outputs[index]?.[name](chunk);
  return new FrameSplitter(nonce, outputs.length, onBytes, (fields) => {
    index += 1;
    onFrame(fields);
  });
}
