import { type Fault, fault } from '../fault.ts';
import { type Found, findText, keysAt } from '../tree.ts';
import type { Check } from './check.ts';

type Needs = ReadonlyMap<string, readonly string[]>;
type Need = Found & { readonly text: string };

/** Services that need each other could never be started; each circle is one fault. */
export const dependencyCircles: Check = (tree) => {
  const all = findText(tree, 'systems.*.services.*.needs.*');
  return keysAt(tree, ['systems']).flatMap((system) =>
    circles(
      keysAt(tree, ['systems', system, 'services']),
      all.filter(({ path }) => path[1] === system),
    ),
  );
};

/** Services in the order they are started: each after all it needs, otherwise as written. There must be no circle. */
export function startOrder<S extends { readonly id: string; readonly needs: readonly string[] }>(
  services: readonly S[],
): readonly S[] {
  const byId = new Map(services.map((service) => [service.id, service]));
  const { ordered } = sort([...byId.keys()], new Map(services.map(({ id, needs }) => [id, needs])));
  return ordered.flatMap((id) => byId.get(id) ?? []);
}

/** Takes a link out of each circle found, until none is left. */
function circles(services: readonly string[], written: readonly Need[]): readonly Fault[] {
  const faults: Fault[] = [];
  let links = written;
  for (;;) {
    const needs = new Map(services.map((id): [string, string[]] => [id, []]));
    for (const { path, text } of links) needs.get(String(path[3]))?.push(text);
    const { circle } = sort(services, needs);
    const [from, to] = circle;
    const link = links.find(({ path, text }) => path[3] === from && text === to);
    if (link === undefined) return faults;
    links = links.filter((each) => each !== link);
    const message = `services need each other in a circle: ${circle.join(' → ')}`;
    faults.push(fault(link.place, message, 'Leave one link out: needs says what must run first, not who calls whom.'));
  }
}

/** `circle` starts and ends with the same service; empty when all could be ordered. */
function sort(
  ids: readonly string[],
  needs: Needs,
): { readonly ordered: readonly string[]; readonly circle: readonly string[] } {
  const ordered: string[] = [];
  const waiting = new Set(ids);
  const open = (id: string): readonly string[] => (needs.get(id) ?? []).filter((need) => waiting.has(need));
  while (waiting.size > 0) {
    const ready = [...waiting].find((id) => open(id).length === 0);
    if (ready === undefined) return { ordered, circle: circleAmong([...waiting], open) };
    waiting.delete(ready);
    ordered.push(ready);
  }
  return { ordered, circle: [] };
}

/** Whoever waits, waits for somebody who waits: following that must come back. */
function circleAmong(waiting: readonly string[], open: (id: string) => readonly string[]): readonly string[] {
  const way: string[] = [];
  let next = waiting[0];
  while (next !== undefined && !way.includes(next)) {
    way.push(next);
    next = open(next)[0];
  }
  return next === undefined ? [] : [...way.slice(way.indexOf(next)), next];
}
