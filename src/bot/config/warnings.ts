import type { ConfigurationOutput } from './configuration-spec.ts';
import { type Fault, fault } from './fault.ts';
import { keyPlaceOf, type Tree } from './tree.ts';

/** Dangerous changes of production wait for a second person; without one they wait for ever. */
export function missingApprovers(configuration: ConfigurationOutput, tree: Tree): readonly Fault[] {
  return Object.entries(configuration.systems).flatMap(([id, { environment }]) => {
    if (environment !== 'production') return [];
    const roles = configuration.grants
      .filter(
        ({ approve, systems, environments }) =>
          approve.length > 0 && (systems?.includes(id) ?? true) && (environments?.includes(environment) ?? true),
      )
      .map(({ role }) => role);
    const able = Object.values(configuration.people).filter((person) =>
      person.roles.some((role) => roles.includes(role)),
    );
    const place = keyPlaceOf(tree, ['systems', id, 'environment']);
    const [only, another] = able;
    if (another !== undefined) return [];
    return only === undefined
      ? [
          fault(
            place,
            `nobody may approve dangerous changes of ${id}`,
            'Give somebody a role with a grant that says approve.',
          ),
        ]
      : [
          fault(
            place,
            `only ${only.name} may approve dangerous changes of ${id}`,
            'Nobody may approve those of their own: name a second person.',
          ),
        ];
  });
}
