import { describe, expect, test } from 'vitest';
import type { Query } from '../../../src/actions/action.ts';
import { health } from '../../../src/actions/checks/health.ts';
import type { Report } from '../../../src/actions/report.ts';
import { fail } from '../../../src/actions/result.ts';
import { outside } from '../../../src/actions/text.ts';
import { df, FakeMachines, gone, killed, nowMs, strangerNamed } from '../fake-machines.ts';
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
  test('says in one line that all is well, with the slowest answer', async () => {
    const world = machines();
    world.answers(world.service('teaching', 'backend'), {}, 77);
    const report = await ask(world, { system: 'teaching' });
    expect(report).toMatchObject({ verdict: 'ok', blocks: [], next: [] });
    expect(plain(report.headline)).toBe('teaching · all 17 checks ok · slowest backend 77 ms');
    expect(plain(report.headline, 'zh')).toContain('智能教学助手 · 17 项检查全部正常');
  });

  test('shows each part of a single answer by its name', async () => {
    const report = await ask(machines(), { system: 'talentlens' });
    expect(plain(report.headline)).toContain('status: healthy, database: connected, ai: available');
  });

  test('names the cause first, and says of the others that they need it', async () => {
    const world = machines();
    const llm = world.service('teaching', 'llm');
    world.process(llm, gone(4127)).port(8001, 'none');
    world.hosts.page('http://localhost:8001/', fail('unreachable', outside('connection refused')).failure);
    world.answers(world.service('teaching', 'backend'), { status: 'degraded' });
    const report = await ask(world, { system: 'teaching' });
    expect(report.verdict).toBe('critical');
    expect(plain(report.headline)).toBe('teaching · critical · production');
    expect(lines(report).slice(0, 2)).toEqual([
      'critical llm: not running · process 4127 is gone',
      expect.stringMatching(/^critical backend: status: degraded · pid 4100 .* — it needs llm, which is down$/),
    ]);
    expect(report.next.slice(0, 2)).toEqual(['/restart llm', '/status llm']);
  });

  test('judges a body by its fields and names each that is wrong', async () => {
    const world = machines();
    world.answers(world.service('talentlens', 'talentlens'), { database: 'disconnected', ai: undefined });
    const report = await ask(world, { system: 'talentlens' });
    expect(report.verdict).toBe('critical');
    expect(lines(report)[0]).toMatch(/^critical talentlens: database: disconnected · ai is missing · pid 4100/);
    expect(report.next[0]).toBe('/restart talentlens');
  });

  test.each([
    ['no JSON', { body: '<html>' }, 'answers 200, but not with JSON'],
    ['another status', { status: 503, body: '{"status":"healthy"}' }, 'answers 503, not 200'],
    ['too slow', { body: '{"status":"healthy"}', tookMs: 6_200 }, '200, but only after 6200 ms (limit 5000 ms)'],
  ])('finds an answer that is %s', async (_what, answer, words) => {
    const world = machines();
    world.hosts.page('http://localhost:8001/', answer);
    expect(lines(await ask(world, { system: 'teaching', service: 'llm' }))[0]).toContain(words);
  });

  test('finds one that listens and does not answer in time', async () => {
    const world = machines();
    world.hosts.page('http://localhost:8001/', fail('timed-out', outside('late')).failure);
    const report = await ask(world, { system: 'teaching', service: 'llm' });
    expect(lines(report)[0]).toContain('no answer on localhost:8001 within 9000 ms · pid 4101');
  });

  test('finds a process that lives and does not listen', async () => {
    const world = machines().port(8001, 'none');
    world.hosts.page('http://localhost:8001/', fail('unreachable', outside('refused')).failure);
    expect(lines(await ask(world, { system: 'teaching', service: 'llm' }))[0]).toContain(
      'runs, but nothing listens on :8001',
    );
  });

  test('names a stranger on the port, whose answer counts for nothing', async () => {
    const world = machines().port(8001, 'held 4711 1 4711 python3 -m http.server 8001');
    world.process(world.service('teaching', 'llm'), gone(4127));
    const report = await ask(world, { system: 'teaching', service: 'llm' });
    expect(report.verdict).toBe('critical');
    expect(lines(report)[0]).toContain(':8001 is held by a stranger, pid 4711: python3 -m http.server 8001');
    // Starting it again would fail as long as he is there.
    expect(report.next).toEqual(['/status llm']);
  });

  test('does not take the workers of a service for strangers', async () => {
    const world = machines().port(8001, 'held 4999 4101 77 worker');
    expect((await ask(world, { system: 'teaching', service: 'llm' })).verdict).toBe('ok');
  });

  test('names a stranger in the PID file', async () => {
    const world = machines();
    world.process(world.service('teaching', 'llm'), strangerNamed(4711, 'sleep infinity'));
    const report = await ask(world, { system: 'teaching', service: 'llm' });
    expect(lines(report)[0]).toContain('its PID file names a stranger, pid 4711: sleep infinity');
    expect(lines(report, 'zh')[0]).toContain('大模型服务: PID 文件指向其他进程 4711:sleep infinity');
  });

  test('says how a unit came to its end', async () => {
    const world = machines().port(9000, 'none');
    world.process(world.service('talentlens', 'talentlens'), killed);
    world.hosts.page('http://localhost:9000/health', fail('unreachable', outside('refused')).failure);
    expect(lines(await ask(world, { system: 'talentlens' }))[0]).toContain('failed · it was ended by SIGKILL · since');
  });

  test('does not know about a silent host, and delays nobody for it', async () => {
    const world = machines();
    world.hosts.silent('h3', 'timed-out');
    const report = await ask(world, { system: 'teaching' });
    expect(report.verdict).toBe('unknown');
    expect(lines(report)).toEqual(['unknown host h3: h3 does not answer Not known: llm, backend, frontend, redis']);
    expect(world.hosts.asked.every(({ timeoutMs }) => timeoutMs <= 10_000)).toBe(true);
  });

  test('warns of a disk above its threshold, or calls it critical where that is configured', async () => {
    const world = machines();
    world.hosts.on((argv) => argv[2]?.includes('df -Pk') === true, { stdout: df(91) });
    const warned = await ask(world, { system: 'teaching' });
    expect(warned.verdict).toBe('warning');
    expect(lines(warned)[0]).toMatch(/^warning disk \/: 91 % of \d+ B \(limit 90 %\)/);
    expect(warned.next).toContain('/disk teaching');
    expect((await ask(world, { system: 'talentlens' })).verdict).toBe('critical');
  });

  test('asks each host once beside the answers, all at the same time', async () => {
    const world = machines();
    await ask(world, { system: 'teaching' });
    const rounds = new Set(world.hosts.asked.filter(({ kind }) => kind === 'exec').map(({ round }) => round));
    expect(rounds.size).toBe(1);
    expect(world.hosts.asked.filter(({ kind }) => kind === 'request')).toHaveLength(3);
  });

  test('of one service says nothing about the others, unless what it needs is down', async () => {
    const world = machines();
    world.answers(world.service('teaching', 'frontend'), {}, 9_000);
    expect((await ask(world, { system: 'teaching', service: 'backend' })).verdict).toBe('ok');
    world.process(world.service('teaching', 'llm'), gone(4127)).port(8001, 'none');
    world.answers(world.service('teaching', 'backend'), { status: 'degraded' });
    const report = await ask(world, { system: 'teaching', service: 'backend' });
    expect(lines(report).map((line) => line.split(':')[0])).toEqual([
      'critical llm',
      'critical backend',
      expect.any(String),
      expect.any(String),
    ]);
  });

  test('says where it had to ask on the host itself', async () => {
    const world = machines();
    world.hosts.page('http://localhost:8001/', { body: '{"status":"healthy"}', forwarding: 'exec' });
    const words = 'asked on h3 itself, where forwarding is off';
    expect(plain((await ask(world, { system: 'teaching', service: 'llm' })).headline)).toContain(words);
    world.port(8001, 'none');
    const { blocks } = await ask(world, { system: 'teaching', service: 'llm' });
    expect(blocks.map((block) => (block.type === 'text' ? plain(block.text) : ''))).toContain(words);
  });

  test('says that it knows no such system or service', async () => {
    const query = health as Query;
    const answer = await query.report({ system: 'teaching', service: 'lm' }, machines().context());
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not-found' } });
  });
});

