import { describe, expect, test } from 'vitest';
import type { Query } from '../../../src/actions/action.ts';
import { disk } from '../../../src/actions/checks/disk.ts';
import { isAtLeast } from '../../../src/actions/checks/is-at-least.ts';
import { status } from '../../../src/actions/checks/status.ts';
import { top } from '../../../src/actions/checks/top.ts';
import { version } from '../../../src/actions/checks/version.ts';
import { processesArgv } from '../../../src/actions/host/processes.ts';
import type { Report } from '../../../src/actions/report.ts';
import { df, FakeMachines, gone, killed, nowMs, running, unnamed } from '../fake-machines.ts';
import { plain } from '../plain-text.ts';
import { inventoryOf, talentlens, teaching } from '../systems.ts';

const machines = () => new FakeMachines(inventoryOf({ teaching, talentlens }));

async function ask(action: unknown, input: unknown, world = machines()): Promise<Report> {
  const query = action as Query;
  const report = await query.report(query.input.parse(input), world.context());
  if (!report.ok) throw new Error(JSON.stringify(report.failure));
  return report.value;
}
const lines = ({ blocks }: Report): readonly string[] =>
  blocks.flatMap((block) => {
    if (block.type === 'findings')
      return block.findings.map(({ mark, label, text }) => `${mark} ${plain(label)}: ${plain(text)}`);
    if (block.type === 'facts') return block.facts.map(({ label, value }) => `${plain(label)}: ${plain(value)}`);
    return block.type === 'table' ? block.rows.map((row) => row.map((cell) => plain(cell)).join(' | ')) : [];
  });

/** llm is 4101 with a worker, half a core between them. */
const busy = `hertz 100
page 4096
cores 2
uptime 100 1
cpu  0 0 0 0
p 4101 1 4101 0 50 10000 python3
p 4300 4101 4101 0 60 5000 worker
p 1 0 1 0 1 100 systemd
uptime 101 1
cpu  100 0 0 100
p 4101 1 4101 30 50 10000 python3
p 4300 4101 4101 20 60 5000 worker
p 1 0 1 90 1 100 systemd
`;

describe('/status', () => {
  test('says since when each runs, its pid, CPU and memory', async () => {
    const world = machines();
    world.hosts.on(processesArgv, { stdout: busy });
    const report = await ask(status, { system: 'teaching' }, world);
    expect(report.verdict).toBe('ok');
    expect(plain(report.headline)).toBe('teaching · all 4 running · production');
    expect(lines(report)[0]).toMatch(
      /^ok llm: running · since .* · pid 4101 · mem 220200960 B · cpu 50 % · 0\.8 % of memory$/,
    );
  });

  test('S2: one whose PID file is lost runs, and a start names it there again', async () => {
    const world = machines();
    world.process(world.service('teaching', 'backend'), unnamed(59));
    const report = await ask(status, { system: 'teaching' }, world);
    expect(report).toMatchObject({ verdict: 'warning', next: ['/start backend'] });
    expect(plain(report.headline)).toContain('all 4 running');
    expect(lines(report)[1]).toMatch(/^warning backend: runs as pid 59, its PID file is lost · since .* · mem /);
  });

  test('one that is down is to be started once its restarts are used up', async () => {
    const world = machines();
    const backend = world.service('teaching', 'backend');
    world.process(backend, gone(4127));
    const next = async () => (await ask(status, { system: 'teaching' }, world)).next;
    expect(await next()).toEqual(['/restart backend']);
    for (const ago of [1, 2, 3]) world.runs.push({ resource: 'service:teaching/backend', atMs: nowMs - ago * 60_000 });
    expect(await next()).toEqual(['/start backend']);
  });

  test('counts what does not run and offers to start it', async () => {
    const world = machines();
    world.process(world.service('teaching', 'backend'), gone(4127));
    const report = await ask(status, { system: 'teaching' }, world);
    expect(report).toMatchObject({ verdict: 'critical', next: ['/restart backend'] });
    expect(plain(report.headline)).toBe('teaching · 3 of 4 running · production');
    expect(lines(report)).toContain('critical backend: not running · process 4127 is gone');
  });

  test('says how a unit ended', async () => {
    const world = machines();
    world.process(world.service('talentlens', 'talentlens'), killed);
    const [line] = lines(await ask(status, { system: 'talentlens', service: 'talentlens' }, world));
    expect(line).toContain('failed · it was ended by SIGKILL · since');
    expect(line).toContain('last exit SIGKILL');
  });

  test('full adds CPU, memory and disk of the host and the connections of each port', async () => {
    const world = machines();
    world.hosts.on(processesArgv, { stdout: busy });
    const report = await ask(status, { system: 'teaching', detail: 'full' }, world);
    expect(lines(report)).toEqual(
      expect.arrayContaining([
        'ok cpu: 50 % of 2 cores',
        'ok memory: 50 % of 8192000000 B, 4096000000 B free',
        expect.stringMatching(/^ok disk \/: 45 % of/),
        expect.stringMatching(/^connections: 7 on :8001 · 0 on :8000/),
      ]),
    );
  });

  test('calls a unit that came up again a moment ago critical: it keeps ending', async () => {
    const world = machines();
    const service = world.service('talentlens', 'talentlens');
    const since = Math.round(nowMs / 1_000) - 5;
    const again = running(service, 4100).replace(
      /ActiveEnterTimestamp=.*/,
      `ActiveEnterTimestamp=@${since}\nNRestarts=4`,
    );
    const report = await ask(status, { system: 'talentlens' }, world.process(service, again));
    expect(report.verdict).toBe('critical');
    expect(lines(report).join()).toContain('restarted by systemd 4 times');
  });

  test('asks each host once', async () => {
    const world = machines();
    await ask(status, { system: 'teaching', detail: 'full' }, world);
    expect(new Set(world.hosts.asked.map(({ round }) => round)).size).toBe(1);
  });

  test('of a silent host is unknown, not down', async () => {
    const world = machines();
    world.hosts.silent('h3');
    const report = await ask(status, { system: 'teaching' }, world);
    expect(report).toMatchObject({ verdict: 'unknown', next: ['/health teaching'] });
  });
});

