import { expect } from 'vitest';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { rulesOf } from '../../../src/handlers/alerts/alert-rules.ts';
import { alertsSpec, type Source } from '../../../src/handlers/alerts/alert-settings.ts';
import type { Signal } from '../../../src/handlers/store/alerts.ts';
import { type ABot, aBot } from '../../fakes/a-bot.ts';
import { type ADeskOptions, cast } from '../../fakes/a-desk.ts';

/** The cast; Bob may look after alerts, Carol may look at them. */
export const policy = {
  ...cast,
  grants: cast.grants.map((grant) => (grant.role === 'on-call' ? { ...grant, may: [...grant.may, 'alert:*'] } : grant)),
};

export interface AnAlertBot extends ABot {
  readonly room: string;
  say1(who: string, text: string): Promise<string>;
  take(...signals: readonly Signal[]): Promise<void>;
  /** What the room shows, oldest first. */
  shows(): readonly string[];
  /** Waits until all that happened is said. */
  settled(): Promise<void>;
  /** The same, and the room shows so many messages at least. */
  shown(count: number): Promise<void>;
  /** Time that passes at once. */
  later(ms: number): Promise<void>;
}

/** A bot with a room for the system `demo`, told by signals. */
export async function anAlertBot(
  options: ADeskOptions & {
    readonly people?: readonly string[];
    /** Told of one system alone. */
    readonly peopleOf?: Readonly<Record<string, readonly string[]>>;
    /** Beside `demo`, and like it. */
    readonly systems?: readonly string[];
    readonly intake?: Readonly<Record<string, Source>>;
  } = {},
): Promise<AnAlertBot> {
  const it = await aBot({
    policy,
    channels: [{ platform: 'test', tenant: '', space: 'ops', system: 'demo' }],
    ...options,
  });
  const before = it.desk.settings();
  const systems = [
    ...before.systems,
    ...(options.systems ?? []).flatMap((id) => before.systems.map((demo) => ({ ...demo, id, title: id }))),
  ];
  const inventory = systemsToInventory(systems);
  const settings = {
    ...before,
    systems,
    alerts: alertsSpec.parse({
      people: options.people ?? [],
      systems: Object.fromEntries(Object.entries(options.peopleOf ?? {}).map(([id, people]) => [id, { people }])),
    }),
    intake: options.intake ?? {},
  };
  Object.assign(it.desk, { settings: () => settings, inventory: () => inventory });
  // On a busy machine what woke up may come late, and then waits for its time again: time goes on while one waits.
  const until = async (holds: () => unknown): Promise<void> => {
    await expect
      .poll(
        async () => {
          if (await holds()) return true;
          await it.pass(250);
          return holds();
        },
        { timeout: 20_000, interval: 2 },
      )
      .toBeTruthy();
  };
  const sent = () => until(async () => (await it.desk.store.outbox.waiting()) === 0);
  const shows = () => it.reads('ops');
  const settled = async (): Promise<void> => {
    await it.pass(2_000);
    await until(async () => (await it.desk.store.alerts.unshown(1)).length === 0);
    await sent();
  };
  return {
    ...it,
    until,
    sent,
    room: 'ops',
    async say1(who, text) {
      const said = it.say(who, text);
      return it.text(await said);
    },
    async take(...signals) {
      await it.desk.store.alerts.apply(signals, rulesOf(it.desk));
    },
    shows,
    settled,
    async shown(count) {
      await settled();
      await until(() => shows().length >= count);
      await sent();
    },
    async later(ms) {
      it.clock.advance(ms);
      await it.pass(1_500);
    },
  };
}

/** One thing of `demo` that fires. */
export const firing = (subject: string, more: Partial<Signal> = {}): Signal => ({
  fingerprint: `monitor:demo/service/${subject}`,
  group: 'monitor:demo/service',
  state: 'firing',
  level: 'critical',
  source: 'monitor',
  system: 'demo',
  name: 'service',
  title: { outside: subject },
  text: { outside: 'not running' },
  startsAtMs: 1_000,
  ...more,
});
export const ended = (subject: string, more: Partial<Signal> = {}): Signal => ({
  ...firing(subject, more),
  state: 'resolved',
});
