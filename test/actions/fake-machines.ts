import { connectionsArgv } from '../../src/actions/host/connections.ts';
import { portsArgv } from '../../src/actions/host/listening-ports.ts';
import { memoryArgv } from '../../src/actions/host/memory.ts';
import { processesArgv } from '../../src/actions/host/processes.ts';
import type { Service } from '../../src/actions/inventory.ts';
import type { Inventory, PlanContext } from '../../src/actions/ports.ts';
import { runtimeOf } from '../../src/actions/runtimes/table.ts';
import { fakeBackups } from '../fakes/fake-backups.ts';
import { FakeHosts } from '../fakes/fake-hosts.ts';

export const nowMs = Date.UTC(2025, 10, 21, 19, 12, 8);

/** Machines on which all is well, until a test says otherwise: services run, listen, and answer as they should. */
export class FakeMachines {
  readonly hosts = new FakeHosts();
  readonly backups = fakeBackups();
  readonly inventory: Inventory;
  readonly runs: { readonly resource: string; readonly atMs: number }[] = [];

  constructor(inventory: Inventory) {
    this.inventory = inventory;
    this.hosts
      .on(memoryArgv, { stdout: '0.40 0.30 0.20 1/200 4000\nMemTotal: 8000000 kB\nMemAvailable: 4000000 kB\n' })
      .on((argv) => argv[2]?.includes('df -Pk') === true, { stdout: df(45) })
      .on(connectionsArgv, { stdout: '1F41 7\n' })
      .on(processesArgv, { stdout: '' })
      .on((argv) => argv[2]?.includes('freelist_count') === true, {
        stdout: 'bytes 40960\nwritten 1763600000\npages 4096|10|0\nread whole\nstate sound\n',
      })
      .on((argv) => argv[2]?.includes('/manifest.json') === true, { stdout: 'root there\nwritable yes\n' })
      .on((argv) => argv[2]?.includes('.zhiban-*') === true, { stdout: '' });
    for (const service of inventory.systems().flatMap(({ services }) => services)) {
      this.process(service, running(service, 4100 + ((service.port ?? 0) % 100)));
      if (service.port !== undefined)
        this.port(service.port, `held ${4100 + (service.port % 100)} 1 ${4100 + (service.port % 100)} it`);
      if (service.health !== undefined) this.answers(service, {});
    }
  }

  service(system: string, id: string): Service {
    const found = this.inventory.service(system, id);
    if (found === undefined) throw new Error(`no service ${system}/${id}`);
    return found;
  }

  /** What the service's probe prints. */
  process(service: Service, stdout: string): this {
    for (const argv of runtimeOf(service).probe(service).commands) this.hosts.on(argv, { stdout });
    return this;
  }

  port(port: number, words: string): this {
    this.hosts.on(portsArgv([port]), { stdout: `${port} ${words}\n` });
    return this;
  }

  /** The expected body, with other fields where told. */
  answers({ health }: Service, other: Readonly<Record<string, unknown>>, tookMs = 41): this {
    if (health === undefined) throw new Error('a service without a health endpoint');
    this.hosts.page(health.url, {
      status: health.status,
      body: JSON.stringify({ ...health.expect, ...other }),
      tookMs,
    });
    return this;
  }

  context(): PlanContext {
    return {
      hosts: this.hosts,
      inventory: this.inventory,
      history: {
        startsOf: async ({ resource, sinceMs }) =>
          this.runs
            .filter((run) => run.resource === resource && run.atMs >= sinceMs)
            .map(({ atMs }) => atMs)
            .toSorted((a, b) => a - b),
        awayTimes: async () => [],
        lastChange: async () => undefined,
      },
      backups: this.backups,
      planId: '7F3KQ2',
      now: () => nowMs,
      sleep: async () => undefined,
      signal: new AbortController().signal,
    };
  }
}

export const df = (percent: number): string =>
  `/dev/sda1 40000000 ${percent * 400_000} ${(100 - percent) * 400_000} ${percent}% /\n`;

export function running(service: Service, pid: number): string {
  return service.runtime.kind === 'systemd'
    ? `LoadState=loaded\nActiveState=active\nSubState=running\nResult=success\nMainPID=${pid}\nExecMainCode=0\nInvocationID=abc${pid}\nMemoryCurrent=220200960\nActiveEnterTimestamp=@1763700000\nStateChangeTimestampMonotonic=1000\n`
    : `found ours\nfile ${pid}\n${process(pid)}`;
}
const process = (pid: number): string =>
  `pid ${pid}\nticks 100\nhertz 100\nboot 1763700000\nid 0a1b2c3d\nwhy\nline python3 main.py\nrss 215040\n`;

/** It runs, and its PID file is lost. */
export const unnamed = (pid: number): string => `found ours\nlost 1\n${process(pid)}`;
export const gone = (pid: number): string => `found none\nfile ${pid}\n`;
export const strangerNamed = (pid: number, line: string): string =>
  `found stranger\nfile ${pid}\npid ${pid}\nticks 5\nhertz 100\nboot 1763700000\nid 0a1b2c3d\nwhy executable arguments folder\nline ${line}\nrss 500\n`;
export const killed =
  'LoadState=loaded\nActiveState=failed\nSubState=failed\nResult=signal\nMainPID=0\nExecMainCode=2\nExecMainStatus=9\nNRestarts=0\nInvocationID=old\nMemoryCurrent=[not set]\nInactiveEnterTimestamp=@1763700000\n';
