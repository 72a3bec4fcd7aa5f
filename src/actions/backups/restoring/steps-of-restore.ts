import type { Step } from '../../plan.ts';
import type { Backup, PlanContext } from '../../ports.ts';
import { outside, texts } from '../../text.ts';
import { lyingCopy, type Opening, plainPart } from '../opening.ts';
import { limitFor } from '../time-limit.ts';
import type { Returning } from './restorable.ts';

const say = texts('restore-steps', {
  check: { en: 'open backup {id} again and check it', zh: '重新打开备份 {id} 并校验' },
  aside: { en: 'set the present {part} aside', zh: '移开现有的 {part}' },
  put: { en: 'put {part} of backup {id} in place', zh: '放入备份 {id} 的 {part}' },
  look: { en: 'check {part}: integrity and rows', zh: '检查 {part}:完整性与行数' },
});

interface ToRestore {
  readonly opening: Opening;
  readonly backup: Backup;
  readonly returning: readonly Returning[];
  readonly stops: readonly Step[];
  readonly starts: readonly Step[];
}

/** The copy is opened before anything stops; the data is looked at when all runs again. */
export function stepsOfRestore(
  { backup, opening, returning, stops, starts }: ToRestore,
  { planId }: Pick<PlanContext, 'planId'>,
): readonly Step[] {
  const { id, host, folder } = backup;
  const limitMs = limitFor(returning.reduce((sum, { part }) => sum + part.bytes, 0));
  const step = (kind: string, title: Step['title'], params: unknown): Step => ({
    kind,
    host,
    title,
    timeoutMs: limitMs * (kind === 'check-copies' ? returning.length : 1) + 30_000,
    onFailure: kind.startsWith('check-') ? 'leave' : 'undo',
    params,
  });
  const whose = (user: string | undefined) => (user === undefined ? {} : { user });
  const copies = returning.map(({ part }) => lyingCopy(part));
  return [
    step('check-copies', say.check({ id: outside(id) }), { id, folder, copies, limitMs }),
    ...opening.before,
    ...stops,
    ...returning.map(({ part, paths, user }) =>
      step('set-aside-data', say.aside({ part: outside(part.name) }), { paths, stamp: planId, ...whose(user) }),
    ),
    ...returning.map(({ part, paths, user }) =>
      step('put-in-place', say.put({ part: outside(part.name), id: outside(id) }), {
        paths,
        stamp: planId,
        ...whose(user),
        folder: opening.folder,
        file: plainPart(part).file,
        sha256: plainPart(part).sha256,
        holds: part.kind === 'sqlite' ? 'database' : 'archive',
        owners: part.sources.map(({ owner }) => owner),
        limitMs,
      }),
    ),
    ...starts,
    ...returning
      .filter(({ part }) => part.kind === 'sqlite')
      .map(({ part, paths: [path] }) =>
        step('check-database', say.look({ part: outside(part.name) }), { path, counts: part.counts, limitMs }),
      ),
    ...opening.after,
  ];
}
