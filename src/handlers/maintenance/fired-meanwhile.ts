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
});

const mostListed = 20;

/** Alerts of a system that fired while it was in maintenance and nobody was told, oldest first. */
export async function firedMeanwhile(desk: Desk, window: MaintenanceWindow): Promise<readonly Text[]> {
  const { system, startedAtMs } = window;
  const alerts = await desk.store.alerts.list({ systems: [system], sinceMs: startedAtMs, limit: mostListed });
  return alerts
    .filter(({ openedAtMs, state }) => openedAtMs >= startedAtMs || state === 'firing')
    .toSorted((a, b) => a.openedAtMs - b.openedAtMs)
    .map(alertText);
}

function alertText({ id, level, name, openedAtMs, resolvedAtMs }: Alert): Text {
  const words = { id: String(id), level: verdictName(level), name: outside(name), from: { atMs: openedAtMs } };
  return resolvedAtMs === undefined ? say.still(words) : say.over({ ...words, to: { atMs: resolvedAtMs } });
}
