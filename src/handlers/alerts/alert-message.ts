import { dotted } from '../../actions/joined.ts';
import { systemName, verdictName } from '../../actions/names.ts';
import type { Block, Button, Finding } from '../../actions/report.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import type { Message } from '../message.ts';
import { personName } from '../person-name.ts';
import type { Alert, AlertMember } from '../store/alerts.ts';
import type { Hush } from './hushed.ts';

const say = texts('alert', {
  id: { en: 'alert {id}', zh: '告警 {id}' },
  since: { en: 'since {at}', zh: '始于 {at}' },
  what: { en: '{label}: {text}', zh: '{label}:{text}' },
  several: { en: '{count} problems: {labels}', zh: '{count} 个问题:{labels}' },
  atOnce: { en: '{firing} alerts at once', zh: '短时间内 {firing} 个告警' },
  wereAtOnce: { en: '{count} alerts at once', zh: '短时间内共 {count} 个告警' },
  ended: { en: '{count} ended', zh: '已恢复 {count} 个' },
  folded: {
    en: 'More came than can be read, so they are one message: {names}',
    zh: '告警过多,已合并为一条消息:{names}',
  },
  counted: { en: '{name} × {count}', zh: '{name} × {count}' },
  more: { en: '{count} more', zh: '另有 {count} 个' },
  resolved: { en: 'resolved {at}', zh: '已恢复 {at}' },
  over: { en: 'over', zh: '已恢复' },
  lasted: { en: 'lasted {took}', zh: '持续 {took}' },
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

export interface Shown {
  readonly alert: Alert;
  readonly members: readonly AlertMember[];
  readonly names: readonly { readonly name: string; readonly count: number }[];
  readonly hush: Hush | undefined;
  readonly buttons: readonly Button[];
}

/** The one live message of an alert, as it is now. */
export function alertMessage(desk: Desk, { alert, members, names, hush, buttons }: Shown): Message {
  const blocks: Block[] = [
    {
      type: 'heading',
      mark: alert.state === 'resolved' ? 'ok' : alert.level,
      text: headline(desk, alert, members),
      aside: alertName(alert.id),
    },
  ];
  const add = (text: Text | undefined) => {
    if (text !== undefined) blocks.push({ type: 'text', text });
  };
  if (alert.folds)
    add(say.folded({ names: { list: names.map(({ name, count }) => say.counted({ name: outside(name), count })) } }));
  const listed = members.slice(0, mostListed);
  const total = alert.firing + alert.ended;
  if (total > 1) blocks.push({ type: 'findings', findings: listed.map((each) => finding(each)) });
  if (!alert.folds && total > listed.length) add(say.more({ count: total - listed.length }));
  add(acknowledgement(desk, alert));
  if (alert.settlesAtMs !== undefined || alert.flaps > 0) add(say.flapping());
  if (hush !== undefined && alert.state === 'firing') add(hushWords(desk, hush));
  blocks.push(...alert.evidence);
  if (buttons.length > 0) blocks.push({ type: 'buttons', buttons });
  return { blocks };
}

function headline(desk: Desk, alert: Alert, members: readonly AlertMember[]): Text {
  const system = alert.system === undefined ? undefined : desk.inventory().system(alert.system);
  const whose = system === undefined ? undefined : systemName(system);
  const subject = subjectOf(alert, members);
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

/** When the trouble began, which is before it was an alert; a time that cannot be is not believed. */
function beganAt({ openedAtMs }: Alert, members: readonly AlertMember[]): number {
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
  const { acknowledgedBy, acknowledgedAtMs, chain, told, openedAtMs, state, level } = alert;
  const settings = desk.settings();
  if (acknowledgedBy !== undefined && acknowledgedAtMs !== undefined)
    return say.acknowledged({
      who: personName(settings, acknowledgedBy),
      took: { durationMs: acknowledgedAtMs - openedAtMs },
    });
  const people = level === 'warning' ? [] : chain.slice(0, Math.max(1, told));
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
