import * as z from 'zod';
import { type Copy, copySpec, soundCopy } from '../../backups/inspect-copy.ts';
import { engineOfCopy, holdsDatabase } from '../../databases/engines/table.ts';
import { jobsOf } from '../../jobs/run-job.ts';
import type { BackupPart } from '../../ports.ts';
import { fail, ok, type Result } from '../../result.ts';
import { runProgram } from '../../run-program.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../sh.ts';
import { shownCommand } from '../../shown-command.ts';
import { defineStep, type StepContext } from '../../step.ts';
import { outside, texts } from '../../text.ts';
import { remotePath } from '../../values.ts';
import { backupFolderName, lookProgram } from './open-backup.ts';
import { sealCopy } from './seal-copy.ts';

const say = texts('verify-backup', {
  noTables: { en: 'the copy of {part} has no table', zh: '{part} 的副本中没有任何表' },
});

const paramsSpec = z.strictObject({
  id: z.string(),
  system: z.string(),
  root: remotePath,
  folder: backupFolderName,
  startedAtMs: z.int(),
  copies: z.array(copySpec).min(1),
  /** Who can open it: each copy is encrypted once it was found sound. */
  recipients: z.array(z.string()).optional(),
  limitMs: z.int().positive(),
});
/** Arguments: paths. Owner and mode of each as it is now; one that meanwhile went is not there. */
const ownersProgram = sh`
for path; do
  owner=$(stat -c '%U:%G %a' -- "$path" 2>/dev/null) || owner='? ?'
  printf 'owner %s\n' "$owner"
done
`;

/** Arguments: root, name. Manifest on stdin. Prints its hash; the folder gets its own name last. */
const closeProgram = sh`
umask 077
cd -- "$1" || exit 20
if [ -d ".$2.part" ]; then here=.$2.part; else here=$2; fi
cat >"$here/manifest.json.new" && mv -f -- "$here/manifest.json.new" "$here/manifest.json" || exit 21
# It is called verified when a power cut takes none of it back.
sync -- "$here"/* "$here" 2>/dev/null || sync
if [ "$here" != "$2" ]; then mv -T -- "$here" "$2" || exit 21; fi
sync -- . 2>/dev/null || sync
sha256=$(sha256sum <"$2/manifest.json")
printf 'sha256 %s\n' "\${sha256%% *}"
`;

/** Opens every copy, writes the manifest, gives the backup its name, and only then enters it as verified. */
export const verifyBackup = defineStep({
  kind: 'verify-backup',
  params: paramsSpec,
  memo: z.strictObject({}),
  outputs: z.strictObject({ bytes: z.int(), sha256: z.string(), parts: z.int(), rows: z.int() }),
  repeatable: true,
  reattachable: true,
  cancellable: 'now',
  describe: ({ root, folder, copies, recipients = [] }) => [
    ...copies.map((copy) =>
      shownCommand(engineOfCopy(copy)?.shownInspection(copy.file) ?? ['tar', '--list', '--file', copy.file]),
    ),
    ...(recipients.length === 0
      ? []
      : copies.map(({ file }) =>
          shownCommand([
            'age',
            ...recipients.flatMap((each) => ['--recipient', each]),
            '--output',
            `${file}.age`,
            file,
          ]),
        )),
    shownCommand(['mv', '-T', `${root}/.${folder}.part`, `${root}/${folder}`]),
  ],
  prepare: async () => ok({}),
  async perform(params, _memo, context) {
    const { id, system, root, folder, startedAtMs, recipients = [], limitMs } = params;
    const encrypted = recipients.length > 0;
    const looked = await runProgram(programArgv(lookProgram, root, folder), root, context, { timeoutMs: 15_000 });
    if (!looked.ok) return looked;
    // It has its own name already when a crash came between naming it and entering it.
    const here = looked.value.includes('found part') ? `${root}/.${folder}.part` : `${root}/${folder}`;
    const parts: BackupPart[] = [];
    for (const copy of params.copies) {
      const part = await partOf(copy, here, limitMs, context);
      if (!part.ok) return part;
      const kept = encrypted ? await sealCopy(part.value, here, recipients, context, limitMs) : part;
      if (!kept.ok) return kept;
      parts.push(kept.value);
    }
    const { host, runId } = context;
    const verifiedAtMs = context.now();
    const words = { id, system, host, runId, startedAtMs, verifiedAtMs, verifiedBy: 'opened', encrypted, parts };
    const manifest = `${JSON.stringify(words, undefined, 2)}\n`;
    const options = { timeoutMs: 60_000, stdin: manifest };
    const closed = await runProgram(programArgv(closeProgram, root, folder), root, context, options);
    if (!closed.ok) return closed;
    const sha256 = readLines(closed.value).get('sha256')?.[0] ?? '';
    await context.backups.verified(id, { parts, sha256, atMs: verifiedAtMs, encrypted });
    return ok(outputsOf(parts, sha256));
  },
  async readBack({ id }, _memo, { backups }) {
    return (await backups.get(id))?.state === 'verified' ? 'done' : 'not-done';
  },
  async recall({ id }, _memo, { backups }) {
    const backup = await backups.get(id);
    return ok(outputsOf(backup?.parts ?? [], backup?.sha256 ?? ''));
  },
});

async function partOf(
  copy: Copy,
  folder: string,
  timeoutMs: number,
  context: StepContext,
): Promise<Result<BackupPart>> {
  const { host, signal } = context;
  const found = await soundCopy(jobsOf(context, { part: copy.name }), host, folder, copy, { signal, timeoutMs });
  if (!found.ok) return found;
  if (holdsDatabase(copy) && Object.keys(found.value.counts).length === 0) {
    return fail('command-failed', say.noTables({ part: outside(copy.name) }));
  }
  const owners = await runProgram(programArgv(ownersProgram, ...copy.paths), copy.name, context, { timeoutMs: 15_000 });
  if (!owners.ok) return owners;
  const all = readLines(owners.value).get('owner') ?? [];
  const { name, kind, file, paths } = copy;
  const sources = paths.map((path, at) => ({ path, owner: all[at] ?? '? ?' }));
  return ok({ name, kind, file, sources, ...found.value });
}

const outputsOf = (parts: readonly BackupPart[], sha256: string) => ({
  bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  sha256,
  parts: parts.length,
  rows: parts
    .filter(holdsDatabase)
    .flatMap(({ counts }) => Object.values(counts))
    .reduce((sum, count) => sum + count, 0),
});
