import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { guardKinds } from '../actions/guards/table.ts';
import { actions } from '../actions/registry.ts';
import { stepKinds } from '../actions/steps/table.ts';
import type { Chattable } from '../handlers/command.ts';
import { ownCommands } from '../handlers/commands/registry.ts';
import type { Desk } from '../handlers/desk.ts';
import { recoverRuns } from '../handlers/recovery/recover-runs.ts';
import { makeRedactor, type Redactor } from '../handlers/redaction/redactor.ts';
import { type KeepAlive, keepAlive } from '../handlers/runs/keep-alive.ts';
import { undoStepKind } from '../handlers/runs/undo-step-kind.ts';
import { type Serving, serve } from '../handlers/serving/serve.ts';
import { maskedStore } from '../handlers/store/masked-store.ts';
import type { Run } from '../handlers/store/runs.ts';
import type { Store } from '../handlers/store/store.ts';
import { silencesThere } from './alertmanager/silences-there.ts';
import { type Charts, openCharts } from './charts/charts.ts';
import { chineseDay } from './chinese-days.ts';
import type { Configuration } from './config/configuration.ts';
import type { Fault } from './config/fault.ts';
import { loadConfiguration } from './config/load-configuration.ts';
import { systemsToInventory } from './config/systems-to-inventory.ts';
import { makeDemoCommand } from './demo/demo-command.ts';
import { demoFolder } from './demo/prepare-for-demo.ts';
import { openHosts } from './hosts/hosts.ts';
import { addressesOf, parseListen } from './http/addresses.ts';
import { liveSecrets } from './live-secrets.ts';
import type { Metrics } from './metrics/metrics.ts';
import { openLog } from './open-log.ts';
import type { OpenPlatforms } from './platforms/open-platforms.ts';
import { makeSignIn } from './platforms/web/sign-in.ts';
import { keptFiles } from './storage/kept-files.ts';
import { type OpenedStore, openStore } from './storage/open-store.ts';
import { startTidying } from './storage/tidying.ts';
import { systemClock } from './system-clock.ts';

/** Every command there is; the demo has one more. */
const allCommands = (demoFolderOf: (() => string) | undefined): readonly Chattable[] => [
  ...actions,
  ...ownCommands,
  ...(demoFolderOf === undefined ? [] : [makeDemoCommand(demoFolderOf)]),
];
const everything = allCommands(() => '');

/** Those that can be typed where this configuration is in force; without one, those of every bot. */
export const commandsOf = (configuration?: Configuration): readonly Chattable[] =>
  allCommands(configuration?.settings.demo ? () => demoFolder(configuration) : undefined);

const pageOrigin = ({ listen, publicUrl }: Configuration['web']): string =>
  addressesOf(parseListen(listen), publicUrl).origin;

/** What the loader checks words and grants against. */
export const known = {
  commands: everything,
  commandWords: everything.flatMap(({ name, aliases }) => [...name.split(' '), ...aliases]),
  permissions: [...new Set(everything.flatMap(({ permission, asksFor = [] }) => [permission, ...asksFor]))],
};

export interface Composed {
  readonly desk: Desk;
  readonly configuration: () => Configuration;
  /** The file that is logged to; left out: stderr. */
  readonly logPath?: string;
  /** Connects platforms; of a bot, to be begun once they all are. */
  readonly serving: Serving;
  readonly commits: () => number;
  /** What the page keeps. */
  readonly web: OpenedStore['web'];
  readonly platformMemory: OpenedStore['platformMemory'];
  /** Of the bot, not of single commands beside it. */
  readonly metrics?: Metrics;
  readonly charts: Charts;
  /** What begins platforms anew when their part of the configuration changed. */
  platformsOpened(platforms: Pick<OpenPlatforms, 'reconfigure'>): void;
  /** Where the page is, once it is: links that sign in lead there. */
  pageServedAt(origin: string): void;
  exportAudit(): AsyncIterable<string>;
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly kind: 'bot' | 'cli';
  readonly logLevel: string;
  /** Into a file of the state instead of stderr, which would stand in the middle of a chat. */
  readonly logToFile?: boolean;
  readonly interrupted: (runs: readonly Run[]) => void;
  /** Replaces parts, for the tests' own composition roots. */
  readonly wrap?: {
    readonly store?: (store: Store) => Store;
    readonly hosts?: (hosts: Desk['hosts']) => Desk['hosts'];
  };
}

export type ComposeResult =
  | { readonly ok: true; readonly composed: Composed }
  | { readonly ok: false; readonly faults: readonly Fault[] }
  | { readonly ok: false; readonly taken: { readonly pid: number } };

