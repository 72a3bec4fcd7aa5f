import { outside, texts } from '../../actions/text.ts';
import type { Settings } from '../../handlers/settings.ts';
import { amiss, type Finding, well } from './finding.ts';

const say = texts('doctor.people', {
  about: { en: 'people', zh: '人员' },
  well: {
    en: '{count, plural, one {the one person} other {all # people}} can be told apart',
    zh: '{count} 人的身份互不重叠',
  },
  nobody: {
    en: '{person} has no chat id and no OS user, so nobody can be {person}',
    zh: '{person} 既无聊天账号也无系统用户,没有人能以其身份操作',
  },
  root: {
    en: '{person} lists the OS user root: root may act as anyone and is never the second person',
    zh: '{person} 登记了系统用户 root:root 可代任何人操作,但不能算作第二人',
  },
  noGrant: {
    en: '{person} may do nothing: no grant goes to {roles}',
    zh: '{person} 没有任何权限:没有授予给 {roles}',
  },
  noRole: { en: '{person} may do nothing: no roles', zh: '{person} 没有任何权限:未分配角色' },
  mendNobody: {
    en: 'people.{id}.osUsers: [{id}] for the command line, or the id under chat that /whoami shows',
    zh: '命令行用 people.{id}.osUsers: [{id}];聊天则在 chat 下填写 /whoami 显示的账号',
  },
  mendRoot: { en: 'leave root out of people.{id}.osUsers', zh: '从 people.{id}.osUsers 中去掉 root' },
  mendRole: {
    en: 'a role with a grant: people.{id}.roles: [{roles}]',
    zh: '分配一个有授权的角色:people.{id}.roles: [{roles}]',
  },
});

/** People the configuration names and who could still do nothing. That no OS user is two people's is the loader's. */
export function people({ policy, demo }: Pick<Settings, 'policy' | 'demo'>): readonly Finding[] {
  const granted = new Set(policy.grants.map(({ role }) => role));
  const found = Object.entries(policy.people).flatMap(([id, { name, chat, osUsers, roles }]): readonly Finding[] => {
    const params = { id, person: outside(name) };
    const person = (what: ReturnType<typeof say.nobody>, mend: ReturnType<typeof say.nobody>): Finding =>
      amiss('people', 'warning', id, what, mend);
    const unreachable = !demo && osUsers.length === 0 && Object.values(chat).flat().length === 0;
    const powerless = !roles.some((role) => granted.has(role));
    const choices = [...granted].join(', ');
    return [
      ...(unreachable ? [person(say.nobody(params), say.mendNobody(params))] : []),
      ...(osUsers.includes('root') ? [person(say.root(params), say.mendRoot(params))] : []),
      ...(powerless
        ? [
            person(
              roles.length === 0 ? say.noRole(params) : say.noGrant({ ...params, roles: { list: [...roles] } }),
              say.mendRole({ ...params, roles: choices }),
            ),
          ]
        : []),
    ];
  });
  return found.length > 0
    ? found
    : [well('people', say.about(), say.well({ count: Object.keys(policy.people).length }))];
}
