import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exec, Hosts } from '../../../../src/actions/ports.ts';
import { ok } from '../../../../src/actions/result.ts';
import { outside } from '../../../../src/actions/text.ts';
import type { Samples } from '../../../../src/handlers/store/samples.ts';
import { FakeMachines, gone } from '../../../actions/fake-machines.ts';
import { thisMachine } from '../../../actions/logs/this-machine.ts';
import { inventoryOf, talentlens, teaching } from '../../../actions/systems.ts';
import { exec } from '../../../fakes/fake-hosts.ts';

export interface MachinesAtNight {
  readonly machines: FakeMachines;
  /** What looks for the log and reads it runs on this machine. */
  readonly hosts: Hosts;
  /** The model is killed, and what needs it limps. */
  breakLlm(): void;
}

const megabyte = 1024 * 1024;

/** The two systems of the first slice, with a log in `folder` whose last hour ends at `nowMs`. */
export function machinesAtNight(folder: string, nowMs: number): MachinesAtNight {
  const log = join(folder, 'llm.log');
  writeLog(log, nowMs);
  const machines = new FakeMachines(
    inventoryOf({
      teaching: {
        ...teaching,
        logs: { llm: { host: 'h3', path: log } },
        monitors: {
          cpu: { kind: 'cpu' },
          memory: { kind: 'memory' },
          errors: { kind: 'error-rate', log: 'llm', warning: 2, critical: 5 },
          service: { kind: 'service' },
        },
      },
      talentlens,
    }),
  );
  const { hosts: fake } = machines;
  fake
    .on((argv) => argv.includes('restart'), {})
    .on(
      (argv) => argv[2]?.includes('du -sb') === true,
      (argv) => ({
        stdout: argv
          .slice(5)
          .map((path, at) => `whole ${(at + 1) * 310 * megabyte} ${path}\n`)
          .join(''),
      }),
    );
  const real = thisMachine();
  const answer: Hosts['exec'] = (host, argv, options) =>
    fake
      .exec(host, argv, options)
      .catch(() =>
        ['sh', 'perl'].includes(argv[0])
          ? real.exec(host, argv, options)
          : ok(exec({ exitCode: 127, stderr: 'not there' })),
      );
  return {
    machines,
    hosts: {
      exec: answer,
      request: (host, request) => fake.request(host, request),
      async batch(host, commands, options) {
        const all: Exec[] = [];
        for (const argv of commands) {
          const one = await answer(host, argv, options);
          if (!one.ok) return one;
          all.push(one.value);
        }
        return ok(all);
      },
    },
    breakLlm() {
      machines.process(machines.service('teaching', 'llm'), gone(4127)).port(8001, 'none');
      machines.hosts.page('http://localhost:8001/', { status: 502, body: 'bad gateway' });
      machines.answers(machines.service('teaching', 'backend'), { status: 'degraded' }, 2_310);
    },
  };
}

/** Three kinds of errors within the last hour. */
function writeLog(path: string, nowMs: number): void {
  const at = (minutes: number): string =>
    `${new Date(nowMs - minutes * 60_000).toISOString().replace('T', ' ').slice(0, 19)},123`;
  const error = (count: number, minutes: (n: number) => number, words: string) =>
    Array.from({ length: count }, (_, n) => [minutes(n), `ERROR - ${words}`] as const);
  const lines = [
    ...error(198, (n) => 39 - n / 6, 'TimeoutError: provider did not answer in 30 s'),
    ...error(12, (n) => 30 - n, '502 from llm for /v1/chat'),
    ...error(4, (n) => 55 - n * 9, 'sqlite3.OperationalError: database is locked'),
    [2, 'INFO - request 200'] as const,
  ].toSorted(([a], [b]) => b - a);
  writeFileSync(path, lines.map(([minutes, words]) => `${at(minutes)} - llm - ${words}\n`).join(''));
  utimesSync(path, nowMs / 1_000, nowMs / 1_000);
}

/** A day of what the monitors measured; the errors rise in its last minutes. */
export async function sampled(samples: Samples, nowMs: number): Promise<void> {
  const minutes = Array.from({ length: 288 }, (_, at) => 5 * (288 - at));
  for (const ago of minutes) {
    const wave = Math.sin(ago / 190) + Math.sin(ago / 37) / 3;
    await samples.add(
      [
        { system: 'teaching', monitor: 'cpu', subject: 'h3', value: Math.round(34 + wave * 14) },
        { system: 'teaching', monitor: 'memory', subject: 'h3', value: Math.round(58 + wave * 4) },
        { system: 'teaching', monitor: 'service', subject: 'backend', value: Math.round(48 + wave * 11) },
        { system: 'teaching', monitor: 'errors', subject: 'llm', value: ago <= 15 ? 11.8 : 0.6 + wave / 3 },
      ],
      nowMs - ago * 60_000,
    );
  }
}

/** What the monitor of errors says then. */
export const tooManyErrors = (nowMs: number) =>
  ({
    fingerprint: 'monitor:teaching/errors/llm',
    group: 'monitor:teaching/errors',
    state: 'firing',
    level: 'critical',
    source: 'monitor',
    system: 'teaching',
    service: 'llm',
    name: 'errors',
    title: outside('llm'),
    text: outside('API errors 11.8 % for 5 min (limit 5 %)'),
    labels: { monitor: 'errors', subject: 'llm' },
    startsAtMs: nowMs - 900_000,
  }) as const;
