import type { System } from '../../../actions/inventory.ts';
import { dotted } from '../../../actions/joined.ts';
import { type Finding, type Verdict, verdicts, worst } from '../../../actions/report.ts';
import { texts } from '../../../actions/text.ts';
import { isAllowed } from '../../../auth/decide.ts';
import type { Person } from '../../../auth/principal.ts';
import { alertName, firesAt, membersRead, subjectOf } from '../../../handlers/alerts/alert-message.ts';
import { type Hush, hushOf } from '../../../handlers/alerts/hushed.ts';
import type { Desk } from '../../../handlers/desk.ts';
import { personName } from '../../../handlers/person-name.ts';
import type { Alert } from '../../../handlers/store/alerts.ts';

const say = texts('web.board.alerts', {
  acknowledged: { en: 'acknowledged by {who}', zh: '{who} 已认领' },
  silenced: { en: 'silenced until {until}', zh: '已静默至 {until}' },
  maintenance: { en: 'maintenance until {until}', zh: '维护中,至 {until}' },
  more: { en: 'and more', zh: '其他' },
  moreOf: {
    en: '{count, plural, one {# more alert fires} other {# more alerts fire}}',
    zh: '另有 {count} 个告警',
  },
});

export interface BoardAlerts {
  /** Of all that fires, acknowledged or not, and is not silenced. */
  readonly verdict: Verdict;
  /** The one to look at first. */
  readonly ids: readonly number[];
  /** The worst of them one by one, then how many more. */
  readonly findings: readonly Finding[];
}

const none: BoardAlerts = { verdict: 'ok', ids: [], findings: [] };
const mostRead = 200;
const mostListed = 5;

/** What fires in a system, as far as somebody may see it; what is acknowledged or silenced says so. */
export async function boardAlerts(desk: Desk, person: Person, { id, environment }: System): Promise<BoardAlerts> {
  const atMs = desk.clock.now();
  const question = { principal: person, permission: 'alert:read', system: id, environment, atMs };
  if (!isAllowed(question, desk.settings().policy)) return none;
  const open = await desk.store.alerts.list({ limit: mostRead, systems: [id], states: ['firing'] });
  const silences = open.length === 0 ? [] : await desk.store.silences.open(atMs);
  const firing = await Promise.all(
    open
      .filter((alert) => firesAt(alert) !== 'ok')
      .map(async (alert) => {
        // Of several systems a storm is about, this one may be over.
        const level = alert.systems.length === 0 ? alert.level : await levelIn(desk, alert, id);
        const hush = await hushOf(desk, alert, silences);
        return { alert, level, hush, isTaken: hush !== undefined || alert.acknowledgedBy !== undefined };
      }),
  );
  const ranked = firing
    .filter(({ level }) => level !== 'ok')
    .toSorted(
      (a, b) =>
        Number(a.isTaken) - Number(b.isTaken) ||
        verdicts.indexOf(b.level) - verdicts.indexOf(a.level) ||
        b.alert.id - a.alert.id,
    );
  const listed = await Promise.all(
    ranked.slice(0, mostListed).map(async ({ alert, level, hush }) => {
      const members = await desk.store.alerts.members(
        alert.id,
        membersRead,
        alert.system === undefined ? id : undefined,
      );
      const text = dotted([subjectOf(alert, members), ...takenWords(desk, alert, hush)]);
      return { mark: level, label: alertName(alert.id), text };
    }),
  );
  const rest = ranked.slice(mostListed);
  const more = {
    mark: worst(rest.map(({ level }) => level)),
    label: say.more(),
    text: say.moreOf({ count: rest.length }),
  };
  return {
    verdict: worst(ranked.filter(({ hush }) => hush === undefined).map(({ level }) => level)),
    ids: ranked.map(({ alert }) => alert.id),
    findings: rest.length === 0 ? listed : [...listed, more],
  };
}

async function levelIn(desk: Desk, alert: Alert, system: string): Promise<Verdict> {
  const members = await desk.store.alerts.members(alert.id, membersRead, system);
  return worst(members.filter(({ state }) => state === 'firing').map(({ signal }) => signal.level));
}

function takenWords(desk: Desk, { acknowledgedBy }: Alert, hush: Hush | undefined) {
  return [
    acknowledgedBy === undefined ? undefined : say.acknowledged({ who: personName(desk.settings(), acknowledgedBy) }),
    hush === undefined
      ? undefined
      : 'silence' in hush
        ? say.silenced({ until: { atMs: hush.silence.untilMs } })
        : say.maintenance({ until: { atMs: hush.maintenance.untilMs } }),
  ];
}
