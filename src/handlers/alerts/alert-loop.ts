import type { Desk } from '../desk.ts';
import type { Loop } from '../loop.ts';
import { startLoop } from '../loop.ts';
import { alertSettingsOf, rulesOf } from './alert-rules.ts';
import { evidenceOf, mendedBy } from './evidence.ts';
import { covers, hushOf } from './hushed.ts';
import { quietErrors } from './quiet-errors.ts';
import { type Hushed, showAlerts } from './show-alerts.ts';
import { startSilencedElsewhere } from './silenced-elsewhere.ts';
import { takeIn } from './take-in.ts';
import { tellNext } from './tell-next.ts';

const everyMs = 500;
const evidenceMs = 15_000;
/** Evidence is looked for at the hosts: for so many alerts of one round, not for a storm. */
const evidenceAtOnce = 3;

/** Works in what came, shows what changed, tells who has to know. Of the process that is the bot alone. */
export function startAlerts(desk: Desk, isBot: () => Promise<boolean>): Loop {
  const hushed: Hushed = new Map();
  const end = new AbortController();
  const gathering = new Set<Promise<void>>();
  let lastMs: number | undefined;

  const gather = (id: number): void => {
    const work = (async () => {
      const alert = await desk.store.alerts.get(id);
      if (alert === undefined) return;
      const members = await desk.store.alerts.members(id, 20);
      const signal = AbortSignal.any([end.signal, AbortSignal.timeout(evidenceMs)]);
      const found =
        alert.state === 'firing' ? await evidenceOf(desk, alert, members, signal) : await mendedBy(desk, alert);
      if (found.length > 0 || alert.state === 'resolved')
        await desk.store.alerts.addEvidence(id, desk.redactor.json(found));
    })()
      .catch((error: unknown) => desk.log('warn', 'no evidence for an alert', { id, error: String(error) }))
      .finally(() => gathering.delete(work));
    gathering.add(work);
  };

  const round = async (): Promise<void> => {
    if (!(await isBot())) return;
    const nowMs = desk.clock.now();
    // What was hushed when the bot ended is known no more: all that fires is looked at once.
    if (lastMs === undefined)
      await desk.store.alerts.touch(
        (await desk.store.alerts.list({ states: ['firing'], limit: 500 })).map(({ id }) => id),
      );
    await takeIn(desk);
    await quietErrors(desk);
    await desk.store.alerts.settle(rulesOf(desk));
    await unhush(desk, hushed, lastMs ?? nowMs);
    lastMs = nowMs;
    await tellNext(desk);
    const news = await desk.store.alerts.unshown(50);
    await showAlerts(desk, hushed);
    for (const { id, shown, state, folds } of news)
      if (!folds && (shown === 0 || state === 'resolved') && gathering.size < evidenceAtOnce) gather(id);
  };

  const loops = [startLoop(desk, 'looking after alerts', everyMs, round), startSilencedElsewhere(desk, isBot)];
  return {
    async stop() {
      end.abort();
      await Promise.all(loops.map((loop) => loop.stop()));
      await Promise.all(gathering);
    },
  };
}

/** Alerts nobody was told of are told when their silence or maintenance is over and they still fire. */
async function unhush(desk: Desk, hushed: Hushed, sinceMs: number): Promise<void> {
  const lapsed = await desk.store.silences.lapsed(sinceMs, desk.clock.now());
  if (hushed.size === 0 && lapsed.length === 0) return;
  const silences = await desk.store.silences.open(desk.clock.now());
  const again: number[] = [];
  for (const [id] of hushed) {
    const alert = await desk.store.alerts.get(id);
    if (alert === undefined || alert.state === 'resolved') hushed.delete(id);
    else if ((await hushOf(desk, alert, silences)) === undefined) again.push(id);
  }
  if (lapsed.length > 0) {
    const firing = await desk.store.alerts.list({ states: ['firing'], limit: 500 });
    again.push(...firing.filter((alert) => lapsed.some((silence) => covers(silence, alert))).map(({ id }) => id));
  }
  if (again.length === 0) return;
  // Who hears of it only now has the whole time to acknowledge; who knew of it before has had a part of it.
  const tellAtMs = desk.clock.now() + alertSettingsOf(desk).tellAfter;
  for (const id of again) if (hushed.get(id)?.known !== true) await desk.store.alerts.postpone(id, tellAtMs);
  await desk.store.alerts.touch([...new Set(again)]);
}
