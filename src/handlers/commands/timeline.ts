import * as z from 'zod';
import { atText, outside, texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { refusalOf } from '../gate/rights.ts';
import type { Request } from '../request.ts';
import { fromRow, fromRun, type Happening, shownCommands, shownEvents } from '../timeline/happenings.ts';

const say = texts('timeline', {
  summary: {
    en: 'What happened lately, in one list: changes, backups, alerts, approvals, configuration, sign-ins.',
    zh: '最近发生了什么:变更、备份、告警、审批、配置、登录,一张表按时间倒序。',
  },
  headline: {
    en: '{where} · {count, plural, =0 {nothing happened} one {# thing happened} other {# things happened}} in {window}',
    zh: '{where} · {window}内共 {count} 项',
  },
  most: {
    en: '{where} · the newest {count} of what happened in {window}',
    zh: '{where} · {window}内最近 {count} 项',
  },
  everywhere: { en: 'all systems', zh: '全部系统' },
  at: { en: 'at', zh: '时间' },
  system: { en: 'system', zh: '系统' },
  what: { en: 'what', zh: '事件' },
  by: { en: 'by', zh: '操作人' },
});

const hourMs = 3_600_000;
const longestMs = 90 * 24 * hourMs;
const shown = 40;
/** Read at most, before what the reader may not see is taken away. */
const mostRead = 400;

export const timeline = defineCommand({
  name: 'timeline',
  aliases: ['时间线', '时间轴'],
  summary: say.summary(),
  examples: ['/timeline teaching 2h', '/timeline 1d', '/时间线 教学 2小时'],
  takes: { system: { word: 'system', optional: true }, window: { word: 'duration', optional: true } },
  input: z.strictObject({
    system: z.string().optional(),
    window: z
      .int()
      .min(60_000)
      .max(longestMs)
      .default(2 * hourMs),
  }),
  permission: 'bot:talk',
  asksFor: ['run:read', 'audit:read'],
  timeoutMs: 15_000,
  changesState: false,
  async handle({ system, window }, request) {
    const { desk } = request;
    const nowMs = desk.clock.now();
    const sinceMs = nowMs - window;
    if (system !== undefined) {
      const environment = desk.inventory().environment(system);
      const refused = refusalOf(request, 'run:read', { system, ...(environment === undefined ? {} : { environment }) });
      if (refused !== undefined) return { ok: false, failure: refused };
    }
    const { rows, runs } = await desk.store.timeline.between({
      sinceMs,
      untilMs: nowMs,
      events: shownEvents,
      commands: shownCommands,
      ...ofSystems(request, system),
      limit: mostRead,
    });
    const all = [...rows.flatMap((row) => fromRow(desk, row) ?? []), ...runs.map((run) => fromRun(desk, run))]
      .filter((happening) => maySee(request, happening))
      .toSorted((a, b) => b.atMs - a.atMs);
    const listed = all.slice(0, shown);
    const isWhole = all.length <= shown && rows.length < mostRead && runs.length < mostRead;
    const words = {
      where: system === undefined ? say.everywhere() : outside(system),
      window: { durationMs: window },
      count: listed.length,
    };
    const columns = [say.at(), ...(system === undefined ? [say.system()] : []), say.what(), say.by()];
    const cells = (each: Happening) => [
      atText(each.atMs),
      ...(system === undefined ? [outside(each.system ?? '')] : []),
      each.what,
      each.by,
    ];
    return {
      ok: true,
      value: {
        verdict: 'ok',
        headline: (isWhole ? say.headline : say.most)(words),
        measuredAtMs: nowMs,
        blocks: listed.length === 0 ? [] : [{ type: 'table', columns, rows: listed.map(cells) }],
        next: system === undefined ? ['/runs'] : [`/health ${system}`, `/alerts ${system}`],
      },
    };
  },
});

/** Left out for who may see what is of no system: then nothing of other readers' systems takes the room of what is shown. */
function ofSystems(request: Request, system: string | undefined): { readonly systems?: readonly string[] } {
  if (system !== undefined) return { systems: [system] };
  if (['run:read', 'audit:read'].some((permission) => refusalOf(request, permission, {}) === undefined)) return {};
  const { systems } = request.desk.settings();
  const seen = systems.filter(
    ({ id, environment }) => refusalOf(request, 'run:read', { system: id, environment }) === undefined,
  );
  return { systems: seen.map(({ id }) => id) };
}

function maySee(request: Request, { system, environment, ofTheBot }: Happening): boolean {
  if (ofTheBot) return refusalOf(request, 'audit:read', {}) === undefined;
  const known = environment ?? (system === undefined ? undefined : request.desk.inventory().environment(system));
  const where = {
    ...(system === undefined ? {} : { system }),
    ...(known === undefined ? {} : { environment: known }),
  };
  return refusalOf(request, 'run:read', where) === undefined;
}
