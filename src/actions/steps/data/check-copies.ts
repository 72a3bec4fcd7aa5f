import * as z from 'zod';
import { type Copy, type CopyFound, copySpec, inspectCopy } from '../../backups/inspect-copy.ts';
import { holdsDatabase } from '../../databases/engines/table.ts';
import { jobsOf } from '../../jobs/run-job.ts';
import type { Finding } from '../../report.ts';
import { type Failure, fail, ok } from '../../result.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep } from '../../step.ts';
import { bytesText, outside, type Text, texts } from '../../text.ts';
import { remotePath } from '../../values.ts';

const say = texts('check-copies', {
  damaged: {
    en: 'Backup {id} is damaged and no longer counts as verified ({why})',
    zh: '备份 {id} 已损坏,不再视为有效({why})',
  },
  now: { en: 'opening {part}', zh: '正在打开 {part}' },
  part: { en: '{rows} rows, {bytes}, sha256 {sha256}', zh: '{rows} 行,{bytes},sha256 {sha256}' },
  sealed: {
    en: 'encrypted, as it was made: {bytes}, sha256 {sha256}',
    zh: '已加密,与备份时一致:{bytes},sha256 {sha256}',
  },
  packed: {
    en: '{rows, plural, one {# member} other {# members}}, {bytes}, sha256 {sha256}',
    zh: '{rows} 个成员,{bytes},sha256 {sha256}',
  },
});

const paramsSpec = z.strictObject({
  id: z.string(),
  folder: remotePath,
  copies: z.array(copySpec.extend({ sha256: z.string().min(1) })).min(1),
  limitMs: z.int().positive(),
  /** The catalogue is told that it is sound too, and by what look; left out: only that it is not. */
  record: z.enum(['opened', 'hash']).optional(),
});

/** Opens every copy of a backup, before anything stops or to know how it is. Changes nothing on the host. */
export const checkCopies = defineStep({
  kind: 'check-copies',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ copies: z.int(), rows: z.int(), bytes: z.int() }),
  repeatable: true,
  reattachable: true,
  onlyLooks: true,
  cancellable: 'now',
  describe: ({ folder, copies }) => copies.map(({ file }) => shownCommand(['sha256sum', `${folder}/${file}`])),
  prepare: async () => ok({}),
  async perform({ id, folder, copies, limitMs, record }, _memo, context) {
    const { backups, host, signal, now } = context;
    const findings: Finding[] = [];
    const total = { rows: 0, bytes: 0 };
    let damage: Failure | undefined;
    for (const copy of copies) {
      context.progress(say.now({ part: outside(copy.name) }));
      const hosts = jobsOf(context, { part: copy.name });
      const looked = await inspectCopy(hosts, host, folder, copy, { signal, timeoutMs: limitMs });
      const { failure, damaged, found } = looked;
      // What could not be looked at says nothing of the backup.
      if (failure !== undefined && !damaged && damage === undefined) return { ok: false, failure };
      if (failure !== undefined) findings.push(findingOf(copy, failure.message, damaged ? 'critical' : 'unknown'));
      if (damaged) damage ??= failure;
      if (found === undefined) continue;
      findings.push(findingOf(copy, wordsOf(copy, found), 'ok'));
      total.bytes += found.bytes;
      if (holdsDatabase(copy)) total.rows += sumOf(found);
    }
    if (damage !== undefined) {
      await backups.checked(id, { sound: false, atMs: now() });
      const known = await backups.get(id);
      const elsewhere = known?.copies.some(({ state }) => state === 'sound') === true;
      // For whoever wanted to use it the plan is stale; for whoever wanted to know it is the answer.
      return fail(record === undefined ? 'stale' : 'unhealthy', say.damaged({ id: outside(id), why: damage.message }), {
        evidence: [{ type: 'findings', findings }, ...(damage.evidence ?? [])],
        next: [...(elsewhere ? [`/backup fetch ${known.system} ${id}`] : []), '/backup list'],
      });
    }
    if (record !== undefined) await backups.checked(id, { sound: true, atMs: now(), by: record });
    return ok({ copies: copies.length, ...total });
  },
  readBack: async () => 'not-done',
});

const findingOf = ({ name }: Copy, text: Text, mark: Finding['mark']): Finding => ({
  mark,
  label: outside(name),
  text,
});

const sumOf = ({ counts }: CopyFound): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

function wordsOf(copy: Copy, found: CopyFound): Text {
  const words = {
    rows: sumOf(found),
    bytes: bytesText(found.bytes),
    sha256: outside(`${found.sha256.slice(0, 12)}…`),
  };
  if (copy.sealed === true) return say.sealed(words);
  return holdsDatabase(copy) ? say.part(words) : say.packed(words);
}
