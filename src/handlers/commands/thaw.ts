import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';
import { tellFrozen } from '../notices/frozen.ts';
import { personName } from '../person-name.ts';

const say = texts('thaw', {
  summary: { en: 'Allow changes again.', zh: '解除冻结。' },
  done: { en: 'Changes are allowed again for {scope}.', zh: '{scope} 的变更已解冻。' },
  none: {
    en: 'Nothing is frozen there by a command. A freeze file is removed on the machine itself.',
    zh: '此处没有通过命令设置的冻结;通过文件设置的冻结需在机器上删除。',
  },
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
    if (!thawed) return fail('not-found', say.none(), { next: ['/whoami'] });
    const headline = say.done({ scope: system === undefined ? say.all() : outside(system) });
    const by = principalKey(request.principal);
    const text = say.told({ headline, by: personName(desk.settings(), by) });
    await tellFrozen(desk, { system, by, conversation: request.conversation, mark: 'ok', text });
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs: desk.clock.now(), blocks: [], next: [] } };
  },
});
