import type { Question } from '../../ask-hosts.ts';
import { engineOf } from '../../databases/engines/table.ts';
import type { System } from '../../inventory.ts';
import type { Argv, Exec } from '../../ports.ts';
import { readLines } from '../../runtimes/pidfile/process-facts.ts';
import { programArgv, sh } from '../../sh.ts';
import { outside, type Text, texts } from '../../text.ts';
import { packArgv } from '../packing.ts';
import { type PlannedPart, partsOf } from '../parts.ts';

const say = texts('backup-survey', {
  noFolder: { en: 'the backup folder {path} is not there', zh: '备份目录 {path} 不存在' },
  unwritable: { en: 'the backup folder {path} may not be written', zh: '备份目录 {path} 不可写' },
  missing: { en: '{path} is not there', zh: '{path} 不存在' },
  unreadable: { en: '{path} may not be read', zh: '{path} 不可读' },
  sudo: {
    en: 'sudo on {host} does not let me read {path} as {user}; `zhiban sudoers {host}` prints what is missing',
    zh: '{host} 上的 sudo 不允许以 {user} 身份读取 {path};缺少的规则见 `zhiban sudoers {host}`',
  },
  noAge: {
    en: '{host} has no age to encrypt with: install its package `age`, or take `encrypt` out of the configuration',
    zh: '{host} 上没有用于加密的 age:请安装软件包 age,或从配置中去掉 encrypt',
  },
});

/** What stands on the host before a backup is planned. */
export interface Survey {
  readonly parts: readonly PlannedPart[];
  /** Of all that is to be copied, before it is packed. */
  readonly bytes: number;
  readonly problems: readonly Text[];
}

/** Arguments: root, names of programs in one word, then paths. Sizes in bytes; a path is `ok`, `missing` or `unreadable` by its place. */
const program = sh`
[ -d "$1" ] && echo 'root there'
[ -d "$1" ] && [ -w "$1" ] && echo 'writable yes'
for tool in $2; do command -v "$tool" >/dev/null && printf 'has %s\n' "$tool"; done
shift 2
for path; do
  if [ ! -e "$path" ]; then
    echo 'path missing 0'
    continue
  fi
  state=ok
  [ -z "$(find -H "$path" ! -readable -print -quit 2>/dev/null)" ] || state=unreadable
  size=$(du -sb -- "$path" 2>/dev/null | cut -f1)
  printf 'path %s %s\n' "$state" "\${size:-0}"
done
exit 0
`;

/** Whether all parts can be copied, how much it is, and what packs it. */
export function surveyOf(system: System, backups: NonNullable<System['backups']>): Question<Survey> {
  const wanted = partsOf(system, 'zst');
  const paths = wanted.flatMap((part) => part.paths.map((path) => ({ path, part })));
  const byOthers = wanted.filter((part) => part.user !== undefined && part.snapshot === undefined);
  const engines = [...new Set(Object.values(system.databases).map(engineOf))];
  const tools = ['zstd', 'age', ...engines.flatMap((engine) => engine.tools)];
  const { host, folder } = backups;
  return {
    host,
    commands: [
      programArgv(program, folder, tools.join(' '), ...paths.map(({ path }) => path)),
      ...byOthers.map(({ user = '', paths: own }): Argv => ['sudo', '-n', '-u', user, '-l', ...packArgv(own)]),
    ],
    read: ([answer, ...allowed]) => {
      const seen = readLines(answer?.stdout ?? '');
      const states = (seen.get('path') ?? []).map((line) => line.split(' '));
      const has = (tool: string): boolean => seen.get('has')?.includes(tool) === true;
      const packing = has('zstd') ? 'zst' : 'gz';
      const problems: Text[] = [];
      if (!seen.has('root')) problems.push(say.noFolder({ path: outside(folder) }));
      else if (!seen.has('writable')) problems.push(say.unwritable({ path: outside(folder) }));
      problems.push(...engines.filter((engine) => !engine.tools.some(has)).map((engine) => engine.lacking(host)));
      if (backups.encrypt !== undefined && !has('age')) problems.push(say.noAge({ host: outside(host) }));
      paths.forEach(({ path, part }, at) => {
        const state = states[at]?.[0];
        if (state === 'missing') problems.push(say.missing({ path: outside(path) }));
        if (state === 'unreadable' && (part.user === undefined || part.snapshot !== undefined))
          problems.push(say.unreadable({ path: outside(path) }));
      });
      byOthers.forEach(({ user = '', paths: own }, at) => {
        if (isAllowed(allowed[at])) return;
        const words = { host: outside(host), user: outside(user) };
        problems.push(say.sudo({ ...words, path: outside(own.join(' ')) }));
      });
      return {
        parts: partsOf(system, packing),
        bytes: states.reduce((sum, [, bytes]) => sum + (Number(bytes) || 0), 0),
        problems,
      };
    },
  };
}

const isAllowed = (answer: Exec | undefined): boolean => answer?.exitCode === 0;
