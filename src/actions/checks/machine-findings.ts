import type { System } from '../inventory.ts';
import type { Finding } from '../report.ts';
import { outside, texts } from '../text.ts';
import { judgeCpu } from './judging/judge-cpu.ts';
import { judgeDisk, judgeMemory } from './judging/judge-resources.ts';
import type { Surveyed } from './survey.ts';

const say = texts('machine', {
  host: { en: 'host {host}', zh: '主机 {host}' },
  silent: { en: 'not known: {why}', zh: '情况不明:{why}' },
  load: { en: 'load', zh: '负载' },
  loadOn: { en: 'load on {host}', zh: '{host} 负载' },
  averages: {
    en: '{one} · {five} · {fifteen} over 1, 5 and 15 min',
    zh: '1、5、15 分钟平均 {one} · {five} · {fifteen}',
  },
});

/** CPU, memory and load or disk of every machine, judged by the system's thresholds. */
export function machineFindings({ hosts }: Surveyed, system: System, beside: 'load' | 'disk'): readonly Finding[] {
  return hosts.flatMap(({ host, machine }) => {
    const named = hosts.length > 1 ? host : undefined;
    if (!machine.ok) {
      const text = say.silent({ why: machine.failure.message });
      return [{ mark: 'unknown' as const, label: say.host({ host: outside(host) }), text }];
    }
    const { processes, memory, disks } = machine.value;
    return [
      ...(processes === undefined ? [] : [judgeCpu(processes, system.thresholds, named)]),
      ...(memory === undefined ? [] : [judgeMemory(memory, system.thresholds, named)]),
      ...(beside === 'load' && memory !== undefined ? [loadFinding(memory.load, named)] : []),
      ...(beside === 'disk' ? disks.map((disk) => judgeDisk(disk, system.thresholds, named)) : []),
    ];
  });
}

/** Shown, not judged: what is much depends on what waits. */
function loadFinding(load: readonly [number, number, number], host: string | undefined): Finding {
  const [one, five, fifteen] = load.map((each) => each.toFixed(2));
  const label = host === undefined ? say.load() : say.loadOn({ host: outside(host) });
  return { mark: 'ok', label, text: say.averages({ one: one ?? '', five: five ?? '', fifteen: fifteen ?? '' }) };
}
