import * as z from 'zod';
import { copySpec, inspectCopy } from '../backups/inspect-copy.ts';
import { jobsOf } from '../jobs/run-job.ts';
import { fail, ok } from '../result.ts';
import { defineStep } from '../step.ts';
import { outside, texts } from '../text.ts';
import { remotePath } from '../values.ts';
import { shownCommand } from './shown-command.ts';

const say = texts('check-copies', {
  damaged: {
    en: 'Backup {id} is damaged and no longer counts as verified ({why})',
    zh: '备份 {id} 已损坏,不再视为有效({why})',
  },
});

const paramsSpec = z.strictObject({
  id: z.string(),
  folder: remotePath,
  copies: z.array(copySpec.extend({ sha256: z.string().min(1) })).min(1),
  limitMs: z.int().positive(),
});

/** Opens what is about to be put in place once more, before anything stops. Changes nothing on the host. */
export const checkCopies = defineStep({
  kind: 'check-copies',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ copies: z.int() }),
  repeatable: true,
  reattachable: true,
  onlyLooks: true,
  cancellable: 'now',
  describe: ({ folder, copies }) => copies.map(({ file }) => shownCommand(['sha256sum', `${folder}/${file}`])),
  prepare: async () => ok({}),
  async perform({ id, folder, copies, limitMs }, _memo, context) {
    const { backups, host, signal, now } = context;
    for (const copy of copies) {
      const hosts = jobsOf(context, { part: copy.name });
      const { failure, damaged } = await inspectCopy(hosts, host, folder, copy, { signal, timeoutMs: limitMs });
      if (failure === undefined) continue;
      if (!damaged) return { ok: false, failure };
      await backups.checked(id, { sound: false, atMs: now() });
      return fail('stale', say.damaged({ id: outside(id), why: failure.message }), {
        evidence: failure.evidence ?? [],
        next: ['/backup list'],
      });
    }
    return ok({ copies: copies.length });
  },
  readBack: async () => 'not-done',
});
