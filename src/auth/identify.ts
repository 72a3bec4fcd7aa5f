import { compilePolicy } from './compile-policy.ts';
import type { Policy } from './policy.ts';
import type { Identity, Person } from './principal.ts';

/** Whose chat id this is; undefined when nobody's (or, by a faulty policy, two people's). */
export function identify(via: Identity, policy: Policy): Person | undefined {
  const { chatIds, osUsers } = compilePolicy(policy);
  const id = via.platform === 'os' ? osUsers.get(via.id) : chatIds.get(`${via.platform}:${via.id}`);
  return id === undefined
    ? undefined
    : { kind: 'person', id, via, assumed: via.platform === 'os' && via.id === 'root' };
}

export interface OsUser {
  /** The operating-system user the process runs as. */
  readonly osUser: string;
  /**
   * Who called sudo. To be given only when the process runs as root or as the owner of the state: anybody else can set
   * SUDO_USER to what he likes. A person's own OS user is that person whatever it says.
   */
  readonly sudoUser?: string | undefined;
  /** `--as`: a person's id or name. Left out: the person the OS user is. */
  readonly asName?: string | undefined;
  readonly demo: boolean;
}

export type Identified =
  | { readonly identified: true; readonly person: Person }
  | {
      readonly identified: false;
      /** `unknown-person`: nobody is called that. `not-yours`: the OS user is not that person. `unlisted`: it is nobody's. */
      readonly reason: 'unknown-person' | 'not-yours' | 'unlisted';
      readonly osUser: string;
      /** Ids that can follow `--as` for this OS user. */
      readonly may: readonly string[];
    };

/**
 * Who a person at the command line is. An OS user is the one person that lists it. Root may be anyone, but only assumed,
 * so that it is never the second person; the demo lets anybody be anyone, truly, so that the tour can show two people.
 */
export function identifyOsUser({ osUser, sudoUser, asName, demo }: OsUser, policy: Policy): Identified {
  const { people, osUsers } = compilePolicy(policy);
  const root = osUser === 'root';
  const bySudo = sudoUser !== undefined && sudoUser !== '' && sudoUser !== 'root' && (root || !osUsers.has(osUser));
  const caller = bySudo ? sudoUser : osUser;
  const self = caller === 'root' ? undefined : osUsers.get(caller);
  const wanted = asName === undefined ? (self ?? osUsers.get(osUser)) : findPerson(asName, policy);
  const as = (id: string, assumed: boolean): Identified => ({
    identified: true,
    person: { kind: 'person', id, via: { platform: 'os', id: caller }, assumed },
  });
  const refuse = (reason: 'unknown-person' | 'not-yours' | 'unlisted'): Identified => ({
    identified: false,
    reason,
    osUser: caller,
    may: demo || root ? people : self === undefined ? [] : [self],
  });
  if (wanted === undefined) return refuse(asName === undefined ? 'unlisted' : 'unknown-person');
  if (demo || wanted === self) return as(wanted, false);
  if (root) return as(wanted, true);
  return refuse(self === undefined ? 'unlisted' : 'not-yours');
}

/** By id, else by a name only one person has; capitals do not matter. */
function findPerson(name: string, policy: Policy): string | undefined {
  const { people } = compilePolicy(policy);
  const folded = name.replace(/^@/, '').toLowerCase();
  if (people.includes(folded)) return folded;
  const named = people.filter((id) => policy.people[id]?.name.toLowerCase() === folded);
  return named.length === 1 ? named[0] : undefined;
}
