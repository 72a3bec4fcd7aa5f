import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardKinds } from '../../../../src/actions/guards/table.ts';
import { actions } from '../../../../src/actions/registry.ts';
import { stepKinds } from '../../../../src/actions/steps/table.ts';
import { outside } from '../../../../src/actions/text.ts';
import { rulesOf } from '../../../../src/handlers/alerts/alert-rules.ts';
import { alertsSpec } from '../../../../src/handlers/alerts/alert-settings.ts';
import { evidenceOf } from '../../../../src/handlers/alerts/evidence.ts';
import { checklistReport } from '../../../../src/handlers/checklists/checklist-words.ts';
import { ownCommands } from '../../../../src/handlers/commands/registry.ts';
import type { Answer, Message } from '../../../../src/handlers/message.ts';
import { reportMessage } from '../../../../src/handlers/messages.ts';
import type { ChecklistSeen } from '../../../../src/handlers/store/checklists.ts';
import { nowMs } from '../../../actions/fake-machines.ts';
import { type ADesk, aDesk, cast } from '../../../fakes/a-desk.ts';
import { fakeClock } from '../../../fakes/fake-clock.ts';
import { samples } from '../samples.ts';
import { type MachinesAtNight, machinesAtNight, sampled, tooManyErrors } from './machines-at-night.ts';

/** Every kind of message people are shown. */
export const kinds = [
  'help',
  'health',
  'plan with confirm',
  'approval request',
  'live progress',
  'finished run',
  'failed run',
  'refusal',
  'alert',
  'logs errors',
  'checklist',
  'chart',
  'report',
  'file',
] as const;
export type Kind = (typeof kinds)[number];
export type Kinds = ReadonlyMap<Kind, Message>;

/** When they are read: nothing in them depends on the day they are made. */
export const readAtMs = nowMs;

/**
 * As the bot itself says them, of systems on machines that answer by the book; what needs a machine that fails in a way the
 * book does not know is taken from the samples of the golden files.
 */
