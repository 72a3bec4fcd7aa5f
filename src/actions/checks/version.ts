import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { askHosts, type Question } from '../ask-hosts.ts';
import type { System } from '../inventory.ts';
import { dotted } from '../joined.ts';
import { servicesNamed } from '../named-system.ts';
import { environmentName, systemName } from '../names.ts';
import type { Argv, Exec } from '../ports.ts';
import { type Finding, worst } from '../report.ts';
import { fail, ok } from '../result.ts';
import { programArgv, sh } from '../sh.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import { isAtLeast } from './is-at-least.ts';

const say = texts('version', {
  summary: {
    en: 'Version file, git HEAD, and the runtimes against the least versions the manual allows.',
    zh: '版本文件、git HEAD,以及运行环境是否满足手册的最低版本。',
  },
  nothing: {
    en: 'The configuration of {system} names no version to look at',
    zh: '{system} 的配置没有指明如何查看版本',
  },
  label: { en: 'version', zh: '版本' },
  head: { en: 'git HEAD', zh: 'git 提交' },
  missing: { en: '{path} cannot be read', zh: '无法读取 {path}' },
  changed: { en: '{head} · {count} files changed beside it', zh: '{head} · 另有 {count} 个文件被改动' },
  absent: { en: 'is not installed (least {least})', zh: '未安装(最低 {least})' },
  enough: { en: '{found} (least {least})', zh: '{found}(最低 {least})' },
  old: { en: '{found}, older than the least {least}', zh: '{found},低于最低版本 {least}' },
});

type VersionSpec = NonNullable<System['version']>;

export const version = defineQuery({
  name: 'version',
  aliases: ['版本'],
  summary: say.summary(),
  examples: ['/version talentlens', '/版本 教学'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: name }),
  permission: 'system:read',
  timeoutMs: 30_000,
  everySystem: true,
  async report(input, context) {
    const found = servicesNamed(context.inventory, input);
    if (!found.ok) return found;
    const { system } = found.value;
    if (system.version === undefined) return fail('not-found', say.nothing({ system: systemName(system) }));
    const question = versionsOf(system.version);
    const answers = await askHosts(context, [question], 15_000);
    const findings = answers(question);
    if (!findings.ok) return findings;
    const [first] = findings.value;
    return ok({
      verdict: worst(findings.value.map(({ mark }) => mark)),
      headline: dotted([
        systemName(system),
        first?.mark === 'ok' ? first.text : undefined,
        environmentName(system.environment),
      ]),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings: findings.value }],
      next: [],
    });
  },
});

/** Programs of administrators are found too. */
const versionProgram = sh`
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
exec "$@" 2>&1
`;
const asked: Readonly<Record<keyof VersionSpec['minimum'], readonly string[]>> = {
  python3: ['python3', '--version'],
  node: ['node', '--version'],
  'redis-server': ['redis-server', '--version'],
  nginx: ['nginx', '-v'],
  sqlite3: ['sqlite3', '--version'],
  psql: ['psql', '--version'],
};

interface Look {
  readonly argv: Argv;
  judge(answer: Exec | undefined): Finding;
}

function versionsOf({ host, file, git, minimum }: VersionSpec): Question<readonly Finding[]> {
  const looks: Look[] = [
    ...(file === undefined ? [] : [lookAtFile(file)]),
    ...(git === undefined ? [] : [lookAtHead(git)]),
    ...Object.entries(minimum).map(([program, least]) => lookAtProgram(program as keyof typeof asked, least)), // keys are the enum's
  ];
  return {
    host,
    commands: looks.map(({ argv }) => argv),
    read: (answers) => looks.map((look, at) => look.judge(answers[at])),
  };
}

const firstLine = (answer: Exec | undefined): string => (answer?.stdout ?? '').trim().split('\n')[0]?.trim() ?? '';

const lookAtFile = (path: string): Look => ({
  argv: ['head', '-n', '1', '--', path],
  judge(answer) {
    const line = firstLine(answer);
    const readable = answer?.exitCode === 0 && line !== '';
    return readable
      ? { mark: 'ok', label: say.label(), text: outside(line) }
      : { mark: 'warning', label: say.label(), text: say.missing({ path: outside(path) }) };
  },
});

/** Commit, its date and subject, then one line per changed file. */
const headProgram = sh`
git() { command git -c "safe.directory=$1" -C "$@"; }
git "$1" log -1 --format='%h %cs %s' && git "$1" status --porcelain --untracked-files=no | wc -l
`;
const lookAtHead = (path: string): Look => ({
  argv: programArgv(headProgram, path),
  judge(answer) {
    const [head = '', count = '0'] = (answer?.stdout ?? '').trim().split('\n');
    if (answer?.exitCode !== 0 || head === '') {
      return { mark: 'warning', label: say.head(), text: say.missing({ path: outside(path) }) };
    }
    const changed = Number(count) || 0;
    const text: Text = changed === 0 ? outside(head) : say.changed({ head: outside(head), count: changed });
    return { mark: 'ok', label: say.head(), text };
  },
});

const lookAtProgram = (program: keyof typeof asked, least: string): Look => ({
  argv: programArgv(versionProgram, ...asked[program]),
  judge(answer) {
    const label = outside(program);
    const found = /\d+(\.\d+)+/.exec(answer?.stdout ?? '')?.[0];
    if (answer?.exitCode !== 0 || found === undefined) {
      return { mark: 'warning', label, text: say.absent({ least: outside(least) }) };
    }
    const words = { found: outside(found), least: outside(least) };
    return isAtLeast(found, least)
      ? { mark: 'ok', label, text: say.enough(words) }
      : { mark: 'warning', label, text: say.old(words) };
  },
});
