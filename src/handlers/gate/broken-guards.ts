import type { Broken } from '../../actions/guards/guard.ts';
import type { Plan } from '../../actions/plan.ts';
import type { GuardContext } from '../../actions/ports.ts';
import { type Failure, fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { mayPress } from '../alerts/may-press.ts';
import type { Request } from '../request.ts';

const say = texts('guard', {
  stale: {
    en: 'Not started: what the plan rests on no longer holds.',
    zh: '未开始:方案所依据的情况已经变化。',
  },
  planned: { en: 'planned', zh: '计划时' },
  found: { en: 'now', zh: '现在' },
});

/**
 * Looks again at what a plan rests on; the failure shows what was planned beside what is found now. `again`: the command
 * that asks for it again.
 */
export async function brokenGuards(
  request: Request,
  plan: Plan,
  context: GuardContext,
  again: string,
): Promise<Failure | undefined> {
  const { desk, principal, conversation } = request;
  const all: Broken[] = [];
  for (const { guard, params } of plan.guards) {
    const kind = desk.guardKinds.get(guard);
    if (kind === undefined) throw new Error(`no guard is named ${guard}`);
    const broken = await kind.broken(kind.params.parse(params), context);
    if (broken !== undefined) all.push(broken);
  }
  const [first] = all;
  if (first === undefined) return undefined;
  const next = first.next ?? again;
  const overriding = all.every(({ override }) => override !== undefined) ? [`${again} ${first.override}`] : [];
  const code = all.every((broken) => broken.code !== undefined) ? first.code : undefined;
  return fail(code ?? 'stale', first.message ?? say.stale(), {
    evidence: [
      { type: 'table', columns: [say.planned(), say.found()], rows: all.map(({ planned, found }) => [planned, found]) },
    ],
    next: [next, ...overriding.filter((command) => mayPress(desk, principal, command, conversation))],
  }).failure;
}
