import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';
import { freezesToldTo, frozenBlock, thawsIt } from '../gate/freeze-check.ts';
import { tellFrozen } from '../notices/frozen.ts';
import { personName } from '../person-name.ts';

const say = texts('thaw', {
  summary: { en: 'Allow changes again.', zh: '解除冻结。' },
  done: { en: 'Changes are allowed again for {scope}.', zh: '{scope} 的变更已解冻。' },
  partly: {
    en: 'That freeze of {scope} is lifted, and changes are still refused by another.',
    zh: '已解除 {scope} 的这项冻结,但仍有其他冻结,变更依旧受限。',
  },
  none: { en: 'No command froze {scope}.', zh: '{scope} 没有通过命令设置的冻结。' },
  told: { en: '{headline} By {by}.', zh: '{headline}操作人 {by}。' },
  all: { en: 'all systems', zh: '全部系统' },
});

export const thaw = defineCommand({
  name: 'thaw',
  aliases: ['解冻'],
  summary: say.summary(),
  examples: ['/thaw'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: z.string().optional() }),
  permission: 'bot:freeze',
  timeoutMs: 10_000,
  changesState: true,
  async handle({ system }, request) {
    const { desk } = request;
    const thawed = await desk.store.freezes.thaw(
      system ?? '*',
      entry(request, 'thawed', system === undefined ? {} : { system }),
    );
    const scope = system === undefined ? say.all() : outside(system);
    // What may be told to her: the others stay unnamed.
    const left = (await freezesToldTo(desk, request.principal)).filter(
      (each) => system === undefined || each.scope === '*' || each.scope === system,
    );
    const blocks = left.map((each) => frozenBlock(desk, each));
    const next = [...new Set(left.flatMap(thawsIt))];
    if (!thawed)
      return fail('not-found', say.none({ scope }), { evidence: blocks, next: left.length === 0 ? ['/whoami'] : next });
    const headline = left.length === 0 ? say.done({ scope }) : say.partly({ scope });
    const mark = left.length === 0 ? 'ok' : 'warning';
    const by = principalKey(request.principal);
    const text = say.told({ headline, by: personName(desk.settings(), by) });
    await tellFrozen(desk, { system, by, conversation: request.conversation, mark, text });
    return { ok: true, value: { verdict: mark, headline, measuredAtMs: desk.clock.now(), blocks, next } };
  },
});
