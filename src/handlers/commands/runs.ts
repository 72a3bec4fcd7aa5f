import * as z from 'zod';
import { atText, outside, texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { refusalOf } from '../gate/rights.ts';
import { personName } from '../person-name.ts';
import { stateText } from '../runs/state-text.ts';

const say = texts('runs.list', {
  summary: { en: 'The newest runs, with their state.', zh: '最近的运行及其状态。' },
  none: { en: 'No runs yet.', zh: '还没有任何运行。' },
  headline: { en: 'The newest {count, plural, one {run} other {# runs}}', zh: '最近 {count} 次运行' },
  id: { en: 'run', zh: '编号' },
  what: { en: 'what', zh: '内容' },
  state: { en: 'state', zh: '状态' },
  who: { en: 'by', zh: '发起人' },
  when: { en: 'started', zh: '开始时间' },
});

export const runs = defineCommand({
  name: 'runs',
  aliases: ['运行记录'],
  summary: say.summary(),
  examples: ['/runs', '/runs 20'],
  takes: { system: { word: 'system', optional: true }, count: { word: 'count', optional: true } },
  input: z.strictObject({ system: z.string().optional(), count: z.int().min(1).max(50).optional() }),
  permission: 'run:read',
  timeoutMs: 10_000,
  changesState: false,
  async handle({ system, count = 10 }, request) {
    const { desk } = request;
    const listed = await desk.store.runs.list({ limit: count, ...(system === undefined ? {} : { system }) });
    const visible = listed.filter((run) => refusalOf(request, 'run:read', run.plan) === undefined);
    const measuredAtMs = desk.clock.now();
    if (visible.length === 0)
      return { ok: true, value: { verdict: 'ok', headline: say.none(), measuredAtMs, blocks: [], next: [] } };
    const rows = visible.map((run) => [
      outside(String(run.runId)),
      run.plan.summary,
      stateText(run.state),
      personName(desk.settings(), run.requester),
      atText(run.startedAtMs),
    ]);
    const open = visible.find(({ state }) => state === 'interrupted' || state === 'undo-failed');
    return {
      ok: true,
      value: {
        verdict: open === undefined ? 'ok' : 'warning',
        headline: say.headline({ count: visible.length }),
        measuredAtMs,
        blocks: [{ type: 'table', columns: [say.id(), say.what(), say.state(), say.who(), say.when()], rows }],
        next: [`/run ${(open ?? visible[0])?.runId ?? ''}`],
      },
    };
  },
});
