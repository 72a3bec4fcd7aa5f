import { verdictName } from '../../actions/names.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Desk } from '../desk.ts';
import type { Alert } from '../store/alerts.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';

const say = texts('maintenance-fired', {
  over: {
    en: 'alert {id} · {level} · {name} · from {from} to {to}',
    zh: '告警 {id} · {level} · {name} · {from} 至 {to}',
  },
  still: {
    en: 'alert {id} · {level} · {name} · since {from}, still firing',
    zh: '告警 {id} · {level} · {name} · 自 {from} 起,仍在触发',
  },
  more: { en: 'and {count} more: /alerts {system}', zh: '另有 {count} 个:/告警 {system}' },
  atLeast: { en: 'and more than {count} others: /alerts {system}', zh: '另有超过 {count} 个:/告警 {system}' },
});

const mostListed = 20;
const mostRead = 500;
const mostNames = 3;

/** Alerts of a system that fired while it was in maintenance and nobody was told, oldest first; more than are listed are counted. */
export async function firedMeanwhile(desk: Desk, window: MaintenanceWindow): Promise<readonly Text[]> {
  const { system, startedAtMs } = window;
  const alerts = await desk.store.alerts.list({ systems: [system], sinceMs: startedAtMs, limit: mostRead });
  const fired = alerts.filter(({ openedAtMs }) => openedAtMs >= startedAtMs);
  const listed = fired.slice(0, mostListed).toSorted((a, b) => a.openedAtMs - b.openedAtMs);
  const texts = await Promise.all(listed.map(async (alert) => alertText(alert, await nameOf(desk, alert, system))));
  const count = fired.length - listed.length;
  return count === 0 ? texts : [...texts, (alerts.length < mostRead ? say.more : say.atLeast)({ count, system })];
}

/** One folded over several systems is called by what it holds of this one. */
async function nameOf(desk: Desk, { id, name, systems }: Alert, system: string): Promise<string> {
  if (systems.length === 0) return name;
  const names = await desk.store.alerts.names(id, mostNames, [system]);
  return names.map((each) => each.name).join(', ');
}

function alertText({ id, level, openedAtMs, resolvedAtMs }: Alert, name: string): Text {
  const words = { id: String(id), level: verdictName(level), name: outside(name), from: { atMs: openedAtMs } };
  return resolvedAtMs === undefined ? say.still(words) : say.over({ ...words, to: { atMs: resolvedAtMs } });
}
