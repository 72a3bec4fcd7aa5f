import type { Risk } from '../../actions/plan.ts';
import type { Block } from '../../actions/report.ts';
import { type Failure, fail } from '../../actions/result.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { personName } from '../person-name.ts';
import type { Freeze } from '../store/freezes.ts';
import { seesSystem } from './sees-system.ts';

const say = texts('freeze', {
  all: { en: 'All systems are', zh: '全部系统' },
  one: { en: '{system} is', zh: '{system} ' },
  byFile: {
    en: '{scope} frozen by the file {file} since {at}{reason, select, none {} other {: {reason}}}. Reading works, nothing may be changed until that file is deleted on the machine of the bot.',
    zh: '{scope}已被文件 {file} 冻结,始于 {at}{reason, select, none {} other {,原因:{reason}}}。可以查看,在机器人所在主机上删除该文件之前不能做任何变更。',
  },
  refused: {
    en: '{scope} frozen since {at} by {by}: {reason}. Reading works, nothing may be changed.',
    zh: '{scope}已冻结:{by} 于 {at} 设置,原因:{reason}。可以查看,不能做任何变更。',
  },
});

function frozenText(desk: Desk, { scope: frozen, atMs, by, reason, file }: Freeze): Text {
  const scope = frozen === '*' ? say.all() : say.one({ system: outside(frozen) });
  const at = { atMs };
  return file === undefined
    ? say.refused({ scope, at, by: personName(desk.settings(), by), reason: outside(reason) })
    : say.byFile({ scope, at, file: outside(file), reason: reason === '' ? 'none' : outside(reason) });
}

/** The command that ends a freeze; a file is not ended by one. */
export const thawsIt = ({ scope, file }: Freeze): readonly string[] =>
  file !== undefined ? [] : [scope === '*' ? '/thaw' : `/thaw ${scope}`];

/** The freezes that somebody is told of: those of systems they may see, and those of everything. A stranger is told of none. */
export async function freezesToldTo(desk: Desk, principal: Principal | undefined): Promise<readonly Freeze[]> {
  if (principal === undefined) return [];
  const freezes = await desk.store.freezes.current();
  return freezes.filter(({ scope }) => {
    const environment = desk.inventory().environment(scope);
    return scope === '*' || seesSystem({ desk, principal }, { id: scope, environment });
  });
}

/** The line that stands above every answer as long as it holds. */
export const frozenBlock = (desk: Desk, freeze: Freeze): Block => ({
  type: 'text',
  mark: 'warning',
  text: frozenText(desk, freeze),
});

/** The freeze that stands in the way of changing a system, if any. What only looks goes on. */
export async function freezeOver(desk: Desk, system: string, risk?: Risk): Promise<Failure | undefined> {
  if (risk === 'looks') return undefined;
  const freezes = await desk.store.freezes.current();
  const over = freezes.find(({ scope }) => scope === '*' || scope === system);
  return over === undefined ? undefined : fail('frozen', frozenText(desk, over), { next: thawsIt(over) }).failure;
}
