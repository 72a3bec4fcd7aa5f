import { askHosts, type Question } from '../../ask-hosts.ts';
import { judgeDisk } from '../../checks/judging/judge-resources.ts';
import { rootCauses } from '../../checks/judging/root-cause.ts';
import { type Looked, look } from '../../checks/look.ts';
import type { DatabaseSeen } from '../../databases/engines/engine.ts';
import { engineOf, holdsDatabase } from '../../databases/engines/table.ts';
import { isLost, judgeDatabase, rowsIn } from '../../databases/judge-database.ts';
import type { Service, System } from '../../inventory.ts';
import { serviceName } from '../../names.ts';
import type { Backup, PlanContext } from '../../ports.ts';
import type { Finding } from '../../report.ts';
import type { Failure, Result } from '../../result.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../sh.ts';
import { outside, texts } from '../../text.ts';
import { isGone } from './alarms.ts';
import { askBackupFacts } from './backup-facts.ts';

const say = texts('what-is-wrong', {
  env: { en: 'environment', zh: '环境文件' },
  envGone: { en: '{path} is not there', zh: '{path} 不存在' },
  envEmpty: { en: '{path} is empty', zh: '{path} 为空' },
});

/** Everything an emergency is decided by, looked at once. */
export interface WhatIsWrong {
  /** What is not well, for people; empty when all is. */
  readonly findings: readonly Finding[];
  /** The host that did not answer, if any: nothing can be decided without it. */
  readonly silence?: Failure;
  /** Data is damaged, empty or gone. */
  readonly dataLost: boolean;
  readonly envLost: boolean;
  /** A database that could not be judged: neither lost nor sound. */
  readonly doubtful?: Finding;
  readonly diskFull: boolean;
  /** Down while all they need is well: mending these mends the rest. */
  readonly roots: readonly (Service & { readonly held: boolean })[];
  /** Not well, roots included, in the order they are started. */
  readonly unwell: readonly Service[];
  /** The newest verified backup that the host still has. */
  readonly newest: Backup | undefined;
  /** Rows of all sound databases, and what the newest backup has of them. */
  readonly rows: number;
  readonly rowsInBackup: number;
}

/** Reading a large database whole may take so long. */
const readLimitMs = 45_000;
/** With less nothing can be written. */
const leastFreeBytes = 4 * 1_048_576;

/** Arguments: paths. */
const envProgram = sh`
for path; do
  if [ ! -e "$path" ]; then printf 'gone %s\n' "$path"; elif [ ! -s "$path" ]; then printf 'empty %s\n' "$path"; fi
done
exit 0
`;

export async function whatIsWrong(system: System, context: PlanContext): Promise<WhatIsWrong> {
  const databases = Object.entries(system.databases).map(([id, database]) => ({
    id,
    database,
    question: engineOf(database).look(database, 'full'),
  }));
  const { backups } = system;
  const env = backups === undefined ? undefined : askEnvironment(backups);
  const facts = backups === undefined ? undefined : askBackupFacts(system, backups);
  const questions: readonly Question<unknown>[] = [
    ...databases.map(({ question }) => question),
    ...(env === undefined ? [] : [env]),
    ...(facts === undefined ? [] : [facts]),
  ];
  const [looked, answers] = await Promise.all([
    look(system, system.services, context),
    askHosts(context, questions, readLimitMs),
  ]);
  const known = await context.backups.list({ system: system.id, limit: 1_000 });
  const onHost = facts === undefined ? undefined : valueIn(answers(facts));
  const newest = known.find((backup) => backup.state === 'verified' && !isGone(backup, onHost));
  const seen = databases.map(({ id, database, question }) => ({ id, database, seen: answers(question) }));
  const judged = seen.flatMap(({ id, database, seen: one }) =>
    one.ok ? [{ seen: one.value, finding: judgeDatabase(id, database, one.value, newest) }] : [],
  );
  const envFindings = env === undefined ? [] : (valueIn(answers(env)) ?? []);
  const disks = diskFindings(looked, system);
  const unwell = looked.services.filter(({ verdict }) => verdict !== 'ok' && verdict !== 'warning');
  const silence =
    looked.hosts.flatMap(({ observed }) => (observed.ok ? [] : [observed.failure]))[0] ??
    seen.flatMap(({ seen: one }) => (one.ok ? [] : [one.failure]))[0];
  const doubtful = judged.find(({ finding: { mark } }) => mark === 'unknown')?.finding;
  return {
    findings: [
      ...judged.map(({ finding }) => finding),
      ...envFindings,
      ...disks.map(({ finding }) => finding),
      ...looked.services.map(({ service, verdict, text }) => ({ mark: verdict, label: serviceName(service), text })),
    ].filter(({ mark }) => mark === 'critical' || mark === 'unknown'),
    ...(silence === undefined ? {} : { silence }),
    ...(doubtful === undefined ? {} : { doubtful }),
    dataLost: judged.some((each) => isLost(each.seen)),
    envLost: envFindings.length > 0,
    diskFull: disks.some(({ full }) => full),
    roots: rootCauses(looked.services).map(({ service, held }) => ({ ...service, held: held === true })),
    unwell: system.services.filter(({ id }) => unwell.some(({ service }) => service.id === id)),
    newest,
    rows: sumOf(judged.map((each) => each.seen)),
    rowsInBackup: (newest?.parts ?? []).filter(holdsDatabase).reduce((sum, { counts }) => sum + rowsIn(counts), 0),
  };
}

const valueIn = <T>(answer: Result<T>): T | undefined => (answer.ok ? answer.value : undefined);

const sumOf = (all: readonly DatabaseSeen[]): number => all.reduce((sum, { rows }) => sum + rowsIn(rows), 0);

function diskFindings({ hosts }: Looked, system: System) {
  return hosts.flatMap(({ host, observed }) =>
    observed.ok
      ? observed.value.disks.map((disk) => ({
          full: disk.freeBytes < leastFreeBytes,
          finding: judgeDisk(disk, { ...system.thresholds, critical: ['disk'] }, hosts.length > 1 ? host : undefined),
        }))
      : [],
  );
}

function askEnvironment({ host, parts }: NonNullable<System['backups']>): Question<readonly Finding[]> {
  const paths = Object.values(parts).flatMap((part) => (part.kind === 'env' ? part.paths : []));
  return {
    host,
    commands: [programArgv(envProgram, ...paths)],
    read: ([answer]) => {
      const lines = readLines(answer?.stdout ?? '');
      const found = (key: string, words: typeof say.envGone): readonly Finding[] =>
        (lines.get(key) ?? []).map((path) => ({
          mark: 'critical',
          label: say.env(),
          text: words({ path: outside(path) }),
        }));
      return [...found('gone', say.envGone), ...found('empty', say.envEmpty)];
    },
  };
}
