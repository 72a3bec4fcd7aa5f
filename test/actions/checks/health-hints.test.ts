import { describe, expect, test } from 'vitest';
import type { Query } from '../../../src/actions/action.ts';
import { health } from '../../../src/actions/checks/health.ts';
import type { Report } from '../../../src/actions/report.ts';
import { df, FakeMachines, gone, nowMs, unnamed } from '../fake-machines.ts';
import { plain } from '../plain-text.ts';
import { inventoryOf, talentlens, teaching } from '../systems.ts';

const machines = () => new FakeMachines(inventoryOf({ teaching, talentlens }));

async function ask(world: FakeMachines, input: { system: string; service?: string }): Promise<Report> {
  const query = health as Query;
  const report = await query.report(query.input.parse(input), world.context());
  if (!report.ok) throw new Error(JSON.stringify(report.failure));
  return report.value;
}

/** `critical llm: process 4101 is gone` */
const lines = ({ blocks }: Report, language: 'en' | 'zh' = 'en'): readonly string[] =>
  blocks.flatMap((block) =>
    block.type === 'findings'
      ? block.findings.map(({ mark, label, text }) => `${mark} ${plain(label, language)}: ${plain(text, language)}`)
      : [],
  );

describe('/health', () => {
  test('S1: finds one whose PID file is lost, holds it for no stranger and offers to name it there again', async () => {
    const world = machines();
    world.process(world.service('teaching', 'backend'), unnamed(59)).port(8000, 'held 59 1 59 python3 main.py');
    const report = await ask(world, { system: 'teaching', service: 'backend' });
    expect(report).toMatchObject({ verdict: 'warning', next: ['/start backend', '/health teaching'] });
    expect(lines(report)[0]).toMatch(/^warning backend: .*runs as pid 59, its PID file is lost · mem /);
    expect(lines(report)[0]).not.toContain('stranger');
  });

  test('offers no restart that would be refused: a start of one that is down, nothing of one that runs', async () => {
    const world = machines();
    const llm = world.service('teaching', 'llm');
    for (const ago of [1, 2, 3]) world.runs.push({ resource: 'service:teaching/llm', atMs: nowMs - ago * 60_000 });
    world.port(8001, 'none');
    expect((await ask(world, { system: 'teaching', service: 'llm' })).next).toEqual(['/status llm']);
    world.process(llm, gone(4127));
    expect((await ask(world, { system: 'teaching', service: 'llm' })).next).toEqual(['/start llm', '/status llm']);
  });

  test('T3: finds a full file system under the logs, not only under the folder of the system', async () => {
    const world = machines();
    const logs = '/opt/smart-teaching/devops/logs';
    world.hosts.on((argv) => argv[2]?.includes('df -Pk') === true && argv.includes(logs), {
      stdout: `${df(29)}tmpfs 1000 1000 0 100% ${logs}\n`,
    });
    const report = await ask(world, { system: 'teaching' });
    expect(report.verdict).toBe('critical');
    expect(lines(report)[0]).toMatch(`critical disk ${logs}: 100 %`);
    expect(report.next).toContain('/disk teaching');
  });
});
