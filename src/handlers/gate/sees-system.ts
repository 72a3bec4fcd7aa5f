import type { System } from '../../actions/inventory.ts';
import type { Environment } from '../../actions/plan.ts';
import { decide, isAllowed } from '../../auth/decide.ts';
import type { Chattable } from '../command.ts';
import type { Request } from '../request.ts';
import { talking } from './rights.ts';

/** Whether somebody may do something on a system, if only look: else its name is told to them nowhere. */
export function seesSystem(
  { desk, principal }: Pick<Request, 'desk' | 'principal'>,
  { id, environment }: { readonly id: string; readonly environment?: Environment | undefined },
): boolean {
  const question = { principal, system: id, environment, atMs: desk.clock.now() };
  return lookedFor(desk).some((permission) => isAllowed({ ...question, permission }, desk.settings().policy));
}

/** Whether a denial may name a system: to who sees it, and to whom some grant gives it at other hours or for other values. */
export function mayBeNamed(request: Pick<Request, 'desk' | 'principal'>, system: Pick<System, 'id' | 'environment'>) {
  if (seesSystem(request, system)) return true;
  const { desk, principal } = request;
  const question = { principal, system: system.id, environment: system.environment, atMs: desk.clock.now() };
  return lookedFor(desk).some((permission) => {
    const decision = decide({ ...question, permission }, desk.settings().policy);
    return decision.allowed || decision.reason === 'other-input' || decision.reason === 'outside-hours';
  });
}

function lookedFor({ commands }: Request['desk']): readonly string[] {
  const permissions = new Set([
    'system:read',
    ...commands.flatMap(({ permission, asksFor = [] }) => [permission, ...asksFor]),
  ]);
  permissions.delete(talking);
  return [...permissions];
}

/** The systems that may be named to somebody as what a command may be about. */
export function systemsToOffer(
  { desk, principal }: Pick<Request, 'desk' | 'principal'>,
  { permission, asksFor }: Pick<Chattable, 'permission' | 'asksFor'>,
): readonly System[] {
  const { systems, policy } = desk.settings();
  const needed = permission === talking ? asksFor : [permission];
  const question = { principal, atMs: desk.clock.now() };
  return systems.filter(({ id, environment }) =>
    needed === undefined
      ? seesSystem({ desk, principal }, { id, environment })
      : needed.some((each) => isAllowed({ ...question, permission: each, system: id, environment }, policy)),
  );
}
