import * as z from 'zod';
import { outside, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { defineCommand } from '../command.ts';
import { entry } from '../gate/entry.ts';
import { tellFrozen } from '../notices/frozen.ts';
import { personName } from '../person-name.ts';

const say = texts('freeze.command', {
  summary: {
    en: 'Refuse all changes, of one system or of all; reading goes on.',
    zh: '冻结一个或全部系统的变更,仍可查看。',
  },
  done: { en: 'Changes are frozen for {scope}: {reason}', zh: '已冻结 {scope} 的变更:{reason}' },
  told: { en: '{headline} · by {by}', zh: '{headline} · 操作人 {by}' },
  all: { en: 'all systems', zh: '全部系统' },
});

export const freeze = defineCommand({
  name: 'freeze',
  aliases: ['冻结'],
  summary: say.summary(),
  examples: ['/freeze "the chat may be compromised"'],
  takes: { system: { word: 'system', optional: true }, reason: { word: 'text', optional: false } },
  input: z.strictObject({ system: z.string().optional(), reason: z.string().min(3).max(500) }),
  permission: 'bot:freeze',
  timeoutMs: 10_000,
  changesState: true,
  async handle({ system, reason }, request) {
    const { desk } = request;
    const atMs = desk.clock.now();
    const scope = system ?? '*';
    await desk.store.freezes.freeze(
      { scope, reason, by: principalKey(request.principal), atMs },
      entry(request, 'frozen', { reason, ...(system === undefined ? {} : { system }) }),
    );
    const headline = say.done({ scope: system === undefined ? say.all() : outside(system), reason: outside(reason) });
    const by = principalKey(request.principal);
    const text = say.told({ headline, by: personName(desk.settings(), by) });
    await tellFrozen(desk, { system, by, mark: 'warning', text });
    return { ok: true, value: { verdict: 'warning', headline, measuredAtMs: atMs, blocks: [], next: ['/thaw'] } };
  },
});
