import * as z from 'zod';
import { defineChange } from '../action.ts';
import { systemNamed } from '../named-system.ts';
import { systemName } from '../names.ts';
import type { Step } from '../plan.ts';
import { planFor, shared } from '../plan-for.ts';
import type { Backup } from '../ports.ts';
import { fail } from '../result.ts';
import { finishedSteps, numberOf } from '../services/finished-steps.ts';
import { outside, texts } from '../text.ts';
import { name } from '../values.ts';
import { takenWords } from './backup-words.ts';
import { chosenBackup } from './chosen-backup.ts';
import { lyingCopy } from './opening.ts';
import { limitFor } from './time-limit.ts';

const say = texts('backup-verify', {
  summary: {
    en: 'Open a backup again: hash, integrity and rows of every part compared with what was recorded.',
    zh: '重新打开一份备份:逐项核对校验值、完整性与行数。',
  },
  one: { en: 'Verify backup {id} of {system}', zh: '校验 {system} 的备份 {id}' },
  empty: { en: 'Backup {id} holds nothing', zh: '备份 {id} 中没有内容' },
  open: { en: 'open every part of backup {id} and check it', zh: '打开备份 {id} 的各部分并校验' },
  hash: {
    en: 'compare the hash of every part of backup {id}, which is encrypted',
    zh: '核对备份 {id} 各部分的校验值(已加密)',
  },
  backup: { en: 'backup {id}', zh: '备份 {id}' },
  sound: {
    en: '{system} · backup {id} is sound · {parts} parts, {rows} rows, {bytes}',
    zh: '{system} · 备份 {id} 完好 · {parts} 个部分,{rows} 行,{bytes}',
  },
  sealed: {
    en: '{system} · backup {id} is encrypted, as it was made · {parts} parts, {bytes} · not opened: /restore drill {system} does that',
    zh: '{system} · 备份 {id} 已加密,与备份时一致 · {parts} 个部分,{bytes} · 未解密打开,可用 /restore drill {system}',
  },
});

export const verify = defineChange({
  name: 'backup verify',
  aliases: ['校验备份'],
  summary: say.summary(),
  examples: ['/backup verify talentlens latest', '/backup verify teaching 7F3KQ2', '/校验备份 教学 最新'],
  takes: {
    system: { word: 'system', optional: true },
    backup: { word: 'id', optional: true },
    latest: { word: 'choice', optional: true, choices: { latest: ['最新'] } },
  },
  input: z.strictObject({ system: name, backup: z.string().optional(), latest: z.literal('latest').optional() }),
  permission: 'backup:read',
  risk: 'looks',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    const chosen = await chosenBackup(system, input.backup, context.backups, ['verified', 'damaged']);
    if (!chosen.ok) return chosen;
    const backup = chosen.value;
    const { id } = backup;
    if (backup.parts.length === 0) return fail('not-found', say.empty({ id: outside(id) }));
    return planFor(system, context, {
      action: 'backup verify',
      input,
      risk: 'looks',
      // Not pruned meanwhile.
      locks: [shared(`backup:${system.id}`)],
      guards: [],
      steps: [stepOf(backup)],
      summary: say.one({ system: systemName(system), id: outside(id) }),
      facts: [{ type: 'facts', facts: [{ label: say.backup({ id: outside(id) }), value: takenWords(backup) }] }],
    });
  },
  outcome(finished) {
    const [step] = finishedSteps(finished);
    const { id, record } = stepParams.parse(step?.step.params);
    const words = {
      system: outside(finished.plan.system),
      id: outside(id),
      parts: numberOf(step, 'copies'),
      rows: numberOf(step, 'rows'),
      bytes: { bytes: numberOf(step, 'bytes') },
    };
    return record === 'hash' ? say.sealed(words) : say.sound(words);
  },
});

const stepParams = z.object({ id: z.string(), record: z.string() });

function stepOf({ id, host, folder, parts, encrypted, bytes = 0 }: Backup): Step {
  const copies = parts.map(lyingCopy);
  const limitMs = limitFor(bytes);
  return {
    kind: 'check-copies',
    host,
    title: (encrypted ? say.hash : say.open)({ id: outside(id) }),
    timeoutMs: limitMs * copies.length + 30_000,
    onFailure: 'leave',
    params: { id, folder, copies, limitMs, record: encrypted ? 'hash' : 'opened' },
  };
}
