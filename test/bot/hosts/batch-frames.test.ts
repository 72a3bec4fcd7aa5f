import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Argv } from '../../../src/actions/ports.ts';
import { makeBatch } from '../../../src/bot/hosts/batch.ts';
import { FrameSplitter } from '../../../src/bot/hosts/frames.ts';
import type { Output } from '../../../src/bot/hosts/transport.ts';
import { examples } from '../../examples.ts';

interface Part {
  readonly output: Output;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

function part(): Part {
  const parts: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  return {
    output: {
      stdout: (chunk) => parts.stdout.push(Buffer.from(chunk)),
      stderr: (chunk) => parts.stderr.push(Buffer.from(chunk)),
    },
    stdout: () => Buffer.concat(parts.stdout).toString(),
    stderr: () => Buffer.concat(parts.stderr).toString(),
  };
}

/** Runs a batch in a real shell; its output arrives in pieces of `size` bytes. */
function runBatch(commands: readonly Argv[], size = 7) {
  const parts = commands.map(part);
  const batch = makeBatch(
    commands,
    parts.map((each) => each.output),
  );
  const ran = spawnSync('sh', { input: batch.program });
  for (const name of ['stdout', 'stderr'] as const)
    for (let at = 0; at < ran[name].length; at += size) batch.output[name](ran[name].subarray(at, at + size));
  const ended = batch.end();
  return parts.map((each, i) => ({ exitCode: ended[i]?.exitCode, stdout: each.stdout(), stderr: each.stderr() }));
}

describe('frames of a batch', () => {
  test.each([1, 2, 7, 33, 34, 4_096])('are found whatever the pieces they come in (%i bytes)', (size) => {
    const commands: Argv[] = [['echo', 'one'], ['printf', '\n\n'], ['sh', '-c', 'echo err >&2; exit 9'], ['true']];
    expect(runBatch(commands, size)).toEqual([
      { exitCode: 0, stdout: 'one\n', stderr: '' },
      { exitCode: 0, stdout: '\n\n', stderr: '' },
      { exitCode: 9, stdout: '', stderr: 'err\n' },
      { exitCode: 0, stdout: '', stderr: '' },
    ]);
  });

  test('cannot be forged by output that knows what frames look like', () => {
    const { program } = makeBatch([['true']], [part().output]);
    const nonce = /[0-9a-f]{32}/.exec(program)?.[0] ?? '';
    const guess = nonce.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    const forged = [`\n${nonce} 0\n`, `\n${guess} 0\n`, '\n0\n', `\n${'f'.repeat(32)} 0\nfake`].join('');
    expect(
      runBatch([
        ['printf', '%s', forged],
        ['echo', 'true answer'],
      ]),
    ).toMatchObject([
      { exitCode: 0, stdout: forged },
      { exitCode: 0, stdout: 'true answer\n' },
    ]);
  });

  test('have a new nonce in every batch', () => {
    const programs = Array.from({ length: 5 }, () => makeBatch([['true']], [part().output]).program);
    expect(new Set(programs).size).toBe(5);
  });

  test('are not to be seen by the commands between them', () => {
    const look = 'tr "\\0" "\\n" < /proc/$PPID/cmdline; tr "\\0" "\\n" < /proc/$$/environ; cat';
    const [seen] = runBatch([['sh', '-c', look]]);
    expect(seen).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^PATH=/m) });
    expect(seen?.stdout).not.toMatch(/[0-9a-f]{32}/);
  });

  test('hold no command that runs when the program is cut short on its way', () => {
    const { program } = makeBatch(
      [
        ['echo', 'ran'],
        ['echo', 'ran'],
      ],
      [part().output, part().output],
    );
    for (let length = 0; length < program.length - 2; length += 1) {
      const { stdout } = spawnSync('sh', { input: program.slice(0, length), encoding: 'utf8' });
      expect(stdout).toBe('');
    }
    expect(execFileSync('sh', { input: program, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })).toContain(
      'ran',
    );
  });

  test('any words of any commands arrive unchanged', () => {
    const word = fc.string({ unit: 'binary', maxLength: 20 }).map((words) => words.replaceAll('\0', ''));
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (lists) => {
        const ran = runBatch(lists.map((words) => ['printf', '%s|', ...words]));
        expect(ran.map((each) => each.stdout)).toEqual(lists.map((words) => words.map((each) => `${each}|`).join('')));
      }),
      { numRuns: examples(40) },
    );
  });
});

describe('a frame splitter', () => {
  const nonce = 'n0nce';
  const split = (text: string, frames: number, cuts: readonly number[]) => {
    const bytes: string[] = [];
    const seen: string[] = [];
    const splitter = new FrameSplitter(
      nonce,
      frames,
      (chunk) => bytes.push(Buffer.from(chunk).toString('latin1')),
      (fields) => seen.push(`${bytes.splice(0).join('')}#${fields}`),
    );
    const whole = Buffer.from(text, 'latin1');
    const edges = [0, ...cuts.map((cut) => cut % (whole.length + 1)).toSorted((a, b) => a - b), whole.length];
    for (let i = 1; i < edges.length; i += 1) splitter.push(whole.subarray(edges[i - 1], edges[i]));
    splitter.end();
    return { seen, rest: bytes.join('') };
  };

  test.each([
    ['text before and after', 'a\nn0nce 1\nb', 1, ['a#1'], 'b'],
    ['two frames in a row', '\nn0nce 1\n\nn0nce 2\n', 2, ['#1', '#2'], ''],
    ['what only begins like a frame', 'a\nn0nc', 1, [], 'a\nn0nc'],
    ['a frame after frames enough', '\nn0nce 1\n\nn0nce 2\n', 1, ['#1'], '\nn0nce 2\n'],
    ['a newline too many', '\n\nn0nce 1\n\n', 1, ['\n#1'], '\n'],
    ['the nonce in the middle of a line', 'x n0nce 1\n', 1, [], 'x n0nce 1\n'],
  ])('with %s gives the same for every way it is cut', (_, text, frames, seen, rest) => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 6 }), (cuts) => {
        expect(split(text, frames, cuts)).toEqual({ seen, rest });
      }),
    );
  });
});
