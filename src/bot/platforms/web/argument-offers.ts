import { environmentName, serviceName, systemName } from '../../../actions/names.ts';
import { outside, type Text, texts } from '../../../actions/text.ts';
import type { Word } from '../../../actions/words.ts';
import { mayApprove, mayConfirm, mayDeny } from '../../../auth/approval.ts';
import { isAllowed } from '../../../auth/decide.ts';
import { principalKey } from '../../../auth/principal.ts';
import type { Chattable } from '../../../handlers/command.ts';
import { fold } from '../../../handlers/dispatch/fold.ts';
import { nameIndexOf } from '../../../handlers/dispatch/name-index.ts';
import { systemsToOffer } from '../../../handlers/gate/sees-system.ts';
import { personName } from '../../../handlers/person-name.ts';
import type { Approval } from '../../../handlers/store/approvals.ts';
import type { Completing } from './completing.ts';

const say = texts('web.offers', {
  system: { en: '{name} · {environment}', zh: '{name} · {environment}' },
  service: { en: 'service of {system}: {name}', zh: '{system} 的服务:{name}' },
  ago: { en: 'how long', zh: '时长' },
  run: { en: '{summary} · {at}', zh: '{summary} · {at}' },
  request: { en: '{person}: {summary}', zh: '{person}:{summary}' },
  quoted: { en: 'a reason, in quotes', zh: '原因,需加引号' },
});

export interface Offer {
  readonly insert: string;
  readonly label: string;
  readonly help?: Text;
}

export interface ArgumentsOf extends Completing {
  readonly command: Chattable;
  /** Words after the command's name that are finished. */
  readonly given: readonly string[];
  /** The word being typed, folded. */
  readonly typed: string;
}

/** What the next word may be. A kind of word that was given is not offered again. */
export async function argumentOffers(asked: ArgumentsOf): Promise<readonly Offer[]> {
  const found = await Promise.all(
    Object.entries<Word>(asked.command.takes).map(([field, word]) => offersOf(asked, field, word)),
  );
  const seen = new Set<string>();
  return found.flat().filter(({ insert }) => !seen.has(insert) && seen.add(insert));
}

async function offersOf(asked: ArgumentsOf, field: string, word: Word): Promise<readonly Offer[]> {
  switch (word.word) {
    case 'system':
      return systems(asked);
    case 'service':
      return services(asked);
    case 'choice': {
      const spellings = Object.entries(word.choices).map(([value, others]) => [value, ...others]);
      if (spellings.some((each) => each.some((spelling) => wasGiven(asked, spelling)))) return [];
      const [first, second] = asked.reader.language === 'zh' ? [1, 0] : [0, 1];
      return spellings
        .filter((each) => each.some((spelling) => fits(asked, spelling)))
        .map((each) => offer(each[first] ?? each[0] ?? '', each[second]));
    }
    case 'duration':
      return asked.given.some((each) => /^\d/.test(each))
        ? []
        : ['5m', '15m', '1h', '24h'].flatMap((each) => plain(asked, each, say.ago()));
    case 'id':
      return asked.given.length > 0 ? [] : ids(asked);
    case 'person':
      return people(asked);
    case 'text':
      return asked.typed === '' ? [{ insert: '"', label: '"…"', help: say.quoted() }] : [];
    case 'option':
      return asked.given.some((each) => each.startsWith(`${field}=`)) ? [] : plain(asked, `${field}=`, undefined, '');
    default:
      return [];
  }
}

const fits = ({ typed }: ArgumentsOf, spelling: string): boolean => fold(spelling).startsWith(typed);
const wasGiven = ({ given }: ArgumentsOf, spelling: string): boolean =>
  given.some((each) => fold(each) === fold(spelling));
const offer = (word: string, also?: string): Offer => ({
  insert: `${word} `,
  label: word,
  ...(also === undefined ? {} : { help: outside(also) }),
});
const plain = (asked: ArgumentsOf, word: string, help?: Text, after = ' '): readonly Offer[] =>
  fits(asked, word) ? [{ insert: word + after, label: word, ...(help && { help }) }] : [];

const allowedSystems = ({ desk, person, command }: ArgumentsOf) => systemsToOffer({ desk, principal: person }, command);

