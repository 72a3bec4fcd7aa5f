import type { ReturningCopy, Work } from '../../databases/engines/engine.ts';
import { engineOf } from '../../databases/engines/table.ts';
import type { Service } from '../../inventory.ts';
import type { Step } from '../../plan.ts';
import type { Backup, PlanContext } from '../../ports.ts';
import { whileAway } from '../../services/held-services.ts';
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
  /** Away while the data is exchanged. */
  readonly services: readonly Service[];
}

/** The copy is opened before anything stops; the data is looked at when all runs again. */
export function stepsOfRestore(
  { backup, opening, returning, services }: ToRestore,
  { planId }: Pick<PlanContext, 'planId'>,
): readonly Step[] {
  const { id, host, folder } = backup;
  const limitMs = limitFor(returning.reduce((sum, { part }) => sum + part.bytes, 0));
  const step = ({ kind, params }: Work, title: Step['title']): Step => ({
    kind,
    host,
    title,
    timeoutMs: limitMs * (kind === 'check-copies' ? returning.length : 1) + 30_000,
    onFailure: kind.startsWith('check-') ? 'leave' : 'undo',
    params,
  });
  const copies = returning.map(({ part }) => lyingCopy(part));
  return [
    step({ kind: 'check-copies', params: { id, folder, copies, limitMs } }, say.check({ id: outside(id) })),
    ...opening.before,
    ...whileAway(services, [
      ...returning.map((each) => step(setAside(each, planId), say.aside({ part: outside(each.part.name) }))),
      ...returning.map((each) => {
        const { file, sha256, sources } = plainPart(each.part);
        const copy = { folder: opening.folder, file, sha256, owners: sources.map(({ owner }) => owner), limitMs };
        return step(putBack(each, planId, copy), say.put({ part: outside(each.part.name), id: outside(id) }));
      }),
    ]),
    ...returning.flatMap(({ part, database }) =>
      database === undefined
        ? []
        : [
            step(
              engineOf(database).check(database, { counts: part.counts, limitMs }),
              say.look({ part: outside(part.name) }),
            ),
          ],
    ),
    ...opening.after,
  ];
}

const setAside = ({ database, ...archive }: Returning, stamp: string): Work =>
  database === undefined
    ? { kind: 'set-aside-data', params: moved(archive, stamp) }
    : engineOf(database).setAside(database, stamp);

function putBack({ database, ...archive }: Returning, stamp: string, copy: ReturningCopy): Work {
  if (database !== undefined) return engineOf(database).putBack(database, stamp, copy);
  const { folder, file, sha256, owners, limitMs } = copy;
  const params = { ...moved(archive, stamp), folder, file, sha256, holds: 'archive', owners, limitMs };
  return { kind: 'put-in-place', params };
}

const moved = ({ paths, user }: Pick<Returning, 'paths' | 'user'>, stamp: string) => ({
  paths,
  stamp,
  ...(user === undefined ? {} : { user }),
});
