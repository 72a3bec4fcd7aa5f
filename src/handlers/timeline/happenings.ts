import type { Environment } from '../../actions/plan.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { personName } from '../person-name.ts';
import { stateText } from '../runs/state-text.ts';
import type { AuditRow } from '../store/audit-log.ts';
import type { Run } from '../store/runs.ts';

const say = texts('timeline-event', {
  run: { en: '{summary} · run {id} · {state}', zh: '{summary} · 运行 {id} · {state}' },
  runTook: { en: '{summary} · run {id} · {state} after {took}', zh: '{summary} · 运行 {id} · {state},用时 {took}' },
  approved: { en: '{what} · approved by {by}', zh: '{what} · {by} 批准' },
  'alert.fired': { en: 'fired: {what}', zh: '告警触发:{what}' },
  'alert.resolved': { en: 'resolved: {what}', zh: '告警恢复:{what}' },
  'alert.acknowledged': { en: 'acknowledged: {what}', zh: '告警认领:{what}' },
  'alert.silenced': { en: 'alert silenced: {what}', zh: '告警静默:{what}' },
  'alert.unsilenced': { en: 'silence ended: {what}', zh: '取消静默:{what}' },
  'approve.asked': { en: 'a second person was asked for {what}', zh: '请求第二人审批:{what}' },
  'approve.denied': { en: 'denied: {what}', zh: '审批被拒绝:{what}' },
  'approve.expired': { en: 'nobody answered in time: {what}', zh: '审批超时:{what}' },
  'approve.withdrawn': { en: 'taken back: {what}', zh: '审批撤回:{what}' },
  'approve.void': { en: 'no longer valid: {what}', zh: '审批失效:{what}' },
  'break-glass.asked': { en: 'break-glass begun: {what}', zh: '发起紧急执行:{what}' },
  'break-glass.used': { en: 'done without a second person: {what}', zh: '未经第二人审批执行:{what}' },
  'break-glass.reviewed': { en: 'break-glass reviewed: {what}', zh: '紧急执行已复核:{what}' },
  frozen: { en: 'changes frozen: {what}', zh: '冻结变更:{what}' },
  thawed: { en: 'changes allowed again', zh: '解除冻结' },
  'maintenance.started': { en: 'maintenance began: {what}', zh: '维护开始:{what}' },
  'maintenance.ended': { en: 'maintenance ended', zh: '维护结束' },
  'deployment.seen': { en: 'another version was seen: {what}', zh: '发现版本变化:{what}' },
  'schedule.paused': { en: 'schedule {what} paused', zh: '计划 {what} 暂停' },
  'schedule.resumed': { en: 'schedule {what} resumed', zh: '计划 {what} 恢复' },
  'checklist.done': { en: 'done by a person: {what}', zh: '人工事项完成:{what}' },
  'configuration.changed': { en: 'another configuration came into force: {what}', zh: '新配置生效:{what}' },
  'run.abandoned': { en: 'run {what} abandoned', zh: '放弃运行 {what}' },
  'run.interrupted': { en: 'run {what} was interrupted', zh: '运行 {what} 中断' },
  'web.signed-in': { en: 'signed in to the page', zh: '登录页面' },
  until: { en: '{before} until {at}{after}', zh: '{before},至 {at}{after}' },
  login: { en: 'asked for a sign-in link to the page', zh: '申请页面登录链接' },
});

/** Rows of the trail that a timeline shows. Runs are shown as runs. */
export const shownEvents = [
  'alert.fired',
  'alert.resolved',
  'alert.acknowledged',
  'alert.silenced',
  'alert.unsilenced',
  'approve.asked',
  'approve.denied',
  'approve.expired',
  'approve.withdrawn',
  'approve.void',
  'break-glass.asked',
  'break-glass.used',
  'break-glass.reviewed',
  'frozen',
  'thawed',
  'maintenance.started',
  'maintenance.ended',
  'deployment.seen',
  'schedule.paused',
  'schedule.resumed',
  'checklist.done',
  'configuration.changed',
  'run.abandoned',
  'run.interrupted',
  'web.signed-in',
] as const satisfies readonly (keyof typeof say)[];

/** Shown by what was asked, of the rows that close a command. */
export const shownCommands = ['login'] as const satisfies readonly (keyof typeof say)[];

/** One thing that happened. */
export interface Happening {
  readonly atMs: number;
  readonly what: Text;
  readonly by: Text;
  readonly system?: string;
  readonly environment?: Environment;
  /** Only who may read the trail sees it. */
  readonly ofTheBot: boolean;
}

export function fromRun(desk: Desk, run: Run): Happening {
  const { plan, runId, state, startedAtMs, finishedAtMs, requester, approvedBy } = run;
  const settings = desk.settings();
  const words = { summary: plan.summary, id: String(runId), state: stateText(state) };
  const what =
    finishedAtMs === undefined
      ? say.run(words)
      : say.runTook({ ...words, took: { durationMs: finishedAtMs - startedAtMs } });
  return {
    atMs: startedAtMs,
    what: approvedBy === undefined ? what : say.approved({ what, by: personName(settings, approvedBy) }),
    by: personName(settings, requester),
    system: plan.system,
    environment: plan.environment,
    ofTheBot: false,
  };
}

/** Undefined for a row that no timeline shows. */
export function fromRow(desk: Desk, row: AuditRow): Happening | undefined {
  const key = wordsOf(row);
  if (key === undefined) return undefined;
  const what =
    row.reason ?? (row.runId === undefined ? undefined : String(row.runId)) ?? row.command ?? row.action ?? '';
  return {
    atMs: row.atMs,
    what: say[key]({ what: withTime(what) }),
    by: personName(desk.settings(), row.principal),
    ...(row.system === undefined ? {} : { system: row.system }),
    ...(row.environment === undefined ? {} : { environment: row.environment }),
    ofTheBot: row.system === undefined && row.event !== 'frozen' && row.event !== 'thawed',
  };
}

/** A stamp in a row of the trail, as its reader says times. */
function withTime(what: string): Text {
  const [whole, before = '', stamp = '', after = ''] =
    /^(.*?) until (\d{4}-\d\d-\d\dT[\d:.]+Z)(.*)$/su.exec(what) ?? [];
  const atMs = Date.parse(stamp);
  return whole === undefined || Number.isNaN(atMs)
    ? outside(what)
    : say.until({ before: outside(before), at: { atMs }, after: outside(after) });
}

function wordsOf({ event, action }: AuditRow): keyof typeof say | undefined {
  if (event === 'command.closed') return shownCommands.find((each) => each === action);
  return shownEvents.find((each) => each === event);
}