describe('/top', () => {
  test('lists the processes of each service, the busiest first', async () => {
    const world = machines();
    world.hosts.on(processesArgv, { stdout: busy });
    const report = await ask(top, { system: 'teaching', service: 'llm' }, world);
    expect(plain(report.headline)).toContain('busiest llm 50 % cpu');
    expect(lines(report)).toEqual([
      'ok cpu: 50 % of 2 cores',
      'ok memory: 50 % of 8192000000 B, 4096000000 B free',
      'ok load: 0.40 · 0.30 · 0.20 over 1, 5 and 15 min',
      'llm | 4101 | python3 | 30 | 40960000 B',
      'llm | 4300 | worker | 20 | 20480000 B',
    ]);
  });

  test('warns above the threshold', async () => {
    const world = machines();
    world.hosts.on(processesArgv, { stdout: busy.replace('cpu  100 0 0 100', 'cpu  190 0 0 10') });
    const report = await ask(top, { system: 'teaching' }, world);
    expect(report.verdict).toBe('warning');
    expect(lines(report)[0]).toBe('warning cpu: 95 % of 2 cores (limit 80 %)');
  });
});

describe('/disk', () => {
  const counted = 'whole 1000 /opt/HR人事\nwhole 300 /var/log/talentlens\npartly 77 /backup/talentlens\n';
  test('shows the room and the size of each place', async () => {
    const world = machines();
    world.hosts.on((argv) => argv[2]?.includes('du -sb') === true, { stdout: counted });
    const report = await ask(disk, { system: 'talentlens' }, world);
    expect(report.verdict).toBe('ok');
    expect(plain(report.headline)).toBe('talentlens · fullest / 45 % · lab');
    expect(lines(report).slice(1)).toEqual([
      'ok the system: 1000 B in /opt/HR人事',
      'ok logs: 300 B in /var/log/talentlens',
      'ok backups: at least 77 B in /backup/talentlens, not all of it may be read',
    ]);
  });

  test('counts a database with its side files', async () => {
    const world = machines();
    const main = '/opt/smart-teaching/smart_teaching.db';
    world.hosts.on((argv) => argv[2]?.includes('du -sb') === true, {
      stdout: `whole 9 /opt/smart-teaching\nwhole 1 /opt/smart-teaching/devops/logs\nwhole 100 ${main}\nwhole 20 ${main}-wal\nmissing 0 ${main}-shm\n`,
    });
    expect(lines(await ask(disk, { system: 'teaching' }, world))).toContain(`ok database main: 120 B in ${main}`);
  });

  test('judges by the threshold and names what is not there', async () => {
    const world = machines();
    world.hosts
      .on((argv) => argv[2]?.includes('df -Pk') === true, { stdout: df(98) })
      .on((argv) => argv[2]?.includes('du -sb') === true, {
        stdout: 'missing 0 /backup/talentlens\ntoo-slow 0 /opt/HR人事\n',
      });
    const report = await ask(disk, { system: 'talentlens' }, world);
    expect(report.verdict).toBe('critical');
    expect(lines(report)).toContain('warning backups: /backup/talentlens is not there');
    expect(lines(report)).toContain('unknown the system: /opt/HR人事 has too much in it to be counted within 4000 ms');
  });
});

describe('/version', () => {
  const world = (python: string) => {
    const made = machines();
    made.hosts
      .on((argv) => argv[0] === 'head', { stdout: '1.0\n' })
      .on((argv) => argv.includes('python3'), { stdout: `${python}\n` });
    return made;
  };

  test('shows the version file and the runtimes against their least versions', async () => {
    const report = await ask(version, { system: 'teaching' }, world('Python 3.11.2'));
    expect(plain(report.headline)).toBe('teaching · 1.0 · production');
    expect(lines(report)).toEqual(['ok version: 1.0', 'ok python3: 3.11.2 (least 3.8)']);
  });

  test('warns of one that is too old', async () => {
    const report = await ask(version, { system: 'teaching' }, world('Python 3.7.17'));
    expect(report.verdict).toBe('warning');
    expect(lines(report)[1]).toBe('warning python3: 3.7.17, older than the least 3.8');
  });

  test('says that nothing is configured', async () => {
    const query = version as Query;
    expect(await query.report({ system: 'talentlens' }, machines().context())).toMatchObject({
      ok: false,
      failure: { code: 'not-found' },
    });
  });

  test.each([
    ['3.11.2', '3.8', true],
    ['3.8', '3.8', true],
    ['3.8.0', '3.8.1', false],
    ['18', '18.0', true],
    ['7.0.15', '6', true],
    ['5.9', '6', false],
    ['10.2', '9.9', true],
  ])('%s is at least %s: %s', (found, least, enough) => expect(isAtLeast(found, least)).toBe(enough));
});
