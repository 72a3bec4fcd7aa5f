import { askHosts } from '../../ask-hosts.ts';
import { asideName } from '../../data-moves.ts';
import { engineOf, holdsDatabase } from '../../databases/engines/table.ts';
import { roomFor, stillIs, unchanged } from '../../guards-for.ts';
import type { System } from '../../inventory.ts';
import { systemName } from '../../names.ts';
import { folderOf } from '../../paths.ts';
import type { Guard, Plan, Step } from '../../plan.ts';
import { exclusive, planFor } from '../../plan-for.ts';
import type { Backup, PlanContext } from '../../ports.ts';
import type { Result } from '../../result.ts';
import { downtimeOf } from '../../services/downtime.ts';
import { locksOf } from '../../services/held-services.ts';
import { listed } from '../../services/service-plan.ts';
import { targetsOf } from '../../services/targets.ts';
import { atText, bytesText, outside, type Text, texts } from '../../text.ts';
import { hashWords } from '../backup-words.ts';
import { chosenBackup } from '../chosen-backup.ts';
import { openingOf, plainPart } from '../opening.ts';
import { type Returning, returningOf, type What } from './restorable.ts';
import { stepsOfRestore } from './steps-of-restore.ts';

const say = texts('plan-restore', {
  backup: { en: 'from backup {id}', zh: '来自备份 {id}' },
  taken: {
    en: 'taken {at} ({age}), verified {verified}, {bytes}, sha256 {sha256}',
    zh: '取于 {at}({age}),{verified} 校验,{bytes},sha256 {sha256}',
  },
  lost: { en: 'what is lost', zh: '将丢失' },
  since: { en: 'everything written since {at}', zh: '{at} 之后写入的全部内容' },
  atLeast: { en: '{since}, at least {list}', zh: '{since},至少包括 {list}' },
  rows: { en: '{count, plural, one {# row} other {# rows}} in {table}', zh: '{table} 中 {count} 行' },
  unread: { en: '{since}; the present database cannot be read', zh: '{since};当前数据库无法读取' },
  down: { en: 'stopped meanwhile', zh: '期间停止' },
  aside: { en: 'kept as', zh: '现有数据保留为' },
  undone: {
    en: '{path}; put back by itself if anything fails',
    zh: '{path};任何一步失败都会自动恢复',
  },
});

export interface Restore {
  readonly action: string;
  readonly input: unknown;
  readonly system: System;
  /** Undefined: the newest verified one. */
  readonly backupId: string | undefined;
  readonly what: What;
  /** Opens an encrypted backup, where it is not the configured one. */
  readonly identity?: { readonly secret: string };
  readonly summary: (words: { readonly system: Text; readonly id: Text }) => Text;
}

/** Stop, set aside, put the verified copy in place, start, and look; every step can be undone. */
export async function planRestore(restore: Restore, context: PlanContext): Promise<Result<Plan>> {
  const { system } = restore;
  const chosen = await chosenBackup(system, restore.backupId, context.backups);
  if (!chosen.ok) return chosen;
  const backup = chosen.value;
  const returning = returningOf(system, backup, restore.what);
  if (!returning.ok) return returning;
  const targets = targetsOf(context.inventory, { system: system.id });
  if (!targets.ok) return targets;
  const { services } = targets.value;
  const parts = returning.value.map(({ part }) => part);
  const opening = openingOf(system, backup, parts, context.planId, restore.identity);
  if (!opening.ok) return opening;
  const steps: readonly Step[] = stepsOfRestore(
    {
      backup,
      opening: opening.value,
      returning: returning.value,
      services,
    },
    context,
  );
  const bytes = returning.value.reduce((sum, { part }) => sum + part.bytes, 0);
  const guards: readonly Guard[] = [
    stillIs(backup),
    ...unchanged(services),
    ...returning.value.map(roomOf),
    ...(opening.value.bytes === 0 ? [] : [roomFor(backup.host, folderOf(backup.folder), opening.value.bytes)]),
  ];
  return planFor(system, context, {
    action: restore.action,
    input: restore.input,
    risk: 'dangerous',
    locks: [exclusive(`system:${system.id}`), exclusive(`backup:${system.id}`), ...locksOf(services)],
    guards,
    steps,
    summary: restore.summary({ system: systemName(system), id: outside(backup.id) }),
    ...(await downtimeOf(services, context, 5_000 + Math.ceil(bytes / 50_000))),
    facts: [
      {
        type: 'facts',
        facts: [
          { label: say.backup({ id: outside(backup.id) }), value: takenWords(backup, bytes) },
          { label: say.lost(), value: await lossWords(backup, returning.value, context) },
          { label: say.down(), value: listed(services) },
          ...returning.value.map(({ paths: [path = ''] }) => ({
            label: say.aside(),
            value: say.undone({ path: outside(asideName(path, context.planId)) }),
          })),
        ],
      },
    ],
  });
}

/** The packed bytes say nothing of the unpacked ones; ten times is more than text ever gains. */
const roomOf = ({ host, part, paths: [path = '/'] }: Returning): Guard =>
  roomFor(host, folderOf(path), plainPart(part).bytes * (holdsDatabase(part) ? 1 : 10));

const takenWords = ({ startedAtMs, endedAtMs, checkedAtMs, sha256 }: Backup, bytes: number): Text =>
  say.taken({
    at: atText(startedAtMs),
    age: { atMs: startedAtMs, as: 'age' },
    verified: atText(checkedAtMs ?? endedAtMs ?? startedAtMs),
    bytes: bytesText(bytes),
    sha256: hashWords(sha256),
  });

/** Where it can be told: tables that have more rows now than in the backup. */
async function lossWords(backup: Backup, returning: readonly Returning[], context: PlanContext): Promise<Text> {
  const since = say.since({ at: atText(backup.startedAtMs) });
  const databases = returning.flatMap(({ part, database }) => (database === undefined ? [] : [{ part, database }]));
  if (databases.length === 0) return since;
  const questions = databases.map(({ database }) => engineOf(database).rows(database));
  const answers = await askHosts(context, questions, 10_000);
  const more: Text[] = [];
  for (const [at, question] of questions.entries()) {
    const now = answers(question);
    if (!now.ok || Object.keys(now.value).length === 0) return say.unread({ since });
    const then = databases[at]?.part.counts ?? {};
    for (const [table, count] of Object.entries(now.value)) {
      const gained = count - (then[table] ?? 0);
      if (gained > 0) more.push(say.rows({ count: gained, table: outside(table) }));
    }
  }
  return more.length === 0 ? since : say.atLeast({ since, list: { list: more } });
}
