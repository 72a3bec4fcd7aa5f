import { fileOf } from '../../paths.ts';
import type { Finding } from '../../report.ts';
import { outside, texts } from '../../text.ts';
import type { FileLog } from '../log-spec.ts';
import { type LogrotateBlock, namesFile } from './logrotate-configs.ts';
import type { Writer } from './open-rotated.ts';
import { type FileSeen, rotatedFrom } from './rotated-files.ts';

const say = texts('judge-rotation', {
  well: {
    en: '{count, plural, one {# rotated file} other {# rotated files}}, {size} in all',
    zh: '{count} 个轮转文件,合计 {size}',
  },
  none: { en: 'no logrotate configuration names it, {size} so far', zh: '没有 logrotate 配置包含它,目前 {size}' },
  own: { en: 'rotated by its own process', zh: '由进程自行轮转' },
  twice: { en: 'rotated twice: {by}', zh: '被重复轮转:{by}' },
  itself: { en: 'its own process', zh: '进程自身' },
  keep: {
    en: '{config} keeps {found}, the manual wants {wanted}',
    zh: '{config} 保留 {found} 份,手册要求 {wanted} 份',
  },
  create: {
    en: '{config} creates {found}, the manual wants {wanted}',
    zh: '{config} 新建文件为 {found},手册要求 {wanted}',
  },
  elsewhere: { en: '{wanted} does not name it; {found} does', zh: '{wanted} 未包含它,而 {found} 包含' },
  mode: { en: '{file} has mode {found}, the manual wants {wanted}', zh: '{file} 权限为 {found},手册要求 {wanted}' },
  owner: { en: '{file} belongs to {found}, the manual wants {wanted}', zh: '{file} 属于 {found},手册要求 {wanted}' },
  many: {
    en: '{found} rotated files are kept, the manual wants at most {wanted}',
    zh: '现有 {found} 个轮转文件,手册要求至多 {wanted} 个',
  },
  stale: { en: 'not rotated since {at}', zh: '自 {at} 起未轮转' },
  writer: {
    en: '{program} ({pid}) still has {file} open: it writes there until it is restarted or reopens its logs',
    zh: '{program}({pid})仍打开着 {file}:重启或重新打开日志前会一直写入旧文件',
  },
  unseen: { en: 'who has rotated files open cannot be seen', zh: '无法查看谁打开着轮转文件' },
});

export interface RotationSeen {
  readonly files: readonly FileSeen[];
  readonly configs: readonly LogrotateBlock[];
  /** Left out: not asked. Undefined: nobody can tell. */
  readonly writers?: readonly Writer[] | undefined;
}

/** Daily rotation that did not happen twice is late. */
const lateAfterMs = 50 * 3_600_000;
/** A log that is not rotated is a finding from this size on. */
const greatBytes = 100 * 1024 * 1024;

type Judged = Pick<Finding, 'mark' | 'text'>;

export function judgeRotation(log: FileLog, seen: RotationSeen, nowMs: number): readonly Judged[] {
  const rotated = seen.files.filter(({ name }) => ['rotated', 'packed'].includes(rotatedFrom(log.path, name) ?? ''));
  const main = seen.files.find(({ name }) => name === fileOf(log.path));
  const size = { bytes: rotated.reduce((sum, { bytes }) => sum + bytes, main?.bytes ?? 0) };
  const blocks = seen.configs.filter(({ patterns }) => patterns.some((pattern) => namesFile(pattern, log.path)));
  const wrong: Judged[] = [
    ...judgeConfigs(log, blocks),
    ...(log.rotation === undefined ? [] : judgeFiles(log, log.rotation, main, rotated, nowMs)),
    ...judgeWriters(seen),
  ];
  if (wrong.length > 0) return wrong;
  if (log.rotation === undefined && blocks.length === 0)
    return log.rotatesItself
      ? [{ mark: 'ok', text: say.own() }]
      : [{ mark: size.bytes > greatBytes ? 'warning' : 'ok', text: say.none({ size }) }];
  return [{ mark: 'ok', text: say.well({ count: rotated.length, size }) }];
}

function judgeConfigs({ rotation, rotatesItself }: FileLog, blocks: readonly LogrotateBlock[]): readonly Judged[] {
  const by = [...(rotatesItself ? [say.itself()] : []), ...blocks.map(({ config }) => outside(config))];
  const twice: readonly Judged[] = by.length > 1 ? [{ mark: 'warning', text: say.twice({ by: { list: by } }) }] : [];
  if (rotation === undefined) return twice;
  const block = blocks.find(({ config }) => config === rotation.config);
  const wanted = outside(rotation.config);
  if (block === undefined) {
    const found = outside(blocks[0]?.config ?? '–');
    return [...twice, { mark: 'warning', text: say.elsewhere({ wanted, found }) }];
  }
  const keep = directiveOf(block, 'rotate');
  const create = directiveOf(block, 'create');
  const form = `${rotation.mode}${rotation.owner === undefined ? '' : ` ${rotation.owner}`}`;
  const config = wanted;
  return [
    ...twice,
    ...(keep === String(rotation.keep)
      ? []
      : [{ mark: 'warning' as const, text: say.keep({ config, found: outside(keep ?? '–'), wanted: rotation.keep }) }]),
    ...(create?.startsWith(form) === true || block.directives.includes('copytruncate')
      ? []
      : [
          {
            mark: 'warning' as const,
            text: say.create({ config, found: outside(create ?? '–'), wanted: outside(form) }),
          },
        ]),
  ];
}

const directiveOf = ({ directives }: LogrotateBlock, word: string): string | undefined =>
  directives.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1);

function judgeFiles(
  log: FileLog,
  { mode, owner, keep }: NonNullable<FileLog['rotation']>,
  main: FileSeen | undefined,
  rotated: readonly FileSeen[],
  nowMs: number,
): readonly Judged[] {
  const file = outside(fileOf(log.path));
  const wrong: Judged[] = [];
  if (main !== undefined && main.mode !== mode)
    wrong.push({ mark: 'warning', text: say.mode({ file, found: outside(main.mode), wanted: outside(mode) }) });
  if (main !== undefined && owner !== undefined && main.owner !== owner)
    wrong.push({ mark: 'warning', text: say.owner({ file, found: outside(main.owner), wanted: outside(owner) }) });
  if (rotated.length > keep) wrong.push({ mark: 'warning', text: say.many({ found: rotated.length, wanted: keep }) });
  const newest = Math.max(...rotated.map(({ changedAtMs }) => changedAtMs));
  if (rotated.length > 0 && (main?.bytes ?? 0) > 0 && nowMs - newest > lateAfterMs)
    wrong.push({ mark: 'warning', text: say.stale({ at: { atMs: newest } }) });
  return wrong;
}

function judgeWriters(seen: RotationSeen): readonly Judged[] {
  if (!('writers' in seen)) return [];
  if (seen.writers === undefined) return [{ mark: 'unknown', text: say.unseen() }];
  return seen.writers.map(({ pid, program, file }) => ({
    mark: 'warning',
    text: say.writer({ program: outside(program), pid: String(pid), file: outside(file) }),
  }));
}
