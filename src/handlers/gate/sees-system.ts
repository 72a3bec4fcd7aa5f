import type { System } from '../../actions/inventory.ts';
import type { Environment } from '../../actions/plan.ts';
import { isAllowed } from '../../auth/decide.ts';
import type { Chattable } from '../command.ts';
import type { Request } from '../request.ts';
import { talking } from './rights.ts';

/** Whether somebody may do something on a system, if only look: else its name is told to them nowhere. */
export function seesSystem(
  { desk, principal }: Pick<Request, 'desk' | 'principal'>,
  { id, environment }: { readonly id: string; readonly environment?: Environment | undefined },
): boolean {
  const question = { principal, system: id, environment, atMs: desk.clock.now() };
  const permissions = new Set(['system:read', ...desk.commands.map(({ permission }) => permission)]);
  permissions.delete(talking);
  return [...permissions].some((permission) => isAllowed({ ...question, permission }, desk.settings().policy));
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
