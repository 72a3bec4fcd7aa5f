import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { atText, outside, texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { aboutPlan, entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';
import { refusalOf, refusalToDecide } from '../gate/rights.ts';
import { personName } from '../person-name.ts';
import { sameCode } from '../plans/code.ts';
import type { Request } from '../request.ts';
import type { Approval } from '../store/approvals.ts';

const say = texts('review', {
  summary: {
    en: 'What was done with break-glass and nobody has looked at yet; with a code and a note, close one.',
    zh: '列出尚未复核的紧急执行;带编号和结论时完成复核。',
  },
  none: { en: 'Nothing waits for a review.', zh: '没有待复核的紧急执行。' },
  some: {
    en: '{count, plural, one {# use of break-glass waits} other {# uses of break-glass wait}} for a review',
    zh: '{count} 项紧急执行待复核',
  },
  code: { en: 'code', zh: '编号' },
  what: { en: 'what', zh: '操作' },
  who: { en: 'by', zh: '执行人' },
  at: { en: 'at', zh: '时间' },
  why: { en: 'reason', zh: '原因' },
  run: { en: 'run', zh: '运行' },
  unknown: { en: 'Nothing called {code} waits for a review.', zh: '没有编号为 {code} 的待复核项。' },
  note: { en: 'Say what you found: /review {code} "…"', zh: '请写明结论:/复核 {code} "…"' },
  done: { en: 'Plan {code} is reviewed.', zh: '方案 {code} 已复核。' },
});

const listed = 50;

export const review = defineCommand({
  name: 'review',
  aliases: ['复核'],
  summary: say.summary(),
  examples: ['/review', '/review 7F3KQ2 "right thing to do, the site was down"'],
  takes: { code: { word: 'id', optional: true }, note: { word: 'text', optional: true } },
  input: z.strictObject({ code: z.string().optional(), note: z.string().min(3).max(500).optional() }),
  permission: 'bot:talk',
  asksFor: ['run:read'],
  timeoutMs: 10_000,
  changesState: true,
  async handle({ code, note }, request) {
    const { desk } = request;
    const open = (await desk.store.approvals.toReview(listed)).filter((each) => maySee(request, each));
    if (code === undefined) return { ok: true, value: list(request, open) };
    const found = open.find((each) => each.code === sameCode(code));
    if (found === undefined) return fail('not-found', say.unknown({ code: outside(code) }), { next: ['/review'] });
    const refused = refusalToDecide(request, found, 'no');
    if (refused !== undefined) return { ok: false, failure: refused };
    if (note === undefined) return fail('bad-input', say.note({ code: found.code }));
    const by = principalKey(request.principal);
    const row = entry(request, 'break-glass.reviewed', { ...aboutPlan(found), approvalId: found.code, reason: note });
    const done = await desk.store.approvals.review(found.code, { by, atMs: desk.clock.now(), note }, row);
    if (!done) return fail('stale', say.unknown({ code: found.code }), { next: ['/review'] });
    const headline = say.done({ code: found.code });
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs: desk.clock.now(), blocks: [], next: [] } };
  },
});

const maySee = (request: Request, { plan }: Approval): boolean => refusalOf(request, 'run:read', plan) === undefined;

function list({ desk }: Request, open: readonly Approval[]) {
  const rows = open.map(({ code, plan, requester, decidedAtMs, breakGlass, runId }) => [
    outside(code),
    plan.summary,
    personName(desk.settings(), requester),
    atText(decidedAtMs ?? 0),
    outside(breakGlass?.reason ?? ''),
    outside(String(runId ?? '')),
  ]);
  const columns = [say.code(), say.what(), say.who(), say.at(), say.why(), say.run()];
  return {
    verdict: open.length === 0 ? ('ok' as const) : ('warning' as const),
    headline: open.length === 0 ? say.none() : say.some({ count: open.length }),
    measuredAtMs: desk.clock.now(),
    blocks: open.length === 0 ? [] : [{ type: 'table' as const, columns, rows }],
    next: open.slice(0, 1).map(({ runId }) => `/run ${runId}`),
  };
}
