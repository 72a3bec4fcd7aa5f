import { dotted } from '../../actions/joined.ts';
import { systemName, verdictName } from '../../actions/names.ts';
import type { Block, Button, Finding, Verdict } from '../../actions/report.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import type { Message } from '../message.ts';
import { personName } from '../person-name.ts';
import type { Alert, AlertMember } from '../store/alerts.ts';
import { calledBy } from './called.ts';
import type { Hush } from './hushed.ts';

const say = texts('alert', {
  id: { en: 'alert {id}', zh: '告警 {id}' },
  since: { en: 'since {at}', zh: '始于 {at}' },
  what: { en: '{label}: {text}', zh: '{label}:{text}' },
  several: { en: '{count} problems: {labels}', zh: '{count} 个问题:{labels}' },
  atOnce: { en: '{firing} {firing, plural, one {alert} other {alerts}} at once', zh: '短时间内 {firing} 个告警' },
  wereAtOnce: { en: '{count} {count, plural, one {alert} other {alerts}} at once', zh: '短时间内共 {count} 个告警' },
  ended: { en: '{count} ended', zh: '已恢复 {count} 个' },
  folded: {
    en: 'More came than can be read, so they are one message: {names}',
    zh: '告警过多,已合并为一条消息:{names}',
  },
  bySystem: { en: 'by system: {counts}', zh: '按系统:{counts}' },
  otherSystems: { en: 'other systems × {count}', zh: '其他系统 × {count}' },
  overSystems: { en: '{count} systems', zh: '{count} 个系统' },
  counted: { en: '{name} × {count}', zh: '{name} × {count}' },
  more: { en: '{count} more', zh: '另有 {count} 个' },
  resolved: { en: 'resolved {at}', zh: '已恢复 {at}' },
  over: { en: 'over', zh: '已恢复' },
  settling: { en: 'well again, closes {at} unless it fires again', zh: '已恢复,若不再触发将于 {at} 关闭' },
  lasted: { en: 'lasted {took}', zh: '持续 {took}' },
  byHand: { en: 'resolved by {who}: {why}', zh: '由 {who} 手动标记为已恢复:{why}' },
  acknowledged: { en: 'acknowledged by {who} after {took}', zh: '{who} 在 {took}后认领' },
  told: { en: '{who} told', zh: '已通知 {who}' },
  flapping: {
    en: 'flapping: it fires again and again; closed once it is quiet for 10 min',
    zh: '反复告警:持续平稳 10 分钟后关闭',
  },
  silenced: { en: 'silenced until {until} by {who}', zh: '已由 {who} 静默至 {until}' },
  maintenance: { en: 'maintenance until {until}: {reason}', zh: '维护中,至 {until}:{reason}' },
});

export const alertName = (id: number): Text => say.id({ id: String(id) });

/** Nothing that began longer ago than this became an alert only now. */
const longestBeforeMs = 7 * 86_400_000;
/** Members listed one by one. */
const mostListed = 8;
/** Members read, to say what it is about and since when. */
export const membersRead = 60;

export interface Shown {
  readonly alert: Alert;
  readonly members: readonly AlertMember[];
  readonly names: readonly { readonly name: string; readonly count: number }[];
  /** Of one folded over several systems: those the reader may know of, with their counts, and the rest together. */
  readonly bySystem?: BySystem;
  readonly hush: Hush | undefined;
  readonly buttons: readonly Button[];
}

export interface BySystem {
  readonly shown: readonly { readonly system: string; readonly count: number }[];
  readonly others: number;
}

/** The one live message of an alert, as it is now. */
export function alertMessage(desk: Desk, { alert, members, names, bySystem, hush, buttons }: Shown): Message {
  const blocks: Block[] = [
    {
      type: 'heading',
      mark: firesAt(alert),
      text: headline(desk, alert, members),
      aside: alertName(alert.id),
    },
  ];
  const add = (text: Text | undefined) => {
    if (text !== undefined) blocks.push({ type: 'text', text });
  };
  if (alert.folds)
    add(say.folded({ names: { list: names.map(({ name, count }) => say.counted({ name: outside(name), count })) } }));
  if (bySystem !== undefined) add(systemCounts(desk, bySystem));
  const listed = members.slice(0, mostListed);
  const total = alert.firing + alert.ended;
  if (total > 1) blocks.push({ type: 'findings', findings: listed.map((each) => finding(each)) });
  if (!alert.folds && total > listed.length) add(say.more({ count: total - listed.length }));
  add(acknowledgement(desk, alert));
  if (alert.resolvedBy !== undefined)
    add(say.byHand({ who: personName(desk.settings(), alert.resolvedBy), why: outside(alert.resolvedWhy ?? '') }));
  if (alert.settlesAtMs !== undefined || alert.flaps > 0) add(say.flapping());
  if (hush !== undefined && alert.state === 'firing') add(hushWords(desk, hush));
  blocks.push(...alert.evidence);
  if (buttons.length > 0) blocks.push({ type: 'buttons', buttons });
  return { blocks };
}

