import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemSpec } from '../../src/actions/inventory.ts';
import type { Hosts } from '../../src/actions/ports.ts';
import { identify } from '../../src/auth/identify.ts';
import { type Policy, policySpec } from '../../src/auth/policy.ts';
import { systemsToInventory } from '../../src/bot/config/systems-to-inventory.ts';
import { liveSecrets } from '../../src/bot/live-secrets.ts';
import { renderText } from '../../src/bot/platforms/terminal/render.ts';
import { type OpenedStore, openStore } from '../../src/bot/storage/open-store.ts';
import { ownCommands } from '../../src/handlers/commands/registry.ts';
import type { Desk } from '../../src/handlers/desk.ts';
import { receive } from '../../src/handlers/dispatch/receive.ts';
import type { Answer, Given, Message } from '../../src/handlers/message.ts';
import { makeRedactor, type Redactor } from '../../src/handlers/redaction/redactor.ts';
import { undoStepKind } from '../../src/handlers/runs/undo-step-kind.ts';
import type { Settings } from '../../src/handlers/settings.ts';
import { maskedStore } from '../../src/handlers/store/masked-store.ts';
import type { Store } from '../../src/handlers/store/store.ts';
import { type FakeClock, fakeClock } from './fake-clock.ts';
import { makeWorld, type World, worldActions } from './world.ts';

/** The cast: Alice and Chen Wei (admins), Bob (on call), Carol (viewer). Mallory is nobody. */
export const cast: Policy = {
  ...policySpec.parse({
    people: {
      alice: { name: 'Alice', roles: ['admin'], chat: { test: ['alice', 'alice-phone'] }, osUsers: ['alice'] },
      chenwei: { name: 'Chen Wei', roles: ['admin'], chat: { test: ['chenwei'] }, language: 'zh' },
      bob: { name: 'Bob', roles: ['on-call'], chat: { test: ['bob', 'bob-phone'] } },
      carol: { name: 'Carol', roles: ['viewer'], chat: { test: ['carol'] } },
    },
    roles: { admin: {}, 'on-call': {}, viewer: {} },
    grants: [
      { role: 'admin', may: ['*'], approve: ['*'], breakGlass: ['*'] },
      { role: 'on-call', may: ['service:*', '*:read'] },
      { role: 'viewer', may: ['*:read'] },
    ],
  }),
  timeZone: 'Asia/Shanghai',
  machineRoles: {},
};

export interface ADesk {
  readonly desk: Desk;
  readonly world: World;
  readonly clock: FakeClock;
  readonly folder: string;
  readonly web: OpenedStore['web'];
  readonly platformMemory: OpenedStore['platformMemory'];
  /** Every message shown while commands ran. */
  readonly progress: Message[];
  readonly logged: string[];
  /** As `test:WHO`, typed in a private chat. */
  say(
    who: string,
    text: string,
    more?: { readonly key?: string; readonly confirmed?: boolean; readonly room?: string; readonly given?: Given },
  ): Promise<Answer>;
  /** The same, as the text a person reads. */
  read(who: string, text: string): Promise<string>;
  text(answer: Answer): string;
  commits(): number;
  close(): Promise<void>;
}

export interface ADeskOptions {
  readonly environment?: 'production' | 'lab' | 'demo';
  readonly hosts?: Hosts;
  readonly secrets?: readonly { readonly name: string; readonly value: string }[];
  readonly store?: (store: Store) => Store;
  readonly policy?: Policy;
  readonly folder?: string;
  readonly clock?: FakeClock;
  readonly instance?: string;
  readonly world?: World;
  readonly readsWhenUnwritable?: boolean;
  readonly commandsPerMinute?: number;
  readonly kind?: 'bot' | 'cli';
  readonly channels?: Settings['channels'];
  readonly schedules?: Settings['schedules'];
  readonly checklists?: Settings['checklists'];
}

const unreachable = (): never => {
  throw new Error('no test here reaches a host');
};

