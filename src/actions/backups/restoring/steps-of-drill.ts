import type { System } from '../../inventory.ts';
import type { Step } from '../../plan.ts';
import type { Backup } from '../../ports.ts';
import { outside, texts } from '../../text.ts';
import { lyingCopy, type Opening, plainPart } from '../opening.ts';
import { limitFor } from '../time-limit.ts';

const say = texts('drill-steps', {
  open: { en: 'make the scratch place {scratch}', zh: '创建临时目录 {scratch}' },
  check: { en: 'open backup {id} and check it', zh: '打开备份 {id} 并校验' },
  unpack: { en: 'bring {part} back there and read it', zh: '在临时目录还原并读取 {part}' },
  serve: {
    en: 'start the service on the copy and see it healthy, at most {within}',
    zh: '在副本上启动服务并确认健康,最多 {within}',
  },
  close: {
    en: 'compare production with what it was, take the scratch place away',
    zh: '核对生产数据未变,清除临时目录',
  },
  record: { en: 'write down what it took', zh: '记录用时' },
});

interface ToDrill {
  readonly system: System;
  readonly backup: Backup;
  readonly opening: Opening;
  readonly root: string;
  readonly planId: string;
}

/** Made, opened, brought back, compared, taken away; only what was sound is written down as such. */
export function stepsOfDrill({ system, backup, opening, root, planId }: ToDrill): readonly Step[] {
  const { id, host, folder, parts } = backup;
  const scratch = `.drill-${system.id}-${planId}`;
  const limitMs = limitFor(backup.bytes ?? 0);
  const step = (kind: string, title: Step['title'], params: unknown, timeoutMs = limitMs + 30_000): Step => ({
    kind,
    host,
    title,
    timeoutMs,
    onFailure: kind === 'check-copies' || kind === 'record-drill' ? 'leave' : 'undo',
    params,
  });
  const production = parts
    .filter(({ kind }) => kind !== 'logs')
    .flatMap(({ sources }) => sources.map(({ path }) => path));
  const place = { id: planId, system: system.id, root, scratch, production };
  const copies = parts.map(lyingCopy);
  const plain = parts.map((part) => {
    const { name: called, kind, file, sha256, sources } = plainPart(part);
    return { name: called, kind, file, sha256, paths: sources.map(({ path }) => path) };
  });
  const first = 3 + opening.before.length; // the number of the first `unpack-copy`
  const serving = servingStep(system, `${root}/${scratch}`, (title, params, timeoutMs) =>
    step('try-service', title, { root, scratch, ...params }, timeoutMs),
  );
  return [
    step('open-drill', say.open({ scratch: outside(`${root}/${scratch}`) }), { ...place, backupId: id }),
    step(
      'check-copies',
      say.check({ id: outside(id) }),
      { id, folder, copies, limitMs },
      limitMs * copies.length + 30_000,
    ),
    ...opening.before,
    ...plain.map((copy, at) =>
      step('unpack-copy', say.unpack({ part: outside(copy.name) }), {
        root,
        scratch,
        folder: opening.folder,
        copy,
        counts: parts[at]?.counts ?? {},
        limitMs,
      }),
    ),
    ...serving,
    ...opening.after,
    step('close-drill', say.close(), place),
    step('record-drill', say.record(), {
      id: planId,
      backupId: id,
      takenAtMs: backup.startedAtMs,
      took: [
        ...opening.before.map((_, at) => ({ from: `step-${3 + at}.tookMs` })),
        ...plain.map((_, at) => ({ from: `step-${first + at}.tookMs` })),
        ...serving.map(() => ({ from: `step-${first + plain.length}.readyMs` })),
      ],
    }),
  ];
}

/** None where the configuration does not say how. */
function servingStep(
  { backups }: System,
  scratch: string,
  make: (title: Step['title'], params: object, timeoutMs: number) => Step,
): readonly Step[] {
  if (backups?.drill === undefined) return [];
  const { command, health, startWithin: withinMs } = backups.drill;
  const words = command.map((word) => word.replaceAll('{scratch}', scratch));
  const title = say.serve({ within: { durationMs: withinMs } });
  return [make(title, { command: words, health, withinMs }, withinMs + 90_000)];
}