/** The system it is of, or how many; undefined when nobody knows. */
export function whoseText(desk: Desk, { system: id, systems }: Pick<Alert, 'system' | 'systems'>): Text | undefined {
  if (systems.length > 0) return say.overSystems({ count: systems.length });
  const system = id === undefined ? undefined : desk.inventory().system(id);
  return system === undefined ? undefined : systemName(system);
}

/** Systems counted one by one. */
const mostCounted = 20;

function systemCounts(desk: Desk, { shown, others }: BySystem): Text {
  const counts = shown.slice(0, mostCounted).map(({ system, count }) => {
    const found = desk.inventory().system(system);
    return say.counted({ name: found === undefined ? outside(system) : systemName(found), count });
  });
  const rest = shown.slice(mostCounted).reduce((sum, { count }) => sum + count, others);
  return say.bySystem({ counts: { list: rest === 0 ? counts : [...counts, say.otherSystems({ count: rest })] } });
}

function headline(desk: Desk, alert: Alert, members: readonly AlertMember[]): Text {
  const whose = whoseText(desk, alert);
  const subject = subjectOf(alert, members);
  if (alert.state === 'firing' && alert.settlesAtMs !== undefined)
    return dotted([whose, subject, say.settling({ at: { atMs: alert.settlesAtMs } })]);
  if (alert.state === 'firing')
    return dotted([whose, subject, verdictName(alert.level), say.since({ at: { atMs: beganAt(alert, members) } })]);
  const resolvedAtMs = alert.resolvedAtMs ?? alert.openedAtMs;
  return dotted([
    whose,
    subject,
    say.resolved({ at: { atMs: resolvedAtMs } }),
    say.lasted({ took: { durationMs: resolvedAtMs - beganAt(alert, members) } }),
  ]);
}

/** How bad what fires in it is; ok: nothing does, though it may not be closed yet. */
export const firesAt = ({ state, settlesAtMs, level }: Pick<Alert, 'state' | 'settlesAtMs' | 'level'>): Verdict =>
  state === 'resolved' || settlesAtMs !== undefined ? 'ok' : level;

/** When the trouble began, which is before it was an alert; a time that cannot be is not believed. */
export function beganAt({ openedAtMs }: Alert, members: readonly AlertMember[]): number {
  const began = members
    .map(({ startsAtMs }) => startsAtMs)
    .filter((atMs) => atMs > openedAtMs - longestBeforeMs && atMs < openedAtMs);
  return began.reduce((a, b) => Math.min(a, b), openedAtMs);
}

/** What it is about in a line; of what is over only its name. */
export function subjectOf(alert: Alert, members: readonly AlertMember[]): Text {
  const firing = members.filter(({ state }) => state === 'firing');
  if (alert.folds) {
    const count = alert.firing + alert.ended;
    if (alert.state === 'resolved') return say.wereAtOnce({ count });
    return dotted([
      say.atOnce({ firing: alert.firing }),
      alert.ended === 0 ? undefined : say.ended({ count: alert.ended }),
    ]);
  }
  const told = firing.length > 0 ? firing : members;
  const [first] = told;
  if (first === undefined) return outside(alert.name);
  if (told.length === 1)
    return alert.state === 'firing' && firing.length === 1
      ? say.what({ label: first.signal.title, text: first.signal.text })
      : first.signal.title;
  const count = firing.length > 0 ? alert.firing : alert.ended;
  return say.several({ count, labels: { list: told.slice(0, 3).map(({ signal }) => signal.title) } });
}

const finding = ({ signal, state, resolvedAtMs }: AlertMember): Finding => ({
  mark: state === 'firing' ? signal.level : 'ok',
  label: signal.title,
  text:
    state === 'firing'
      ? signal.text
      : resolvedAtMs === undefined
        ? say.over()
        : say.resolved({ at: { atMs: resolvedAtMs } }),
});

export function acknowledgement(desk: Desk, alert: Alert): Text | undefined {
  const { acknowledgedBy, acknowledgedAtMs, openedAtMs, state, level } = alert;
  const settings = desk.settings();
  if (acknowledgedBy !== undefined && acknowledgedAtMs !== undefined)
    return say.acknowledged({
      who: personName(settings, acknowledgedBy),
      took: { durationMs: acknowledgedAtMs - openedAtMs },
    });
  const people = level === 'warning' ? [] : calledBy(desk, alert);
  return people.length === 0 || state === 'resolved'
    ? undefined
    : say.told({ who: { list: people.map((id) => personName(settings, id)) } });
}

function hushWords(desk: Desk, hush: Hush): Text {
  if ('maintenance' in hush) {
    const { untilMs, reason } = hush.maintenance;
    return say.maintenance({ until: { atMs: untilMs }, reason: outside(reason) });
  }
  const { untilMs, by } = hush.silence;
  return say.silenced({ until: { atMs: untilMs }, who: personName(desk.settings(), by) });
}
