import * as z from 'zod';
import { fail, ok } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { outside, texts } from '../../text.ts';
import { drillParams, productionProgram, removeScratchProgram } from './open-drill.ts';

const say = texts('close-drill', {
  touched: {
    en: 'It cannot be proved that production stayed untouched: {paths} became another file, or got another owner or mode, meanwhile',
    zh: '无法证明生产数据未被触碰:{paths} 在演练期间被替换,或属主、权限发生变化',
  },
});

/** Arguments: root, scratch, production. */
const compareProgram = `${productionProgram}${sh`
cd -- "$1/$2" || exit 20
shift 2
production "$@" >after || exit 21
[ -s before ] || exit 24
# What differs is in one of the two only.
sort before after | uniq -u | sed -E 's/^(none|[0-9]+ [^ ]+ [0-7]+) /touched /' | sort -u
`}`;

/** Compares production with what it was, and takes the scratch place away. */
export const closeDrill = defineStep({
  kind: 'close-drill',
  params: drillParams,
  memo: z.strictObject({}),
  outputs: z.strictObject({ files: z.int() }),
  repeatable: true,
  cancellable: 'after-step',
  describe: ({ root, scratch, production }) => [
    shownCommand(['stat', ...production]),
    shownCommand(['rm', '-rf', `${root}/${scratch}`]),
  ],
  prepare: async () => ok({}),
  async perform({ root, scratch, production }, _memo, context) {
    const compared = await runProgram(programArgv(compareProgram, root, scratch, ...production), root, context, {
      timeoutMs: 30_000,
    });
    if (!compared.ok) return compared;
    const touched = readLines(compared.value).get('touched') ?? [];
    if (touched.length > 0) return fail('unhealthy', say.touched({ paths: { list: touched.map(outside) } }));
    const removed = await runProgram(programArgv(removeScratchProgram, root, scratch), root, context, {
      timeoutMs: 120_000,
    });
    return removed.ok ? ok({ files: production.length }) : removed;
  },
  readBack: async () => 'not-done',
});

/** Writes down what a drill showed; touches no host. */
export const recordDrill = defineStep({
  kind: 'record-drill',
  params: z.strictObject({
    id: z.string(),
    backupId: z.string(),
    /** When the backup was taken. */
    takenAtMs: z.int(),
    /** How long each copy took to come back. */
    took: z.array(z.int()),
  }),
  memo: z.strictObject({}),
  outputs: z.strictObject({ rtoMs: z.int(), rpoMs: z.int() }),
  repeatable: true,
  cancellable: 'never',
  describe: () => [],
  prepare: async () => ok({}),
  async perform({ id, backupId, takenAtMs, took }, _memo, { backups, now }) {
    const rtoMs = took.reduce((sum, ms) => sum + ms, 0);
    const rpoMs = Math.max(0, now() - takenAtMs);
    await backups.drillEnded(id, { sound: true, atMs: now(), rtoMs, rpoMs });
    await backups.checked(backupId, { sound: true, atMs: now(), by: 'opened' });
    return ok({ rtoMs, rpoMs });
  },
  readBack: async () => 'not-done',
});
