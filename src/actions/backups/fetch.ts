import * as z from 'zod';
import { defineChange } from '../action.ts';
import { askHosts } from '../ask-hosts.ts';
import { roomFor } from '../guards-for.ts';
import { systemNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import { fileOf, folderOf } from '../paths.ts';
import type { Step } from '../plan.ts';
import { exclusive, planFor } from '../plan-for.ts';
import type { Backup, BackupCopy } from '../ports.ts';
import { fail } from '../result.ts';
import { finishedSteps, numberOf } from '../services/finished-steps.ts';
import { outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { takenWords } from './backup-words.ts';
import { askBackupFacts } from './judging/backup-facts.ts';
import { lyingCopy } from './opening.ts';
import { copyingMs, limitFor } from './time-limit.ts';

const say = texts('backup-fetch', {
  summary: {
    en: 'Bring a backup back from its copy on another host, where it was lost or damaged, and check it.',
    zh: '备份丢失或损坏时,从另一台主机上的副本取回并校验。',
  },
  one: { en: 'Fetch backup {id} of {system} from {host}', zh: '从 {host} 取回 {system} 的备份 {id}' },
  notConfigured: { en: 'No backups are configured for {system}', zh: '{system} 未配置备份' },
  none: {
    en: 'No backup of {system} that is missing here has a sound copy on another host',
    zh: '{system} 没有“本地缺失、异机有完好副本”的备份',
  },
  noCopy: { en: 'Backup {id} has no sound copy on another host', zh: '备份 {id} 在其他主机上没有完好的副本' },
  here: {
    en: 'Backup {id} is where it belongs: {path} on {host}; /backup verify tells whether it is sound',
    zh: '备份 {id} 就在原处({host}:{path});可用 /backup verify 校验',
  },
  fetch: {
    en: 'copy backup {id} from {host}, each file checked on arrival',
    zh: '从 {host} 复制备份 {id},逐个文件校验',
  },
  check: { en: 'open every part of it and check it', zh: '打开各部分并校验' },
  backup: { en: 'backup {id}', zh: '备份 {id}' },
  way: { en: 'comes from', zh: '来自' },
  done: {
    en: '{system} · backup {id} is back from {host} and sound · {parts} parts, {bytes}',
    zh: '{system} · 备份 {id} 已从 {host} 取回,校验完好 · {parts} 个部分,{bytes}',
  },
});

export const fetch = defineChange({
  name: 'backup fetch',
  aliases: ['取回备份'],
  summary: say.summary(),
  examples: ['/backup fetch talentlens', '/backup fetch teaching 7F3KQ2', '/取回备份 教学'],
  takes: { system: { word: 'system', optional: true }, backup: { word: 'id', optional: true } },
  input: z.strictObject({ system: name, backup: z.string().optional() }),
  permission: 'backup:make',
  risk: 'changes',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    const named = { system: systemName(system) };
    const { backups } = system;
    if (backups === undefined) return fail('not-found', say.notConfigured(named));
    const question = askBackupFacts(system, backups);
    const facts = (await askHosts(context, [question], 20_000))(question);
    if (!facts.ok) return facts;
    const next = [`/backup list ${system.id}`];
    const isHere = ({ state, folder }: Backup): boolean =>
      state === 'verified' && facts.value.present.has(fileOf(folder));
    const copied = await context.backups.withCopies(system.id);
    const wanted =
      input.backup === undefined
        ? copied.find((each) => !isHere(each) && soundCopy(each) !== undefined)
        : copied.find(({ id }) => id === input.backup);
    const copy = wanted === undefined ? undefined : soundCopy(wanted);
    if (wanted === undefined || copy === undefined) {
      const unknown = input.backup === undefined ? say.none(named) : say.noCopy({ id: outside(input.backup) });
      return fail('not-found', unknown, { next });
    }
    const { id, host, folder, bytes = 0 } = wanted;
    const words = { id: outside(id), host: outside(host), path: outside(folder) };
    if (isHere(wanted)) return fail('stale', say.here(words), { next: [`/backup verify ${system.id} ${id}`] });
    const root = folderOf(folder);
    return planFor(system, context, {
      action: 'backup fetch',
      input,
      risk: 'changes',
      locks: [exclusive(`backup:${system.id}`)],
      guards: [roomFor(host, root, Math.ceil(bytes * 1.1))],
      steps: stepsOf(wanted, copy, root),
      summary: say.one({ ...named, id: outside(id), host: outside(copy.host) }),
      facts: [
        {
          type: 'facts',
          facts: [
            { label: say.backup({ id: outside(id) }), value: takenWords(wanted) },
            { label: say.way(), value: outside(`${copy.host}:${copy.folder}`) },
          ],
        },
      ],
    });
  },
  outcome(finished) {
    const [fetched, checked] = finishedSteps(finished);
    const { id, from } = fetchParams.parse(fetched?.step.params);
    return say.done({
      system: outside(finished.plan.system),
      id: outside(id),
      host: outside(from.host),
      parts: numberOf(checked, 'copies'),
      bytes: { bytes: numberOf(checked, 'bytes') },
    });
  },
});

const soundCopy = ({ copies }: Backup): BackupCopy | undefined => copies.find(({ state }) => state === 'sound');

const fetchParams = z.object({ id: z.string(), from: z.object({ host: z.string() }) });

function stepsOf(backup: Backup, copy: BackupCopy, root: string): readonly Step[] {
  const { id, host, folder, parts, encrypted, bytes = 0 } = backup;
  const limitMs = limitFor(bytes);
  return [
    {
      kind: 'fetch-backup',
      host,
      title: say.fetch({ id: outside(id), host: outside(copy.host) }),
      timeoutMs: copyingMs(bytes) + 60_000,
      onFailure: 'undo',
      params: {
        id,
        from: { host: copy.host, folder: copy.folder },
        root,
        folder: fileOf(folder),
        limitMs: copyingMs(bytes),
      },
    },
    {
      kind: 'check-copies',
      host,
      title: say.check(),
      timeoutMs: limitMs * parts.length + 30_000,
      onFailure: 'leave',
      params: { id, folder, copies: parts.map(lyingCopy), limitMs, record: encrypted ? 'hash' : 'opened' },
    },
  ];
}
