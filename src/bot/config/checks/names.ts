import { fold } from '../../../handlers/dispatch/fold.ts';
import { type Fault, fault, type Place } from '../fault.ts';
import { find, findText, type Path, type Tree } from '../tree.ts';
import type { Check } from './check.ts';

/** One way to call a system or a service: its id, its title or an alias. */
interface Spelling {
  readonly name: string;
  /** How names are compared: small and capital letters, full and half width are one. */
  readonly folded: string;
  readonly place: Place;
  readonly system: string;
  /** `system teaching`, `service teaching/llm`. */
  readonly owner: string;
}

/** What is typed must mean one thing: a service within its system, a system anywhere, and neither a command. */
export const ambiguousNames: Check = (tree, { commandWords }) => {
  const systems = spellings(tree, 'systems.*', ([, system]) => `system ${system}`);
  const services = spellings(tree, 'systems.*.services.*', ([, system, , service]) => `service ${system}/${service}`);
  const commands = new Set(commandWords.map(fold));
  return [
    ...clashes(systems, ({ folded }) => folded),
    ...clashes(services, ({ system, folded }) => `${system}\0${folded}`),
    ...clashesWithSystems(services, systems),
    // A system's id always stands behind a command, as in `/start demo`; everything else is meant to be typed freely.
    ...[...systems.filter(({ folded, system }) => folded !== system), ...services].flatMap((spelling) => [
      ...(commands.has(spelling.folded) ? [commandFault(spelling)] : []),
      ...(/^[/@]|[="'“”‘’「」]/.test(spelling.folded) ? [untypable(spelling)] : []),
    ]),
  ];
};

function spellings(tree: Tree, pattern: string, owner: (path: Path) => string): readonly Spelling[] {
  const named = (name: string, place: Place, path: Path): Spelling => ({
    name,
    folded: fold(name),
    place,
    system: String(path[1]),
    owner: owner(path),
  });
  return [
    ...find(tree, pattern).map(({ path, keyPlace }) => named(String(path.at(-1)), keyPlace, path)),
    ...[`${pattern}.title`, `${pattern}.aliases.*`].flatMap((each) =>
      findText(tree, each).map(({ path, place, text }) => named(text, place, path)),
    ),
  ];
}

/** A name said twice of the same thing does no harm. */
function clashes(all: readonly Spelling[], key: (spelling: Spelling) => string): readonly Fault[] {
  const first = new Map<string, Spelling>();
  return all.flatMap((spelling) => {
    const other = first.get(key(spelling));
    if (other === undefined) first.set(key(spelling), spelling);
    return other === undefined || other.owner === spelling.owner ? [] : [clash(spelling, other)];
  });
}

/** A service may be called as its own system: to restart one is to restart the other. */
function clashesWithSystems(services: readonly Spelling[], systems: readonly Spelling[]): readonly Fault[] {
  const byName = new Map(systems.map((each) => [each.folded, each]));
  return services.flatMap((spelling) => {
    const other = byName.get(spelling.folded);
    return other === undefined || other.system === spelling.system ? [] : [clash(spelling, other)];
  });
}

const clash = (spelling: Spelling, other: Spelling): Fault =>
  fault(
    spelling.place,
    `"${spelling.name}" already names ${other.owner} (${other.place.file}:${other.place.line})`,
    'Rename one of them; capitals and full-width letters do not tell names apart.',
  );

const commandFault = ({ name, place }: Spelling): Fault =>
  fault(place, `"${name}" is a command`, 'Give it another name: nobody could tell which is meant.');

const untypable = ({ place }: Spelling): Fault =>
  fault(place, 'this name cannot be typed in a command', 'Leave out quotes, = and a leading / or @.');