/** A whole bot but for hosts and platforms: real dispatch, gate, engine and SQLite, a fake clock, a world of values. */
export async function aDesk(options: ADeskOptions = {}): Promise<ADesk> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'zhiban-desk-'));
  const clock = options.clock ?? fakeClock();
  const world = options.world ?? makeWorld();
  const instance = options.instance ?? 'this';
  const opened = await openStore({ folder, instance, now: clock.now });
  const wrapped = options.store?.(opened.store) ?? opened.store;
  const live = liveSecrets(wrapped.sealed, () => {
    masking = makeRedactor([...(options.secrets ?? []), ...live.values()]);
  });
  let masking = makeRedactor(options.secrets ?? []);
  const redactor: Redactor = {
    weakSecrets: masking.weakSecrets,
    text: (words) => masking.text(words),
    json: (value) => masking.json(value),
    stream: () => masking.stream(),
  };
  const store = maskedStore({ ...wrapped, sealed: live.sealed }, redactor);
  await store.instances.register({ id: instance, kind: options.kind ?? 'cli', pid: process.pid, atMs: clock.now() });
  const environment = options.environment ?? 'production';
  const system = {
    ...systemSpec.parse({ title: 'Demo', environment, folder: '/opt/demo', services: {} }),
    id: 'demo',
    services: [],
  };
  const systems = [system];
  const policy = options.policy ?? cast;
  const settings = {
    version: 'test',
    timeZone: policy.timeZone,
    language: 'en' as const,
    workDays: 'monday-to-friday' as const,
    schedules: options.schedules ?? [],
    checklists: options.checklists ?? {},
    evening: '18:00',
    systems,
    policy,
    channels: options.channels ?? [],
    audit: { readsWhenUnwritable: options.readsWhenUnwritable ?? false },
    limits: { commandsPerMinute: options.commandsPerMinute ?? 1_000 },
    demo: environment === 'demo',
  };
  const inventory = systemsToInventory(systems);
  const progress: Message[] = [];
  const logged: string[] = [];
  const desk: Desk = {
    instance,
    store,
    hosts: options.hosts ?? { exec: unreachable, batch: unreachable, request: unreachable },
    pipes: { pipe: unreachable },
    history: opened.history,
    backups: opened.backups,
    clock,
    redactor,
    commands: [...worldActions, ...ownCommands],
    stepKinds: new Map([...world.stepKinds, ['undo-step', undoStepKind(world.stepKinds)]]),
    guardKinds: world.guardKinds,
    stranded: new Map(),
    takingUp: new Set(),
    workedOn: new Set(),
    watches: new Map(),
    settings: () => settings,
    inventory: () => inventory,
    reconfigure: async () => [],
    log: (_level, message, fields) =>
      logged.push(redactor.text(`${message} ${JSON.stringify(redactor.json(fields ?? {}))}`)),
  };
  let sent = 0;
  const text = (answer: Answer): string =>
    renderText(answer.message, { language: 'en', timeZone: policy.timeZone, nowMs: clock.now(), colour: false });
  const say: ADesk['say'] = async (who, words, more = {}) => {
    sent += 1;
    const sender = { platform: 'test', id: who };
    const received = await receive(desk, {
      message: {
        deliveryKey: more.key ?? `test:${instance}:${sent}`,
        conversation: { platform: 'test', tenant: '', space: more.room ?? who },
        sender,
        private: more.room === undefined,
        ...(more.room === undefined ? { takesInput: true as const } : {}),
        text: words,
        ...(more.given === undefined ? {} : { given: more.given }),
      },
      principal: identify(sender, policy),
      confirmed: more.confirmed ?? false,
      signal: AbortSignal.timeout(20_000),
      progress: (message) => progress.push(message),
    });
    return received.answer;
  };
  return {
    desk,
    world,
    clock,
    folder,
    web: opened.web,
    platformMemory: opened.platformMemory,
    progress,
    logged,
    say,
    read: async (who, words) => text(await say(who, words)),
    text,
    commits: opened.commits,
    async close() {
      await opened.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