/** The one place that chooses implementations and puts them together. */
export async function compose(options: ComposeOptions): Promise<ComposeResult> {
  const loaded = loadConfiguration(options.dir, options.env, known);
  if (!loaded.ok) return loaded;
  let configuration = loaded.configuration;
  const { log, path: logPath } = openLog(options.logLevel, options.logToFile ? configuration.state.dir : undefined);
  let masking = makeRedactor(configuration.secrets);
  const remask = () => {
    masking = makeRedactor([...configuration.secrets, ...live.values()]);
  };
  // What holds it keeps it for good; new secrets of a new configuration must be masked all the same.
  const redactor: Redactor = {
    get weakSecrets() {
      return masking.weakSecrets;
    },
    text: (words) => masking.text(words),
    json: (value) => masking.json(value),
    stream: () => masking.stream(),
  };
  const instance = randomUUID();
  const opened = await openStore({
    folder: configuration.state.dir,
    instance,
    now: systemClock.now,
    ...(configuration.auditKey === undefined ? {} : { auditKey: configuration.auditKey }),
    warn: (message) => log.warn(redactor.text(message)),
  });
  const metrics = options.kind === 'bot' ? (await import('./metrics/metrics.ts')).makeMetrics() : undefined;
  const wrapped = options.wrap?.store?.(opened.store) ?? opened.store;
  const live = liveSecrets(wrapped.sealed, () => remask());
  const kept = maskedStore({ ...wrapped, sealed: live.sealed }, redactor);
  const store = metrics?.counting(kept) ?? kept;
  const registered = await store.instances.register({
    id: instance,
    kind: options.kind,
    pid: process.pid,
    atMs: systemClock.now(),
  });
  if (!registered) {
    const bot = await store.instances.bot();
    await opened.close();
    return { ok: false, taken: { pid: bot?.pid ?? 0 } };
  }
  const hosts = openHosts({ specs: configuration.hosts, masking: () => masking, env: options.env });
  metrics?.gauge('zhiban_host_connections', 'Hosts with an open connection.', () => hosts.connections());
  let inventory = systemsToInventory(configuration.settings.systems);
  let servedAt: string | undefined;
  let platforms: Pick<OpenPlatforms, 'reconfigure'> | undefined;
  const kinds = new Map([...stepKinds, ['undo-step', undoStepKind(stepKinds)] as const]);

  const desk: Desk = {
    instance,
    store,
    hosts: options.wrap?.hosts?.(hosts) ?? hosts,
    pipes: hosts,
    history: opened.history,
    files: keptFiles(join(configuration.state.dir, 'files'), systemClock.now, (why) =>
      log.warn(redactor.text(`a file beside an answer could not be kept: ${why}`)),
    ),
    backups: opened.backups,
    clock: systemClock,
    redactor,
    commands: commandsOf(configuration),
    stepKinds: kinds,
    guardKinds,
    ...(options.kind === 'bot'
      ? {
          places: (id: string) => serving.places(id),
          inputPlaces: (id: string) => serving.inputPlaces(id),
          privateLink: (platform: string) => serving.privateLink(platform),
          whispers: (platform: string) => serving.whispers(platform),
        }
      : {}),
    holidays: chineseDay,
    stranded: new Map(),
    configured: (place) => configuration.secrets.find(({ name }) => name === place)?.value,
    takingUp: new Set(),
    workedOn: new Set(),
    watches: new Map(),
    signIn: makeSignIn(opened.web.sessions, () => servedAt ?? pageOrigin(configuration.web), systemClock.now),
    silencesElsewhere: silencesThere({
      sources: () => configuration.settings.intake ?? {},
      members: (id) => store.alerts.members(id, 1_000),
      now: systemClock.now,
    }),
    settings: () => configuration.settings,
    inventory: () => inventory,
    async reconfigure() {
      const again = loadConfiguration(options.dir, options.env, known);
      if (!again.ok)
        return again.faults.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
      const before = configuration.settings.version;
      configuration = again.configuration;
      remask();
      inventory = systemsToInventory(configuration.settings.systems);
      await hosts.replace(configuration.hosts);
      const { version } = configuration.settings;
      if (version !== before) {
        const row = { atMs: systemClock.now(), principal: 'bot', via: 'bot', configuration: version };
        await store.audit.append({ ...row, event: 'configuration.changed', reason: `${before} → ${version}` });
      }
      return [];
    },
    connectAnew: async () => (await platforms?.reconfigure(configuration)) ?? [],
    log: (level, message, fields = {}) => log[level](redactor.json(fields), redactor.text(message)),
  };
  const serving = serve(desk);
  const tidying = options.kind === 'bot' ? startTidying(desk, opened, () => configuration.state.keepDays) : undefined;
  const alive: KeepAlive = await keepAlive(desk, (runs) =>
    recoverRuns(desk, runs, { goOn: options.kind === 'bot', interrupted: options.interrupted }),
  );
  return {
    ok: true,
    composed: {
      desk,
      configuration: () => configuration,
      ...(logPath === undefined ? {} : { logPath }),
      serving,
      commits: opened.commits,
      web: opened.web,
      platformMemory: opened.platformMemory,
      ...(metrics === undefined ? {} : { metrics }),
      charts: openCharts({
        folder: join(configuration.state.dir, 'charts'),
        now: systemClock.now,
        failed: (why) => log.warn(redactor.text(`a chart could not be drawn: ${why}`)),
      }),
      platformsOpened(opened) {
        platforms = opened;
      },
      pageServedAt(origin) {
        servedAt = origin;
      },
      exportAudit: opened.exportAudit,
      async close() {
        await serving.stop();
        await tidying?.stop();
        await alive.stop();
        await hosts.close();
        await opened.close();
      },
    },
  };
}
