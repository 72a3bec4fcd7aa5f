import * as z from 'zod';
import { outside, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { defineCommand } from '../command.ts';
import { freezesToldTo, frozenBlock } from '../gate/freeze-check.ts';

const say = texts('whoami', {
  summary: { en: 'Who I take you for, and what you may do.', zh: '查看我的身份和权限。' },
  headline: { en: 'You are {name} ({id})', zh: '你是 {name}({id})' },
  via: { en: 'known by', zh: '识别方式' },
  roles: { en: 'roles', zh: '角色' },
  may: { en: 'may', zh: '可以执行' },
  approve: { en: 'may approve', zh: '可以审批' },
  everywhere: { en: '{what}', zh: '{what}' },
  there: { en: '{what} on {where}', zh: '{where}:{what}' },
  assumed: {
    en: "root in this person's name: a yes from here is not a second person's",
    zh: '由 root 代入:审批不算第二人',
  },
  none: { en: 'nothing', zh: '无' },
});

export const whoami = defineCommand({
  name: 'whoami',
  aliases: ['我是谁'],
  summary: say.summary(),
  examples: ['/whoami'],
  takes: {},
  input: z.strictObject({}),
  permission: 'bot:talk',
  timeoutMs: 10_000,
  changesState: false,
  async handle(_input, { desk, principal }) {
    const { policy } = desk.settings();
    const person = principal.kind === 'person' ? policy.people[principal.id] : undefined;
    const roles = person?.roles ?? policy.machineRoles[principalKey(principal)] ?? [];
    const grants = policy.grants.filter(({ role }) => roles.includes(role));
    const held = (power: 'may' | 'approve') =>
      grants
        .filter((grant) => grant[power].length > 0)
        .map((grant) => {
          const what = outside(grant[power].join(' '));
          const where = [...(grant.systems ?? []), ...(grant.environments ?? [])];
          return where.length === 0 ? say.everywhere({ what }) : say.there({ what, where: outside(where.join(' ')) });
        });
    const listed = (power: 'may' | 'approve') => {
      const list = held(power);
      return list.length === 0 ? say.none() : { ...say.everywhere({ what: { list } }) };
    };
    const via = principal.kind === 'person' ? `${principal.via.platform}:${principal.via.id}` : principal.kind;
    const freezes = await freezesToldTo(desk, principal);
    return {
      ok: true,
      value: {
        verdict: 'ok',
        headline: say.headline({
          name: outside(person?.name ?? principalKey(principal)),
          id: outside(principalKey(principal)),
        }),
        measuredAtMs: desk.clock.now(),
        blocks: [
          {
            type: 'facts',
            facts: [
              { label: say.via(), value: outside(via) },
              { label: say.roles(), value: outside(roles.join(' ')) },
              { label: say.may(), value: listed('may') },
              { label: say.approve(), value: listed('approve') },
            ],
          },
          ...(principal.kind === 'person' && principal.assumed ? [{ type: 'text' as const, text: say.assumed() }] : []),
          ...freezes.map((freeze) => frozenBlock(desk, freeze)),
        ],
        next: ['/help'],
      },
    };
  },
});
