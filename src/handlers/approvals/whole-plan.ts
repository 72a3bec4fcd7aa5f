import type { Plan } from '../../actions/plan.ts';
import { texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import { inertBlock } from '../language/inert.ts';
import { translate } from '../language/translate.ts';
import { commandLines } from './plan-blocks.ts';

const say = texts('whole-plan', {
  attached: {
    en: 'The commands are {count} lines; all of them are in the file.',
    zh: '命令共 {count} 行,全部内容见附件。',
  },
});

/** Lines of commands that every platform shows; of more, only the ends are read in a message. */
const mostShown = 60;

/** A plan too long for a message carries all of it as a file beside what is shown: who says yes can read every step. */
export async function withWholePlan(desk: Desk, plan: Plan): Promise<Plan> {
  const lines = commandLines(desk, plan).split('\n');
  if (lines.length <= mostShown) return plan;
  const { language, timeZone } = desk.settings();
  const reader = { language, timeZone, nowMs: desk.clock.now() };
  const whole = plan.steps.flatMap((step, at) => {
    const own = lines.filter((line) => line.startsWith(`${at + 1} `));
    return [`${at + 1}. ${translate(step.title, reader)} (${step.host})`, ...own.map((line) => `   ${line}`)];
  });
  const heading = `${translate(plan.summary, reader)} · ${plan.system} · ${plan.environment} · ${plan.planId}`;
  const words = inertBlock([heading, '', ...whole].join('\n'), { maxLines: 1_000_000, maxColumns: 10_000 }).head.join(
    '\n',
  );
  const name = `plan-${plan.planId}.txt`;
  const kept = await desk.files?.keep(name, `${desk.redactor.text(words)}\n`);
  if (kept === undefined) return plan;
  const text = say.attached({ count: lines.length });
  return { ...plan, facts: [...plan.facts, { type: 'text', text }, { type: 'file', name, ...kept }] };
}
