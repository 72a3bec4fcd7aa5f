import type { Risk } from '../../actions/plan.ts';
import type { Block } from '../../actions/report.ts';
import { type Failure, fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import type { Principal } from '../../auth/principal.ts';
import type { Desk } from '../desk.ts';
import { personName } from '../person-name.ts';
import type { Freeze } from '../store/freezes.ts';
import { seesSystem } from './sees-system.ts';

const say = texts('freeze', {
  all: { en: 'All systems are', zh: '全部系统' },
  one: { en: '{system} is', zh: '{system} ' },
  refused: {
    en: '{scope} frozen since {at} by {by}: {reason}. Reading works, nothing may be changed.',
    zh: '{scope}已冻结:{by} 于 {at} 设置,原因:{reason}。可以查看,不能做任何变更。',
  },
});

const frozenText = (desk: Desk, freeze: Freeze) =>
  say.refused({
    scope: freeze.scope === '*' ? say.all() : say.one({ system: outside(freeze.scope) }),
    at: { atMs: freeze.atMs },
    by: personName(desk.settings(), freeze.by),
    reason: outside(freeze.reason),
  });

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
  return over === undefined ? undefined : fail('frozen', frozenText(desk, over), { next: ['/thaw'] }).failure;
}
