import * as z from 'zod';
import { commandFailure } from '../../command-failure.ts';
import type { Argv } from '../../ports.ts';
import { fail, ok, type Result } from '../../result.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { sh } from '../../sh.ts';
import type { Outputs, StepContext } from '../../step.ts';
import { outside, texts } from '../../text.ts';

const say = texts('files-moved', {
  gone: {
    en: '{count, plural, one {{first} cannot} other {{first} and {more} more cannot}} be put back: no longer there, and no longer where set aside',
    zh: '{count, plural, =1 {无法恢复 {first}} other {无法恢复 {first} 及另外 {more} 个文件}}:原处没有,保留处也已不存在',
  },
});

/** Defines `is_plain FILE`, of one that is neither a link nor a folder, and refuses names that are paths. */
export const plainFiles = sh`
for name; do case $name in */* | . | .. | '') exit 22 ;; esac; done
is_plain() { [ -f "$1" ] && [ ! -L "$1" ]; }
`;
/** Sets `open` to `device:inode` lines of every file a process has open, as far as this user may see that. */
export const seeOpenFiles = sh`
see_open() { open=$(find -L /proc/[0-9]*/fd -maxdepth 1 -type f -printf '%D:%i\n' 2>/dev/null | sort -u); }
is_seen_open() { printf '%s\n' "$open" | grep -qx "$(stat -c '%d:%i' -- "$1")"; }
`;

/** Defines `file_line FILE ASIDE OPEN`, which says a file's inode, that of what was set aside of it, and whether it is open. */
export const fileLines = sh`
inode_of() { if is_plain "$1"; then stat -c %i -- "$1"; else echo none; fi; }
file_line() { printf 'file %s %s %s\n' "$(inode_of "$1")" "$(inode_of "$2")" "$3"; }
`;

/** Which files a step was to move, by place: the inode, which a move keeps; `none` was not there or was open. Runs of earlier releases have none. */
export const filesMemo = z.strictObject({ files: z.array(z.string()).optional() });
type FilesMemo = z.output<typeof filesMemo>;

/** What programs that take files away say: how many were moved, their bytes, and how many were left because they are open. */
export const filesMoved = z.strictObject({ moved: z.int(), bytes: z.int(), open: z.int() });

export async function moveFiles(argv: Argv, context: StepContext): Promise<Result<Outputs>> {
  const answer = await run(argv, context);
  if (!answer.ok) return answer;
  const of = (key: string) => numberOf(answer.value, key);
  return ok({ moved: of('moved'), bytes: of('bytes'), open: of('open') });
}

export async function seeFiles(count: Argv, context: StepContext): Promise<Result<FilesMemo>> {
  const answer = await run(count, context);
  if (!answer.ok) return answer;
  return ok({ files: fileLinesOf(answer.value).map(({ there, open }) => (open ? 'none' : there)) });
}

/** Fails, before anything is moved, when a file that was taken away is neither in its place nor where it was set aside. */
export async function moveBack(
  { count, back, names }: { readonly count: Argv; readonly back: Argv; readonly names: readonly string[] },
  { files = [] }: FilesMemo,
  context: StepContext,
): Promise<Result<undefined>> {
  const seen = await run(count, context);
  if (!seen.ok) return seen;
  const now = fileLinesOf(seen.value);
  const gone = names.filter((_, at) => {
    const was = files[at] ?? 'none';
    return was !== 'none' && now[at]?.aside === 'none' && now[at].there !== was;
  });
  const [first] = gone;
  if (first !== undefined) {
    const words = { count: gone.length, first: outside(first), more: gone.length - 1 };
    return fail('command-failed', say.gone(words));
  }
  return putBack(back, context);
}

async function putBack(argv: Argv, context: StepContext): Promise<Result<undefined>> {
  const answer = await run(argv, context);
  return answer.ok ? ok(undefined) : answer;
}

/** Whether any of the files still waits to be moved. */
export async function lookForWaiting(argv: Argv, context: StepContext): Promise<'done' | 'not-done' | 'unknown'> {
  const answer = await run(argv, context);
  if (!answer.ok) return 'unknown';
  return numberOf(answer.value, 'waiting') === 0 ? 'done' : 'not-done';
}

async function run(argv: Argv, { hosts, host, signal }: StepContext): Promise<Result<string>> {
  const answer = await hosts.exec(host, argv, { signal, timeoutMs: 30_000 });
  if (!answer.ok) return answer;
  return answer.value.exitCode === 0
    ? ok(answer.value.stdout)
    : { ok: false, failure: commandFailure(host, ['mv'], answer.value) };
}

const fileLinesOf = (stdout: string) =>
  (readLines(stdout).get('file') ?? []).map((line) => {
    const [there = 'none', aside = 'none', open] = line.split(' ');
    return { there, aside, open: open === 'open' };
  });

const numberOf = (stdout: string, key: string): number => Number(readLines(stdout).get(key)?.[0] ?? 0) || 0;