export async function messageKinds(): Promise<Kinds> {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-kinds-'));
  // The program that reads logs goes by the clock of its machine.
  const aheadMs = Math.floor((Date.now() - nowMs) / 1_000) * 1_000;
  const clock = fakeClock(nowMs + aheadMs);
  const it = await aDesk({ clock, folder: join(folder, 'state'), policy: cast, kind: 'bot' });
  try {
    const night = machinesAtNight(folder, nowMs + aheadMs);
    settle(it, night);
    await sampled(it.desk.store.samples, clock.now());
    const said = await saidIn(it, night);
    return new Map([...said].map(([kind, message]) => [kind, toldOf(message, aheadMs)] as const));
  } finally {
    await it.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function settle(it: ADesk, { machines, hosts }: MachinesAtNight): void {
  const settings = {
    ...it.desk.settings(),
    systems: machines.inventory.systems(),
    alerts: alertsSpec.parse({ people: ['bob'] }),
  };
  Object.assign(it.desk, {
    commands: [...actions, ...ownCommands],
    hosts,
    stepKinds,
    guardKinds,
    inventory: () => machines.inventory,
    settings: () => settings,
    files: {
      keep: async (name: string, text: string) => ({ path: `/var/lib/zhiban/files/${name}`, bytes: text.length }),
    },
    places: (person: string) => [{ platform: 'test', tenant: '', space: person }],
  });
}

async function saidIn(it: ADesk, { breakLlm }: MachinesAtNight): Promise<Kinds> {
  const { store, clock } = it.desk;
  const said = new Map<Kind, Message>();
  const ask = async (kind: Kind, who: string, text: string, confirmed = false): Promise<void> => {
    const answer = await it.say(who, text, { confirmed });
    said.set(kind, coded(answer.message, answer));
  };
  await ask('help', 'bob', '/help');
  await ask('report', 'bob', '/report teaching');
  await ask('logs errors', 'bob', '/logs errors llm 1h');
  await ask('plan with confirm', 'bob', '/restart llm');
  await ask('finished run', 'bob', '/restart talentlens', true);
  set(
    said,
    'live progress',
    it.progress.findLast(({ blocks }) => JSON.stringify(blocks).includes('"running"')),
  );
  const stop = await it.say('bob', '/stop llm');
  const { rows } = await store.outbox.heads({ nowMs: clock.now(), limit: 9, exceptLanes: [], exceptPlatforms: [] });
  const request = rows.find(({ key }) => key.startsWith('approval:'));
  set(said, 'approval request', request && coded(request.message, stop));
  await ask('refusal', 'carol', '/restart llm');
  breakLlm();
  await ask('health', 'bob', '/health teaching');
  await store.alerts.apply([tooManyErrors(clock.now())], rulesOf(it.desk));
  const [alert] = await store.alerts.list({ limit: 1 });
  if (alert !== undefined) {
    const members = await store.alerts.members(alert.id, 9);
    await store.alerts.addEvidence(alert.id, await evidenceOf(it.desk, alert, members, AbortSignal.timeout(10_000)));
    await ask('alert', 'bob', `/alert ${alert.id}`);
  }
  said.set('checklist', checklistMessage(it));
  set(said, 'chart', samples['table-and-chart']);
  set(said, 'failed run', samples['undone-after-failure']);
  set(said, 'file', samples['long-log-output']);
  return said;
}

function set(said: Map<Kind, Message>, kind: Kind, message: Message | undefined): void {
  if (message !== undefined) said.set(kind, message);
}

/** Codes are drawn by lot, and what is hashed has one in it. */
const coded = (message: Message, { approvalId, planHash }: Answer): Message =>
  changed(message, (words) =>
    [approvalId, planHash?.slice(0, 8)].reduce<string>(
      (text, drawn, at) => (drawn === undefined ? text : text.replaceAll(drawn, ['7F3KQ2', '9c1e4b07'][at] ?? '')),
      words,
    ),
  );

const changed = (message: Message, change: (words: string) => string): Message =>
  JSON.parse(change(JSON.stringify(message))) as Message; // only its words are others

/** As it was said on the day it is read: moments of today are moved, those of the machines' past stay. */
function toldOf(message: Message, aheadMs: number): Message {
  const isToday = (value: unknown): value is number => typeof value === 'number' && value > nowMs + aheadMs / 2;
  const moved = JSON.stringify(message, (key, value: unknown) => {
    if (key === 'atMs' && isToday(value)) return value - aheadMs;
    return Array.isArray(value) && value.length === 2 && isToday(value[0]) ? [value[0] - aheadMs, value[1]] : value;
  });
  const stamp = (words: string): string => {
    const then = new Date(Date.parse(`${words.replace(' ', 'T').replace(',', '.')}Z`) - aheadMs).toISOString();
    return `${then.slice(0, 10)} ${then.slice(11, 19)},${then.slice(20, 23)}`;
  };
  return changed(message, () =>
    moved
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,123(?= - llm)/g, stamp)
      .replaceAll(/(?<=errors-teaching-)\d{4}/g, '0312')
      .replaceAll(/(?<=report-teaching-)\d{4}-\d\d-\d\d/g, '2025-11-22'),
  );
}

function checklistMessage({ desk, clock }: ADesk): Message {
  const seen = (daysAgo: number, diskPercent: number): ChecklistSeen => {
    const item = (id: string, label: string, verdict: 'ok' | 'warning', words: string) => ({
      item: id,
      title: id,
      verdict,
      headline: outside(words),
      findings: [{ mark: verdict, label: outside(label), text: outside(words) }],
    });
    const atMs = clock.now() - daysAgo * 86_400_000;
    return {
      id: 2 - daysAgo,
      system: 'teaching',
      kind: 'daily',
      period: new Date(atMs).toISOString().slice(0, 10),
      atMs,
      by: 'scheduler',
      verdict: 'warning',
      items: [
        item('disk', '/opt', diskPercent > 75 ? 'warning' : 'ok', `${diskPercent} % of 40 GB`),
        item('health', 'health', 'ok', 'all 17 checks ok'),
        item('backups', 'backups', 'ok', 'newest 02:00, verified'),
        item('certificates', 'certificates', 'ok', 'the first ends in 61 days'),
      ],
    };
  };
  const drill = {
    id: 'drill',
    title: 'Restore drill',
    ask: 'restore the newest backup on a copy',
    offer: '/restore drill',
  };
  return reportMessage(
    checklistReport(desk, seen(0, 78), seen(1, 71), { persons: { open: [drill], done: [] }, reviews: [] }),
  );
}
