import * as z from 'zod';
import { systemName } from '../../actions/names.ts';
import { fail, type Result } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { principalKey } from '../../auth/principal.ts';
import { alertName } from '../alerts/alert-message.ts';
import { alertOf, refusalOfAlert } from '../alerts/alert-of.ts';
import { covers } from '../alerts/hushed.ts';
import { saidElsewhere } from '../alerts/said-elsewhere.ts';
import { entry } from '../audit/entry.ts';
import { defineCommand } from '../command.ts';
import type { Desk } from '../desk.ts';
import type { Alert } from '../store/alerts.ts';
import type { Silence, SilencedThere } from '../store/silences.ts';

const say = texts('silence', {
  summary: {
    en: 'Say nothing of an alert, or of a whole system, for a time; it is recorded all the same.',
    zh: '在一段时间内不通知某个告警或整个系统的告警,仍会记录。',
  },
  which: { en: 'Silence what: the number of an alert, or a system?', zh: '要静默什么?请给出告警编号或系统名。' },
  done: { en: '{what} is silent until {until} (silence {id}).', zh: '{what} 已静默至 {until}(静默 {id})。' },
});

const longestMs = 7 * 86_400_000;

export const silence = defineCommand({
  name: 'silence',
  aliases: ['静默'],
  summary: say.summary(),
  examples: ['/silence 311 1h', '/silence teaching 2h "moving to the new disk"', '/静默 311 1小时'],
  takes: {
    id: { word: 'id', optional: true },
    system: { word: 'system', optional: true },
    span: { word: 'duration', optional: true },
    reason: { word: 'text', optional: true },
  },
  input: z.strictObject({
    id: z.string().optional(),
    system: z.string().optional(),
    span: z.int().min(60_000).max(longestMs).default(3_600_000),
    reason: z.string().max(500).optional(),
  }),
  permission: 'bot:talk',
  asksFor: ['alert:silence'],
  timeoutMs: 20_000,
  changesState: true,
  async handle({ id, system: named, span, reason }, request) {
    const { desk } = request;
    const found = id === undefined ? undefined : await alertOf(request, id);
    if (found?.ok === false) return found;
    const alert = found?.value;
    // Whose it is says the alert alone: naming a system gives no right over one that is of none.
    const system = alert === undefined ? named : alert.system;
    if (alert === undefined && system === undefined) return fail('bad-input', say.which(), { next: ['/alerts'] });
    const refused = refusalOfAlert(request, 'alert:silence', alert ?? { ...(system && { system }) });
    if (refused !== undefined) return { ok: false, failure: refused };
    const atMs = desk.clock.now();
    const untilMs = atMs + span;
    const by = principalKey(request.principal);
    const asked = await askElsewhere(desk, alert, system, { untilMs, by, reason });
    const made: Omit<Silence, 'id'> = {
      ...(system === undefined ? {} : { system }),
      ...(alert === undefined ? {} : { key: alert.key }),
      what: alert === undefined ? (system ?? '') : `alert ${alert.id}`,
      ...(reason === undefined ? {} : { reason }),
      by,
      atMs,
      untilMs,
      elsewhere: asked.flatMap((each) => (each.ok ? [each.value] : [])),
    };
    const row = entry(request, 'alert.silenced', {
      reason: `${made.what} until ${new Date(untilMs).toISOString()}${reason === undefined ? '' : `: ${reason}`}`,
      ...(system === undefined ? {} : { system }),
    });
    const silenceId = await desk.store.silences.make(made, row);
    const firing = await desk.store.alerts.list({ states: ['firing'], limit: 500 });
    await desk.store.alerts.touch(
      firing.filter((each) => covers({ ...made, id: silenceId }, each)).map((each) => each.id),
    );
    const inventory = desk.inventory().system(system ?? '');
    const what =
      alert !== undefined ? alertName(alert.id) : inventory === undefined ? (system ?? '') : systemName(inventory);
    const headline = say.done({ what, until: { atMs: untilMs }, id: String(silenceId) });
    return {
      ok: true,
      value: {
        verdict: asked.some((each) => !each.ok) ? 'warning' : 'ok',
        headline,
        measuredAtMs: atMs,
        blocks: saidElsewhere(asked),
        next: [`/unsilence ${silenceId}`],
      },
    };
  },
});

/** Of an alert where it comes from, of a system at each that may speak of it. */
async function askElsewhere(
  { silencesElsewhere }: Desk,
  alert: Alert | undefined,
  system: string | undefined,
  silence: { readonly untilMs: number; readonly by: string; readonly reason: string | undefined },
): Promise<readonly Result<SilencedThere>[]> {
  if (alert !== undefined) {
    const made = await silencesElsewhere?.make(alert, silence);
    return made === undefined ? [] : [made];
  }
  const reason = silence.reason ?? `silence of ${system ?? ''}`;
  return system === undefined ? [] : ((await silencesElsewhere?.makeFor(system, { ...silence, reason })) ?? []);
}
