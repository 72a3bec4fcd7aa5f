import { worded } from '../../actions/names.ts';
import { type Block, type Report, worst } from '../../actions/report.ts';
import { principalKey } from '../../auth/principal.ts';
import { firstBackup } from '../approvals/backup-age.ts';
import { entry } from '../audit/entry.ts';
import { translate } from '../language/translate.ts';
import type { Request } from '../request.ts';
import type { ChecklistKind, ChecklistSeen } from '../store/checklists.ts';
import { askItems } from './ask-items.ts';
import { checklistReport, kindText } from './checklist-words.ts';
import { isPersons, itemsOf } from './items-of.ts';
import { openReviews, personsItems } from './open-items.ts';
import { periodOf } from './periods.ts';
import { seenBy } from './seen-by.ts';

/** Goes through a list of a system now, keeps what was found, and says what is not as it was. */
export async function goThrough(request: Request, system: string, kind: ChecklistKind): Promise<Report> {
  const { desk } = request;
  const settings = desk.settings();
  const items = itemsOf(settings, system, kind).filter((item) => !isPersons(item));
  const asked = await askItems(request, system, items, (seen) => {
    const steps: Block = {
      type: 'steps',
      steps: items.map(({ id, title }) => ({
        title: worded(title),
        state: seen.some(({ item }) => item === id) ? 'done' : 'running',
      })),
    };
    if (seen.length < items.length) request.progress({ blocks: [{ type: 'text', text: kindText(kind) }, steps] });
  });
  const atMs = desk.clock.now();
  const seen: Omit<ChecklistSeen, 'id'> = {
    system,
    kind,
    period: periodOf(kind, atMs, settings.timeZone),
    atMs,
    by: principalKey(request.principal),
    verdict: worst(asked.map(({ verdict }) => verdict)),
    items: desk.redactor.json(asked.map(({ denied: _, ...item }) => item)),
  };
  const [before] = await desk.store.checklists.list({ system, kind, beforePeriod: seen.period, limit: 1 });
  // Who may not look at everything would leave a gap that the next one is compared with.
  if (!asked.some(({ denied }) => denied === true)) await desk.store.checklists.keep(seen);
  if (before !== undefined) await keepDeployments(request, seen, before);
  const persons = await personsItems(desk, system, kind);
  const reviews = await openReviews(desk, system);
  if (persons.open.length > 0) await keepSaying(request, seen);
  const report = checklistReport(desk, seen, before && seenBy(request, before), { persons, reviews });
  const first = report.next.some((each) => each.startsWith('/backup ')) ? await firstBackup(desk, system) : [];
  return { ...report, next: [...first, ...report.next] };
}

/** Where it is read, for what is done later to be shown there; a list that cannot be remembered is shown all the same. */
async function keepSaying(
  { desk, deliveryKey: delivery }: Request,
  { system, kind, period, atMs }: Omit<ChecklistSeen, 'id'>,
): Promise<void> {
  await desk.store.checklists.said({ system, kind, period, delivery, atMs }).catch((error: unknown) => {
    desk.log('error', 'where a checklist was said could not be kept', { system, error: String(error) });
  });
}

/** Another version than the last time is a deployment somebody made. */
async function keepDeployments(
  request: Request,
  { system, kind, items }: Omit<ChecklistSeen, 'id'>,
  before: ChecklistSeen,
): Promise<void> {
  const { desk } = request;
  const listed = itemsOf(desk.settings(), system, kind).filter(({ command }) => /^\/version\b/.test(command ?? ''));
  for (const { id } of listed) {
    const [was, now] = [before.items, items].map((all) => all.find(({ item }) => item === id)?.findings[0]);
    if (was?.mark !== 'ok' || now?.mark !== 'ok' || JSON.stringify(was.text) === JSON.stringify(now.text)) continue;
    const reader = { language: 'en' as const, timeZone: desk.settings().timeZone };
    const reason = `${translate(was.text, reader)} → ${translate(now.text, reader)}`;
    await desk.store.audit.append(entry(request, 'deployment.seen', { system, reason })).catch((error: unknown) => {
      desk.log('error', 'a deployment could not be recorded', { system, error: String(error) });
    });
  }
}
