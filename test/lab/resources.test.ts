import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { bytesIn, lineOf, said, until } from './said.ts';

let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
});
afterAll(() => it.close());
afterEach(() => mend('h1'));

const ask = async (text: string) => {
  const answer = await it.say('carol', text);
  return { verdict: answer.verdict, text: said(answer) };
};
const number = (script: string): number => Number(onHost('h1', script));

test('T3: /disk says what df and du say: mount, logs, hr.db, backups', async () => {
  onHost(
    'h1',
    'head -c 3100000 /dev/zero >/backup/talentlens/lab-1.db; head -c 2100000 /dev/zero >/var/log/talentlens/lab.log.1',
  );
  try {
    const { verdict, text } = await ask('/disk talentlens');
    expect(verdict).toBe('ok');
    const used = number("df -P /opt/HR人事 | awk 'NR == 2 { print $5 + 0 }'");
    expect(Math.abs(Number(/● disk \/ +(\d+) %/.exec(text)?.[1]) - used)).toBeLessThanOrEqual(1);
    const total = number("df -PB1 / | awk 'NR == 2 { print $2 }'");
    expect(bytesIn(text, /disk \/ +\d+ % of /) / total).toBeCloseTo(1, 1);
    for (const [path, size] of [
      ['/var/log/talentlens', number('du -sb /var/log/talentlens | cut -f1')],
      [
        '/opt/HR人事/backend/hr.db',
        number(
          'cat /opt/HR人事/backend/hr.db /opt/HR人事/backend/hr.db-wal /opt/HR人事/backend/hr.db-shm 2>/dev/null | wc -c',
        ),
      ],
      ['/backup/talentlens', number('du -sb /backup/talentlens | cut -f1')],
    ] as const) {
      const line = text.split('\n').find((each) => each.endsWith(` in ${path}`)) ?? '';
      const ratio = bytesIn(line, / /) / size;
      expect(ratio, line).toBeGreaterThan(0.95);
      expect(ratio, line).toBeLessThan(1.05);
    }
  } finally {
    onHost('h1', 'rm /backup/talentlens/lab-1.db /var/log/talentlens/lab.log.1');
  }
});

test('T3: /disk names a full mount, which its manual calls critical', async () => {
  onHost(
    'h1',
    'mount -t tmpfs -o size=1m,mode=750,uid=ops,gid=ops lab-full /backup/talentlens; dd if=/dev/zero of=/backup/talentlens/.lab-full bs=64k status=none 2>/dev/null || true',
  );
  const { verdict, text } = await ask('/disk talentlens');
  expect(verdict).toBe('critical');
  expect(text.split('\n')[0]).toMatch(/^■ .*talentlens · fullest \/backup\/talentlens 100 %/);
  expect(lineOf(text, 'disk /backup/talentlens')).toMatch(/^■ .*100 % of 1 MB \(limit 90 %\)/);
  expect(lineOf(text, 'disk /')).toMatch(/^● /);
});

test('T3: /disk says that a database is not there', async () => {
  onHost('h1', 'mv /opt/HR人事/backend/hr.db /opt/HR人事/backend/hr.db.away');
  try {
    const { verdict, text } = await ask('/disk talentlens');
    expect(verdict).toBe('warning');
    expect(lineOf(text, 'database main')).toMatch(/^▲ .*\/opt\/HR人事\/backend\/hr\.db is not there/);
  } finally {
    onHost('h1', 'mv /opt/HR人事/backend/hr.db.away /opt/HR人事/backend/hr.db');
  }
});

test('T3: /top lists the parent and each uvicorn worker with its PID and memory, as ps does, and load and memory of the host', async () => {
  const main = onHost('h1', 'systemctl show -P MainPID talentlens');
  const workers = onHost('h1', `pgrep -P ${main}`).split('\n');
  expect(workers).toHaveLength(4);
  const { text } = await ask('/top talentlens');
  const rows = new Map(
    [...text.matchAll(/^ +(?:api|nginx) +(\d+) +(\S+) +([\d.]+) +([\d.]+ [KMG]?B)$/gm)].map(([line, pid = '']) => [
      pid,
      line,
    ]),
  );
  const nginx = onHost('h1', 'pgrep -x nginx').split('\n');
  expect(new Set(rows.keys())).toEqual(new Set([main, ...workers, ...nginx]));
  for (const pid of [main, ...workers]) {
    const row = rows.get(pid) ?? '';
    expect(row).toContain('uvicorn');
    const ratio = bytesIn(row, /[\d.]+ +/) / (number(`ps -o rss= -p ${pid}`) * 1_024);
    expect(ratio, row).toBeGreaterThan(0.85);
    expect(ratio, row).toBeLessThan(1.15);
  }
  const load = Number(onHost('h1', "cut -d' ' -f2 /proc/loadavg"));
  expect(Math.abs(Number(/load +[\d.]+ · ([\d.]+) · /.exec(text)?.[1]) - load)).toBeLessThan(0.5);
  const used = number("free -b | awk '/^Mem:/ { print 100 * ($2 - $7) / $2 }'");
  expect(Math.abs(Number(/memory +(\d+) %/.exec(text)?.[1]) - used)).toBeLessThan(4);
  expect(lineOf(text, 'cpu')).toMatch(new RegExp(`\\d+ % of ${onHost('h1', 'nproc')} cores`));
});

test('T3: /top shows who is at work', async () => {
  onHost(
    'h1',
    'systemd-run -q --collect --unit=lab-load sh -c "while :; do curl -s -o /dev/null http://127.0.0.1:9000/health; done"',
  );
  const cpu = async () => Number(/busiest api ([\d.]+) % cpu/.exec((await ask('/top talentlens')).text)?.[1]);
  await until('api uses CPU', async () => (await cpu()) > 1).finally(() => onHost('h1', 'systemctl stop lab-load'));
});
