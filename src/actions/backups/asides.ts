import type { Question } from '../ask-hosts.ts';
import { asideName } from '../data-moves.ts';
import { engineOf } from '../databases/engines/table.ts';
import type { System } from '../inventory.ts';
import { readLines } from '../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../sh.ts';

/** What a restore, a recovery or a wipe left beside the data of now. */
export interface SetAside {
  /** The id of the plan that set it aside; what belongs together has the same. */
  readonly stamp: string;
  readonly host: string;
  readonly path: string;
  readonly bytes: number;
  /** When it got its name, by the host's clock. */
  readonly atMs: number;
  /** Whose it is, when not the login's. */
  readonly user?: string;
}

interface Kept {
  readonly host: string;
  readonly path: string;
  readonly user?: string | undefined;
}

/** Arguments: paths. Counting one may take 3 s; then 0 stands for not known. */
const program = `
for path; do
  for aside in "$path"${asideName('', '*')}; do${sh`
    [ -e "$aside" ] || [ -L "$aside" ] || continue
    size=$(timeout 3 du -sb -- "$aside" 2>/dev/null | tail -n 1 | cut -f1)
    printf 'aside %s %s %s\n' "\${size:-0}" "$(stat -c %Z -- "$aside")" "$aside"
  done
done
exit 0
`}`;

/** One question a host where data of the system lies. */
export const askAsides = (system: System): readonly Question<readonly SetAside[]>[] =>
  [...Map.groupBy(keptBy(system), ({ host }) => host)].map(([host, kept]) => ({
    host,
    commands: [programArgv(program, ...kept.map(({ path }) => path))],
    read: ([answer]) =>
      (readLines(answer?.stdout ?? '').get('aside') ?? []).flatMap((line): readonly SetAside[] => {
        const [, bytes, seconds, path = ''] = /^(\d+) (\d+) (\/.*)$/.exec(line) ?? [];
        const of = kept.find((each) => path.startsWith(asideName(each.path, '')));
        const stamp = /^[0-9A-Z]{4,8}(?=(-out)?$)/.exec(path.slice(asideName(of?.path ?? '', '').length))?.[0];
        if (of === undefined || stamp === undefined) return [];
        const whose = of.user === undefined ? {} : { user: of.user };
        return [{ stamp, host, path, bytes: Number(bytes), atMs: Number(seconds) * 1_000, ...whose }];
      }),
  }));

/** Everything a restore can set aside. */
const keptBy = ({ databases, backups }: System): readonly Kept[] => [
  ...Object.values(databases).flatMap((database) =>
    engineOf(database)
      .files(database)
      .map((path): Kept => ({ host: database.host, path, user: database.user })),
  ),
  ...Object.values(backups?.parts ?? {}).flatMap((part): readonly Kept[] =>
    part.kind === 'env' || part.kind === 'files'
      ? part.paths.map((path) => ({ host: backups?.host ?? '', path, user: part.user }))
      : [],
  ),
];

/** What was set aside together, the newest first. */
export interface AsideGroup {
  readonly stamp: string;
  readonly atMs: number;
  readonly bytes: number;
  readonly paths: readonly SetAside[];
}

export const groupsOf = (all: readonly SetAside[]): readonly AsideGroup[] =>
  [...Map.groupBy(all, ({ stamp }) => stamp)]
    .map(([stamp, paths]) => ({
      stamp,
      paths,
      atMs: Math.max(...paths.map(({ atMs }) => atMs)),
      bytes: paths.reduce((sum, { bytes }) => sum + bytes, 0),
    }))
    .toSorted((a, b) => b.atMs - a.atMs);
