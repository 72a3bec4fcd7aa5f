import * as z from 'zod';
import { commandFailure } from '../../command-failure.ts';
import { logrotateArgv } from '../../logs/privileged.ts';
import type { Argv } from '../../ports.ts';
import { ok, type Result } from '../../result.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep, type StepContext } from '../../step.ts';
import { asRoot } from '../../sudo.ts';
import { remotePath } from '../../values.ts';

export const rotateLogsParams = z.strictObject({ config: remotePath, paths: z.array(remotePath).min(1) });
export type RotateLogsParams = z.output<typeof rotateLogsParams>;

/** Of each file: `device:inode size`. */
const memoSpec = z.strictObject({ files: z.record(z.string(), z.string()) });

/** Runs logrotate for one of its configurations, now. */
export const rotateLogs = defineStep({
  kind: 'rotate-logs',
  params: rotateLogsParams,
  memo: memoSpec,
  outputs: z.strictObject({ rotated: z.int() }),
  repeatable: false,
  cancellable: 'after-step',
  describe: ({ config }) => [shownCommand(asRoot(logrotateArgv(config)))],
  async prepare({ paths }, context) {
    const files = await look(paths, context);
    return files.ok ? ok({ files: files.value }) : files;
  },
  async perform({ config, paths }, memo, context) {
    const argv = asRoot(logrotateArgv(config));
    const answer = await context.hosts.exec(context.host, argv, { signal: context.signal, timeoutMs: 120_000 });
    if (!answer.ok) return answer;
    if (answer.value.exitCode !== 0) return { ok: false, failure: commandFailure(context.host, argv, answer.value) };
    return rotated(paths, memo.files, context);
  },
  async readBack({ paths }, memo, context) {
    const now = await look(paths, context);
    if (!now.ok) return 'unknown';
    return turnedOf(memo.files, now.value) > 0 ? 'done' : 'not-done';
  },
  recall: ({ paths }, memo, context) => rotated(paths, memo.files, context),
});

async function rotated(paths: readonly string[], before: Readonly<Record<string, string>>, context: StepContext) {
  const now = await look(paths, context);
  return now.ok ? ok({ rotated: turnedOf(before, now.value) }) : now;
}

async function look(paths: readonly string[], context: StepContext): Promise<Result<Record<string, string>>> {
  const argv: Argv = ['stat', '-L', '-c', '%d:%i %s %n', '--', ...paths];
  const answer = await context.hosts.exec(context.host, argv, { signal: context.signal, timeoutMs: 15_000 });
  if (!answer.ok) return answer;
  const lines = [...answer.value.stdout.matchAll(/^(\d+:\d+ \d+) (.+)$/gm)];
  return ok(Object.fromEntries(lines.map(([, what = '', path = '']) => [path, what])));
}

/** Another file under the name, or the same one made shorter. */
function turnedOf(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): number {
  return Object.entries(before).filter(([path, was]) => {
    const [[id, size], [newId, newSize]] = [was.split(' '), (now[path] ?? ' ').split(' ')];
    return id !== newId || Number(newSize) < Number(size);
  }).length;
}