describe('/health on data', () => {
  const database = (stdout: string) => (world: FakeMachines) =>
    world.hosts.on((argv) => argv[2]?.includes('freelist_count') === true, { stdout });

  test('B1: says in the one line of all well that nothing was ever backed up', async () => {
    const report = await ask(machines(), { system: 'talentlens' });
    expect(report.verdict).toBe('ok');
    expect(plain(report.headline)).toContain('not backed up yet: /backup now talentlens');
  });

  test('B1: shows what is wrong with the backups, once there were any', async () => {
    const world = machines();
    const begun = { id: 'AAAAAA', system: 'talentlens', host: 'h1', folder: '/backup/talentlens/A', runId: 1 };
    await world.backups.begin({ ...begun, startedAtMs: nowMs - 3_600_000 });
    await world.backups.failed('AAAAAA', nowMs);
    const report = await ask(world, { system: 'talentlens' });
    expect(report.verdict).toBe('critical');
    expect(lines(report).slice(0, 1)).toEqual(['critical backup: there is no verified backup']);
    expect(lines(report)).toContainEqual(expect.stringMatching(/^warning backup: backup AAAAAA failed/));
    expect(report.next).toContain('/backup list talentlens');
  });

  test('T12: a damaged database is critical though every service is well, and says what to type', async () => {
    const world = machines();
    database('bytes 40960\nwhy database disk image is malformed\nstate damaged\n')(world);
    const report = await ask(world, { system: 'teaching' });
    expect(report.verdict).toBe('critical');
    expect(lines(report)[0]).toMatch(
      /^critical database main: \/opt\/.*smart_teaching\.db is damaged: database disk image/,
    );
    expect(report.next).toContain('/backup list teaching');
  });

  test('one that is locked for a moment is unknown, never called well or damaged', async () => {
    const world = machines();
    database('bytes 40960\nwhy database is locked\nstate unknown\n')(world);
    const report = await ask(world, { system: 'teaching' });
    expect(report.verdict).toBe('unknown');
    expect(lines(report)).toContainEqual(expect.stringContaining('could not be opened: database is locked'));
  });
});
