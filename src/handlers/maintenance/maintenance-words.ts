import type { Block } from '../../actions/report.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import type { Message } from '../message.ts';
import { nextBlocks } from '../messages.ts';
import { personName } from '../person-name.ts';
import { actsOn } from '../schedules/command-of.ts';
import { nextDue } from '../schedules/due.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';

const say = texts('maintenance', {
  begun: {
    en: 'Maintenance of {system} until {until}: {reason} · by {by}',
    zh: '{system} 进入维护,至 {until}:{reason} · 操作人 {by}',
  },
  quiet: {
    en: 'Its alerts are quiet until then; what fires meanwhile is listed at the end.',
    zh: '期间该系统告警静默,结束时列出期间触发的告警。',
  },
  ended: {
    en: 'Maintenance of {system} ended after {took}{self, select, yes {, its time being up} other {, by {by}}}.',
    zh: '{system} 维护结束,历时 {took}{self, select, yes {(到时自动结束)} other {,操作人 {by}}}。',
  },
  collides: {
    en: 'Schedule {id} is due at {at}, within this window: it waits until the end and is then done once.',
    zh: '计划 {id} 将于 {at} 到期,处于维护时段内:顺延至维护结束后执行一次。',
  },
  none: { en: 'Nothing fired meanwhile.', zh: '期间没有触发告警。' },
  fired: { en: 'Fired meanwhile', zh: '期间触发' },
});

const mostListed = 10;

/** Schedules of that system that fall due within a stretch of time. */
export const collisions = (desk: Desk, { system, startedAtMs, untilMs }: MaintenanceWindow): readonly Block[] =>
  desk
    .settings()
    .schedules.flatMap((schedule) => {
      if (actsOn(desk, schedule) !== system) return [];
      const atMs = nextDue(schedule, startedAtMs);
      return atMs === undefined || atMs >= untilMs ? [] : [{ schedule, atMs }];
    })
    .toSorted((a, b) => a.atMs - b.atMs)
    .slice(0, mostListed)
    .map(({ schedule: { id }, atMs }) => ({ type: 'text', mark: 'warning', text: say.collides({ id, at: { atMs } }) }));

export const begunText = (desk: Desk, { system, untilMs, reason, by }: MaintenanceWindow): Text =>
  say.begun({
    system,
    until: { atMs: untilMs },
    reason: outside(reason),
    by: personName(desk.settings(), by),
  });

export function begunMessage(desk: Desk, window: MaintenanceWindow): Message {
  const blocks: readonly Block[] = [
    { type: 'text', mark: 'warning', text: begunText(desk, window) },
    { type: 'text', text: say.quiet() },
    ...collisions(desk, window),
    ...nextBlocks([`/maintenance end ${window.system}`]),
  ];
  return { blocks };
}

export const quietText = (): Text => say.quiet();

export function endedText(desk: Desk, { system, startedAtMs }: MaintenanceWindow, by: string, atMs: number): Text {
  return say.ended({
    system,
    took: { durationMs: atMs - startedAtMs },
    self: by === 'scheduler' ? 'yes' : 'no',
    by: personName(desk.settings(), by),
  });
}

/** What fired while nobody was told. */
export const firedBlocks = (fired: readonly Text[]): readonly Block[] =>
  fired.length === 0
    ? [{ type: 'text', text: say.none() }]
    : [{ type: 'findings', findings: fired.map((text) => ({ mark: 'warning', label: say.fired(), text })) }];
