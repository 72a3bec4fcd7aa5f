import { asideName } from '../data-moves.ts';
import type { FileLog } from '../logs/log-spec.ts';
import { type FileSeen, rotatedFrom } from '../logs/rotating/rotated-files.ts';
import { folderOf } from '../paths.ts';
import type { Step } from '../plan.ts';
import type { LogFilesParams } from '../steps/logs/set-aside-logs.ts';
import { outside, type Text, texts } from '../text.ts';

const say = texts('log-files-taken', {
  aside: {
    en: 'set {count, plural, one {# file} other {# files}} aside in {folder}',
    zh: '移走 {folder} 中的 {count} 个文件',
  },
  purge: {
    en: 'delete {count, plural, one {# file} other {# files}} set aside before in {folder}',
    zh: '彻底删除 {folder} 中此前移走的 {count} 个文件',
  },
  atOnce: {
    en: 'delete {count, plural, one {the file} other {the # files}} just set aside in {folder}',
    zh: '彻底删除 {folder} 中刚移走的 {count} 个文件',
  },
});

/** Set aside at least so long before it is deleted. */
const asideForMs = 86_400_000;

export interface Taken {
  readonly log: FileLog;
  readonly file: FileSeen;
  readonly how: 'aside' | 'purge';
}

/** What is old enough, of the files beside a log. */
export function taken(log: FileLog, file: FileSeen, nowMs: number): readonly Taken[] {
  const kind = rotatedFrom(log.path, file.name);
  const age = nowMs - file.writtenAtMs;
  if (kind === 'rotated' && age > log.cleanup.rotatedAfter) return [{ log, file, how: 'aside' }];
  if (kind === 'packed' && age > log.cleanup.packedAfter) return [{ log, file, how: 'aside' }];
  return kind === 'aside' && nowMs - file.changedAtMs > asideForMs ? [{ log, file, how: 'purge' }] : [];
}

/** `atOnce`: what is set aside is deleted by the same plan. */
export function cleanupSteps(all: readonly Taken[], planId: string, atOnce: boolean): readonly Step[] {
  const suffix = asideName('', planId);
  const groups = Map.groupBy(all, ({ log, how }) => `${how} ${log.host} ${log.user ?? ''} ${folderOf(log.path)}`);
  const steps = [...groups.values()].flatMap((group): readonly Step[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { how, log } = first;
    const folder = folderOf(log.path);
    const params: LogFilesParams = {
      folder,
      ...(log.user === undefined ? {} : { user: log.user }),
      suffix: how === 'aside' ? suffix : '',
      names: group.map(({ file }) => file.name),
    };
    const words = { count: group.length, folder: outside(folder) };
    const at = { host: log.host, timeoutMs: 60_000 };
    const purge = (title: Text, own: LogFilesParams): Step => ({
      ...at,
      kind: 'purge-logs',
      title,
      onFailure: 'leave',
      params: own,
    });
    if (how === 'purge') return [purge(say.purge(words), params)];
    return [
      { ...at, kind: 'set-aside-logs', title: say.aside(words), onFailure: 'undo', params },
      ...(atOnce
        ? [purge(say.atOnce(words), { ...params, suffix: '', names: params.names.map((each) => each + suffix) })]
        : []),
    ];
  });
  // What can be put back goes first: a failure then leaves everything as it was.
  return steps.toSorted((a, b) => Number(a.kind === 'purge-logs') - Number(b.kind === 'purge-logs'));
}

/** Whether a step deletes what its own plan has just set aside. */
export const deletesAtOnce = ({ kind, params }: Step, planId: string): boolean => {
  if (kind !== 'purge-logs') return false;
  const { names } = params as LogFilesParams; // of a step of that kind
  return names.every((each) => each.endsWith(asideName('', planId)));
};
