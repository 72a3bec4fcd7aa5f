import * as z from 'zod';
import { defineChange } from '../action.ts';
import { askHosts } from '../ask-hosts.ts';
import { type FileLog, logsOf } from '../logs/log-spec.ts';
import { filesBeside } from '../logs/rotating/rotated-files.ts';
import { systemNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import { folderOf } from '../paths.ts';
import { exclusive, planFor } from '../plan-for.ts';
import type { Block } from '../report.ts';
import { fail } from '../result.ts';
import { finishedSteps, numberOf } from '../services/finished-steps.ts';
import { atText, bytesText, outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { cleanupSteps, deletesAtOnce, type Taken, taken } from './log-files-taken.ts';

const say = texts('cleanup-logs', {
  summary: {
    en: 'Take old rotated logs away, each file named first; what the cleanup before set aside is deleted.',
    zh: '清理过期的轮转日志,先逐个列出文件;上次清理移走的文件将被彻底删除。',
  },
  one: { en: 'Clean up the logs of {system}', zh: '清理 {system} 的日志' },
  nothing: {
    en: 'No rotated log of {system} is old enough to be taken away',
    zh: '{system} 没有到期可清理的轮转日志',
  },
  file: { en: 'file', zh: '文件' },
  size: { en: 'size', zh: '大小' },
  written: { en: 'last written', zh: '最后写入' },
  what: { en: 'what', zh: '处理' },
  takenAside: { en: 'set aside, can be undone', zh: '移走,可撤销' },
  deleted: { en: 'deleted for good', zh: '彻底删除' },
  more: { en: 'More files are old enough; they are left for the next time.', zh: '还有更多到期文件,留待下次清理。' },
  done: {
    en: '{system}: {count, plural, one {# file} other {# files}} taken away, {bytes}',
    zh: '{system}:清理 {count} 个文件,共 {bytes}',
  },
  left: { en: '{done} · {count} left alone, for somebody has them open', zh: '{done} · {count} 个正被打开,未动' },
});

/** A plan must stay readable. */
const atMost = 200;
export const logs = defineChange({
  name: 'cleanup logs',
  aliases: ['清理 日志', '清理日志'],
  summary: say.summary(),
  examples: ['/cleanup logs talentlens', '/cleanup logs talentlens now', '/清理 日志 教学'],
  takes: {
    system: { word: 'system', optional: true },
    now: { word: 'choice', optional: true, choices: { now: ['立即'] } },
  },
  input: z.strictObject({ system: name, now: z.literal('now').optional() }),
  permission: 'logs:cleanup',
  risk: 'dangerous',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    const asked = logsOf(system)
      .filter((log): log is FileLog => 'path' in log)
      .map((log) => ({ log, question: filesBeside(log) }));
    const answers = await askHosts(
      context,
      asked.map(({ question }) => question),
      15_000,
    );
    const old: Taken[] = [];
    for (const { log, question } of asked) {
      const files = answers(question);
      if (!files.ok) return files;
      old.push(...files.value.flatMap((file) => taken(log, file, context.now())));
    }
    const all = old.slice(0, atMost);
    if (all.length === 0) return fail('not-found', say.nothing({ system: systemName(system) }));
    return planFor(system, context, {
      action: 'cleanup logs',
      input,
      risk: 'dangerous',
      locks: [exclusive(`logs:${system.id}`)],
      guards: [],
      steps: cleanupSteps(all, context.planId, input.now !== undefined),
      summary: say.one({ system: systemName(system) }),
      facts: factsOf(all, input.now !== undefined, old.length > all.length),
    });
  },
  outcome(finished) {
    const steps = finishedSteps(finished);
    // What is deleted at once was set aside by the step before, and counts once.
    const atOnce = steps.some(({ step }) => deletesAtOnce(step, finished.plan.planId));
    const counted = atOnce ? steps.filter(({ step }) => step.kind === 'purge-logs') : steps;
    const sum = (output: string) =>
      (output === 'open' ? steps : counted).reduce((all, step) => all + numberOf(step, output), 0);
    const words = { system: outside(finished.plan.system), count: sum('moved'), bytes: { bytes: sum('bytes') } };
    const done = say.done(words);
    return sum('open') === 0 ? done : say.left({ done, count: sum('open') });
  },
});

function factsOf(all: readonly Taken[], atOnce: boolean, more: boolean): readonly Block[] {
  return [
    {
      type: 'table',
      columns: [say.file(), say.size(), say.written(), say.what()],
      rows: all.map(({ log, file, how }) => [
        outside(`${log.host}:${folderOf(log.path)}/${file.name}`),
        bytesText(file.bytes),
        atText(file.writtenAtMs),
        how === 'aside' && !atOnce ? say.takenAside() : say.deleted(),
      ]),
    },
    ...(more ? [{ type: 'text' as const, text: say.more() }] : []),
  ];
}