function systems(asked: ArgumentsOf): readonly Offer[] {
  const all = allowedSystems(asked);
  if (all.some(({ id, title, aliases }) => [id, title, ...aliases].some((each) => wasGiven(asked, each)))) return [];
  return all
    .filter(({ id, title, aliases }) => [id, title, ...aliases].some((each) => fits(asked, each)))
    .map((system) => ({
      insert: `${spelling(asked, system)} `,
      label: spelling(asked, system),
      help: say.system({ name: systemName(system), environment: environmentName(system.environment) }),
    }));
}

/** Of the system named, else of the room's, else of all. A name that several have says its system too. */
function services(asked: ArgumentsOf): readonly Offer[] {
  const { desk, room } = asked;
  const { policy, systems: configured } = desk.settings();
  const names = nameIndexOf(configured, policy.people);
  if (asked.given.some((each) => names.services.has(fold(each)))) return [];
  const named = allowedSystems(asked).filter(({ id, title, aliases }) =>
    [id, title, ...aliases].some((each) => wasGiven(asked, each)),
  );
  const here = allowedSystems(asked).filter(({ id }) => id === room.system);
  const among = named.length > 0 ? named : here.length > 0 ? here : allowedSystems(asked);
  return among.flatMap((system) =>
    system.services
      .filter((service) =>
        [service.id, service.title ?? '', ...service.aliases].some((each) => each !== '' && fits(asked, each)),
      )
      .map((service): Offer => {
        const word = spelling(asked, service);
        const clear = among.length === 1 || (names.services.get(fold(word))?.length ?? 0) < 2;
        const words = clear ? word : `${system.id} ${word}`;
        return {
          insert: `${words} `,
          label: words,
          help: say.service({ system: systemName(system), name: serviceName(service) }),
        };
      }),
  );
}

/** As people of the reader's language would type it: a Chinese alias, else the id. */
function spelling(
  { reader }: ArgumentsOf,
  { id, aliases }: { readonly id: string; readonly aliases: readonly string[] },
): string {
  const chinese = aliases.find((alias) => /\p{Script=Han}/u.test(alias) && !/\s/.test(alias));
  return reader.language === 'zh' ? (chinese ?? id) : id;
}

/** Open requests for those who may answer them, else the newest runs the person may see. */
async function ids(asked: ArgumentsOf): Promise<readonly Offer[]> {
  const { desk, person, command } = asked;
  const settings = desk.settings();
  const me = principalKey(person);
  if (['confirm', 'approve', 'deny'].includes(command.name)) {
    const open = await desk.store.approvals.open();
    return open
      .filter((approval) => approval.expiresAtMs > desk.clock.now() && mayAnswer(asked, approval))
      .flatMap(({ code, requester, plan }) =>
        plain(asked, code, say.request({ person: personName(settings, requester), summary: plan.summary })),
      );
  }
  const runs = await desk.store.runs.list({ limit: 10 });
  return runs
    .filter(({ plan, requester }) => {
      const { system, environment } = plan;
      const question = { principal: person, permission: 'run:read', system, environment, atMs: desk.clock.now() };
      return requester === me || isAllowed(question, settings.policy);
    })
    .flatMap(({ runId, plan, startedAtMs }) =>
      plain(asked, String(runId), say.run({ summary: plan.summary, at: { atMs: startedAtMs, as: 'age' } })),
    );
}

function mayAnswer({ desk, person, command }: ArgumentsOf, { kind, requester, permission, plan }: Approval): boolean {
  if (command.name === 'confirm') return kind === 'confirm' && mayConfirm(person, requester);
  if (kind !== 'approve') return false;
  const { system, environment, input } = plan;
  const question = { approver: person, requester, permission, system, environment, input, atMs: desk.clock.now() };
  return (command.name === 'approve' ? mayApprove : mayDeny)(question, desk.settings().policy).allowed;
}

function people(asked: ArgumentsOf): readonly Offer[] {
  const { people: all } = asked.desk.settings().policy;
  if (Object.keys(all).some((id) => wasGiven(asked, `@${id}`))) return [];
  return Object.entries(all).flatMap(([id, { name }]) =>
    [`@${id}`, id, name].some((each) => fits(asked, each))
      ? [{ insert: `@${id} `, label: `@${id}`, help: outside(name) }]
      : [],
  );
}
