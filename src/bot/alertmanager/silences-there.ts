import * as z from 'zod';
import { ok, type Result } from '../../actions/result.ts';
import { personIdOf } from '../../auth/principal.ts';
import type { alertmanagerSource, Source } from '../../handlers/alerts/alert-settings.ts';
import { mayName } from '../../handlers/alerts/sources/place.ts';
import type { SilencesElsewhere } from '../../handlers/desk.ts';
import type { AlertMember } from '../../handlers/store/alerts.ts';
import { ask, strangeAnswer } from './ask.ts';
import { silencedThere } from './silenced-there.ts';

type Alertmanager = z.output<typeof alertmanagerSource>;

export interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

const made = z.object({ silenceID: z.string().min(1) });

/** Silences at the Alertmanagers alerts come from, over their API v2. */
export function silencesThere(options: {
  readonly sources: () => Readonly<Record<string, Source>>;
  readonly members: (alertId: number) => Promise<readonly AlertMember[]>;
  readonly now: () => number;
}): SilencesElsewhere {
  const reachable = (): readonly (readonly [string, Alertmanager & { readonly api: string }])[] =>
    Object.entries(options.sources()).flatMap(([name, source]) =>
      source.kind === 'alertmanager' && source.api !== undefined
        ? [[name, { ...source, api: source.api.replace(/\/$/, '') }] as const]
        : [],
    );
  const reach = (name: string) => reachable().find(([each]) => each === name)?.[1];
  const make = async (
    [name, { api }]: readonly [string, { readonly api: string }],
    matchers: readonly Matcher[],
    { untilMs, by, comment }: { readonly untilMs: number; readonly by: string; readonly comment: string },
  ): Promise<Result<{ readonly source: string; readonly id: string }>> => {
    const answer = await ask(`${api}/api/v2/silences`, 'POST', {
      matchers,
      startsAt: new Date(options.now()).toISOString(),
      endsAt: new Date(untilMs).toISOString(),
      createdBy: personIdOf(by) ?? by,
      comment,
    });
    if (!answer.ok) return answer;
    const said = made.safeParse(answer.value);
    return said.success ? ok({ source: name, id: said.data.silenceID }) : strangeAnswer();
  };
  return {
    async make(alert, { untilMs, by, reason }) {
      const source = reach(alert.source);
      if (source === undefined || alert.folds) return undefined;
      const members = await options.members(alert.id);
      const shared = sharedLabels(members);
      const { systemLabel, serviceLabel, hostLabel } = source;
      const isPlaced = [systemLabel, serviceLabel, hostLabel, 'instance'].some((label) => Object.hasOwn(shared, label));
      // What they share may be as little as their severity: other systems would be silenced with them.
      if (!Object.hasOwn(shared, 'alertname') || (members.length > 1 && !isPlaced)) return undefined;
      // What none of them says is to be said by nothing that is silenced: whoever names a system may be of another one.
      const unsaid = [systemLabel, serviceLabel, hostLabel].filter((label) =>
        members.every(({ signal }) => !Object.hasOwn(signal.labels ?? {}, label)),
      );
      const matchers = [
        ...Object.entries(shared).map(([name, value]) => equal(name, value)),
        ...unsaid.map((name) => equal(name, '')),
      ];
      return make([alert.source, source], matchers, { untilMs, by, comment: reason ?? `alert ${alert.id}` });
    },
    makeFor: (system, { untilMs, by, reason }) =>
      Promise.all(
        reachable()
          .filter(([, source]) => mayName(source, system))
          .map(([name, source]) => make([name, source], ofSystem(source, system), { untilMs, by, comment: reason })),
      ),
    async end({ source, id }) {
      const api = reach(source)?.api;
      if (api === undefined) return ok(undefined);
      const ended = await ask(`${api}/api/v2/silence/${encodeURIComponent(id)}`, 'DELETE');
      return ended.ok ? ok(undefined) : ended;
    },
    async silenced({ source, id }) {
      const api = reach(source)?.api;
      return api === undefined ? undefined : silencedThere(api, id);
    },
  };
}

const equal = (name: string, value: string): Matcher => ({ name, value, isRegex: false, isEqual: true });

/** All of a system: what its label says, and where this source is of that system, what says nothing. */
const ofSystem = ({ system: own, systemLabel }: Alertmanager, system: string): readonly Matcher[] =>
  own === system
    ? [
        // One matcher has to match something that is there.
        { name: 'alertname', value: '.+', isRegex: true, isEqual: true },
        { name: systemLabel, value: `|${system}`, isRegex: true, isEqual: true },
      ]
    : [equal(systemLabel, system)];

/** A label that differs would silence only one of them; one that is left out silences all. */
function sharedLabels(members: readonly AlertMember[]): Readonly<Record<string, string>> {
  const [first = {}, ...others] = members.map(({ signal }) => signal.labels ?? {});
  return Object.fromEntries(
    Object.entries(first).filter(([label, value]) => others.every((labels) => labels[label] === value)),
  );
}
