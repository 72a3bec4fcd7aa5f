import * as z from 'zod';
import { outside, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';
import { frozenBlock } from '../gate/freeze-check.ts';
import { nextBlocks } from '../messages.ts';
import { tellFrozen } from '../notices/frozen.ts';
import { personName } from '../person-name.ts';

const say = texts('freeze.command', {
  summary: {
    en: 'Refuse all changes, of one system or of all; reading goes on.',
    zh: '冻结一个或全部系统的变更,仍可查看。',
  },
  told: {
    en: 'Changes are frozen for {scope}: {reason} · by {by}',
    zh: '已冻结 {scope} 的变更:{reason} · 操作人 {by}',
  },
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
    const by = principalKey(request.principal);
    const freeze = { scope, reason, by, atMs };
    await desk.store.freezes.freeze(
      freeze,
      entry(request, 'frozen', { reason, ...(system === undefined ? {} : { system }) }),
    );
    const text = say.told({
      scope: system === undefined ? say.all() : outside(system),
      reason: outside(reason),
      by: personName(desk.settings(), by),
    });
    await tellFrozen(desk, { system, by, conversation: request.conversation, mark: 'warning', text });
    const blocks = [frozenBlock(desk, freeze), ...nextBlocks(['/thaw'])];
    return { code: 'ok', verdict: 'warning', message: { blocks } };
  },
});
