import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { breakService, mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { bytesIn, clockOf, lineOf, said, until } from './said.ts';

let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
});
afterAll(() => it.close());

const ask = async (text: string) => said(await it.say('carol', text));
const unit = (name: string, property: string): string =>
  onHost('h1', `systemctl show --timestamp=unix -P ${property} ${name}`);
/** Of a process and all it started, in bytes, as the host's own ps counts. */
const rssOf = (host: string, pid: string): number =>
  Number(onHost(host, `ps -o rss= -p ${pid} --ppid ${pid} | awk '{ sum += $1 } END { print sum * 1024 }'`));

describe('T1: /status talentlens', () => {
  afterEach(() => mend('h1'));

  test('T1: says state, since when, pid and memory of the unit and of nginx', async () => {
    const text = await ask('/status talentlens');
    expect(text.split('\n')[0]).toContain('● talentlens · all 2 running · production');
    for (const [label, name] of [
      ['api', 'talentlens'],
      ['nginx', 'nginx'],
    ] as const) {
      const line = lineOf(text, label);
      const pid = unit(name, 'MainPID');
      expect(line).toMatch(new RegExp(`^● .* running · .*pid ${pid} · `));
      expect(line).toContain(`since ${clockOf(Number(unit(name, 'ActiveEnterTimestamp').slice(1)))} (`);
      const seen = bytesIn(line, /mem /);
      expect(seen / rssOf('h1', pid)).toBeGreaterThan(0.7);
      expect(seen / rssOf('h1', pid)).toBeLessThan(1.4);
    }
  });

  test('T1: says how a unit that is down came to its end', async () => {
    breakService('h1', 'talentlens', 'crash');
    const killed = await ask('/status talentlens');
    expect(killed).toMatch(/^■ critical · talentlens · 1 of 2 running/);
    expect(lineOf(killed, 'api')).toMatch(/^■ api +failed · it was ended by SIGKILL · since /);
    expect(lineOf(killed, 'nginx')).toMatch(/^● .*running/);
    mend('h1');
    breakService('h1', 'talentlens', 'crash-on-start');
    onHost('h1', 'systemctl restart talentlens; sleep 0.5');
    expect(unit('talentlens', 'ExecMainStatus')).toBe('1');
    expect(lineOf(await ask('/status talentlens'), 'api')).toMatch(/failed · it ended with exit code 1 · since /);
    mend('h1');
    onHost('h1', 'systemctl stop talentlens');
    const state = unit('talentlens', 'ActiveState') === 'failed' ? 'failed' : 'not running';
    const stopped = lineOf(await ask('/status talentlens'), 'api');
    expect(stopped).toMatch(new RegExp(`${state} · .*since .* · last exit ${unit('talentlens', 'ExecMainStatus')}$`));
  });

  test('T1: says that systemd starts it again and again', async () => {
    breakService('h1', 'talentlens', 'crash-loop');
    const text = await ask('/status talentlens');
    expect(lineOf(text, 'api')).toMatch(
      /^■ .*starting · it (keeps ending|ended and systemd starts it again)|^■ .*running · .* · restarted by systemd \d+ time/,
    );
  });
});

describe('S2: /status teaching', () => {
  afterEach(() => mend('h3'));

  const services = ['llm', 'backend', 'frontend'] as const;
  const pidOf = (service: string): string => onHost('h3', `cat /opt/smart-teaching/devops/logs/pids/${service}.pid`);

  test('S2: says pid, CPU and memory of each process', async () => {
    const text = await ask('/status teaching');
    for (const service of services) {
      const line = lineOf(text, service);
      const pid = pidOf(service);
      expect(line).toMatch(
        new RegExp(`^● ${service} +running · .*pid ${pid} · .*cpu [\\d.]+ % · [\\d.]+ % of memory$`),
      );
      const started = onHost('h3', `date -d "$(ps -o lstart= -p ${pid})" +%s`);
      expect([-1, 0, 1].map((off) => clockOf(Number(started) + off)).some((at) => line.includes(at))).toBe(true);
      const total = Number(onHost('h3', "awk '/MemTotal/ { print $2 * 1024 }' /proc/meminfo"));
      const share = Number(/([\d.]+) % of memory/.exec(line)?.[1]);
      expect(Math.abs(share - (100 * rssOf('h3', pid)) / total)).toBeLessThan(0.1);
      expect(bytesIn(line, /mem /) / rssOf('h3', pid)).toBeCloseTo(1, 0);
    }
  });

  test('S2: a process that is at work is seen to use CPU', async () => {
    onHost(
      'h3',
      'systemd-run -q --collect --unit=lab-load sh -c "while :; do curl -s -o /dev/null http://127.0.0.1:8001/; done"',
    );
    const cpu = async () => Number(/cpu ([\d.]+) %/.exec(lineOf(await ask('/status llm'), 'llm'))?.[1]);
    await until('llm uses CPU', async () => (await cpu()) > 1).finally(() => onHost('h3', 'systemctl stop lab-load'));
  });

  test('S2: full adds CPU, memory and disk of the host, and the connections of each port', async () => {
    const hold =
      "import socket,time; held=[socket.create_connection(('127.0.0.1',8000)) for _ in range(7)]; time.sleep(6)";
    onHost('h3', `nohup python3 -c "${hold}" >/dev/null 2>&1 & sleep 0.5`);
    const text = await ask('/status teaching full');
    const disk = onHost('h3', "df -P /opt/smart-teaching | awk 'NR == 2 { print $5 + 0 }'");
    const used = Number(onHost('h3', "free -b | awk '/^Mem:/ { print 100 * ($2 - $7) / $2 }'"));
    const cores = onHost('h3', 'nproc');
    expect(lineOf(text, 'cpu')).toMatch(new RegExp(`[\\d.]+ % of ${cores} cores`));
    expect(Number(/memory +(\d+) %/.exec(text)?.[1])).toBeGreaterThan(used - 4);
    expect(Number(/memory +(\d+) %/.exec(text)?.[1])).toBeLessThan(used + 4);
    expect(Math.abs(Number(/disk \/ +(\d+) %/.exec(text)?.[1]) - Number(disk))).toBeLessThanOrEqual(1);
    expect(Number(/connections.*?(\d+) on :8000/.exec(text)?.[1])).toBeGreaterThanOrEqual(7);
    expect(text).toMatch(/\d+ on :8001.*\d+ on :8080.*\d+ on :6379/);
    expect(await ask('/status teaching')).not.toContain('connections');
  });

  test('S2: in Chinese it is called by its Chinese names', async () => {
    const answer = await it.say('carol', '/状态 教学 完整');
    const text = said(answer, 'zh');
    expect(text.split('\n')[0]).toContain('智能教学助手 · 4 个服务全部运行中 · 生产环境');
    expect(lineOf(text, '大模型服务')).toContain(`进程 ${pidOf('llm')}`);
  });
});
