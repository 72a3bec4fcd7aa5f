import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { servicesWith } from './inventory-with.ts';
import { breakService, mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { lineOf, said, until } from './said.ts';

let it: LabDesk;
/** The same, with less patience for what never answers. */
let impatient: LabDesk;
beforeAll(async () => {
  it = await labDesk();
  impatient = await labDesk(
    servicesWith((service) => ({
      ...service,
      ...(service.health && { health: { ...service.health, timeout: 3_000 } }),
    })),
  );
});
afterAll(async () => {
  await it.close();
  await impatient.close();
});

const ask = async (text: string, language: 'en' | 'zh' = 'en', desk = it) => {
  const answer = await desk.say('carol', text);
  return { verdict: answer.verdict, text: said(answer, language) };
};

describe('T2: /health talentlens', () => {
  afterEach(() => mend('h1'));

  test('T2: shows status, database and ai by name, with the response time, when all is well', async () => {
    const body = onHost('h1', 'curl -s http://localhost:9000/health');
    expect(JSON.parse(body)).toEqual({ status: 'healthy', database: 'connected', ai: 'available' });
    const { verdict, text } = await ask('/health talentlens');
    expect(verdict).toBe('ok');
    expect(text.split('\n')).toHaveLength(1);
    expect(text).toMatch(
      /^● talentlens · all \d+ checks ok · .*status: healthy, database: connected and ai: available/,
    );
    expect(text).toMatch(/ \d+ ms · .* CST$/);
    const chinese = await ask('/健康 人事系统', 'zh');
    expect(chinese.text).toMatch(/^● QZ·TalentLens · \d+ 项检查全部正常 · .*database:connected/);
  });

  test('T2: names the field that is not so, though the answer is 200', async () => {
    breakService('h1', 'talentlens', 'wrong-body');
    expect(onHost('h1', "curl -s -o /dev/null -w '%{http_code}' http://localhost:9000/health")).toBe('200');
    const { verdict, text } = await ask('/health talentlens');
    expect(verdict).toBe('critical');
    expect(text.split('\n')[0]).toMatch(/^■ talentlens · critical · production/);
    expect(lineOf(text, 'api')).toMatch(/^■ .*database: disconnected/);
    expect(text).not.toContain('ai: available');
    expect(text).toContain('/restart api');
  });

  test('T2: a backend that is down is named, not the nginx in front of it that answers 502', async () => {
    breakService('h1', 'talentlens', 'crash');
    expect(onHost('h1', "curl -s -o /dev/null -w '%{http_code}' http://localhost:80/")).toBe('502');
    const { verdict, text } = await ask('/health talentlens');
    expect(verdict).toBe('critical');
    expect(lineOf(text, 'api')).toMatch(/^■ .*SIGKILL/);
    expect(lineOf(text, 'nginx')).toMatch(/^● nginx +running/);
    expect(text).toContain('/restart api');
    expect(text).not.toContain('/restart nginx');
  });

  test('T2: a database that cannot be opened is seen by its field', async () => {
    onHost('h1', 'mv /opt/HR人事/backend/hr.db /opt/HR人事/backend/hr.db.away');
    try {
      expect(lineOf((await ask('/health talentlens')).text, 'api')).toMatch(/^■ .*database: disconnected/);
    } finally {
      onHost('h1', 'mv /opt/HR人事/backend/hr.db.away /opt/HR人事/backend/hr.db');
    }
  });

  test('T2: a backend that systemd starts again and again is critical, and says so', async () => {
    breakService('h1', 'talentlens', 'crash-loop');
    await until('a second start', () => onHost('h1', 'systemctl show -P NRestarts talentlens') !== '0');
    const { verdict, text } = await ask('/health talentlens');
    expect(verdict).toBe('critical');
    expect(lineOf(text, 'api')).toMatch(/^■ .*(it keeps ending and systemd starts it again|restarted by systemd)/);
  });

  test('T2: an answer later than 5 s is a warning with its time', async () => {
    breakService('h1', 'talentlens', 'slow');
    const { verdict, text } = await ask('/health talentlens');
    expect(verdict).toBe('warning');
    expect(lineOf(text, 'api')).toMatch(/^▲ .*200, but only after 8(\.\d)? s \(limit 5 s\)/);
  });

  test('T2: an answer that never comes is said so, and nginx is looked at all the same', async () => {
    breakService('h1', 'talentlens', 'hang');
    const { verdict, text } = await ask('/health talentlens', 'en', impatient);
    expect(verdict).toBe('critical');
    expect(lineOf(text, 'api')).toMatch(/^■ .*no answer on localhost:9000 within 3 s · pid \d+/);
    expect(lineOf(text, 'nginx')).toMatch(/^● /);
  });
});

describe('S1: /health teaching', () => {
  afterEach(() => mend('h3'));
  const pids = '/opt/smart-teaching/devops/logs/pids';

  test('S1: is one line with the slowest answer when all is well, by its Chinese names too', async () => {
    const { verdict, text } = await ask('/health teaching');
    expect(verdict).toBe('ok');
    expect(text).toMatch(/^● teaching · all \d+ checks ok · slowest (llm|backend|frontend) \d+ ms · .* CST$/);
    expect((await ask('/健康 教学', 'zh')).text).toMatch(/^● 智能教学助手 · \d+ 项检查全部正常 · 最慢/);
  });

  test.each([
    ['llm', '大模型', '大模型服务'],
    ['backend', '后端', '后端服务'],
    ['frontend', '前端', '前端服务'],
  ])(
    'S1: %s is also called %s, and checked alone: process, port, 200, response time',
    async (service, alias, title) => {
      expect((await ask(`/health ${service}`)).text).toMatch(
        new RegExp(`^● ${service} · all \\d+ checks ok · .*\\d+ ms`),
      );
      expect((await ask(`/健康 ${alias}`, 'zh')).text).toMatch(
        new RegExp(`^● ${title} · \\d+ 项检查全部正常 · .*\\d+ 毫秒`),
      );
      onHost('h3', `kill -KILL $(cat ${pids}/${service}.pid)`);
      const { verdict, text } = await ask(`/health ${service}`);
      expect(verdict).toBe('critical');
      expect(lineOf(text, service)).toMatch(/^■ .*process \d+ is gone/);
    },
  );

  test('S1: llm dead: llm is the cause, backend says that it needs it, frontend is well', async () => {
    breakService('h3', 'llm', 'crash');
    const { verdict, text } = await ask('/health teaching');
    const pid = onHost('h3', `cat ${pids}/llm.pid`);
    expect(verdict).toBe('critical');
    expect(text.split('\n')[1]).toMatch(new RegExp(`^■ llm +not running · process ${pid} is gone`));
    expect(text.split('\n')[2]).toMatch(/^■ backend +.*llm: disconnected .* it needs llm, which is down$/);
    expect(lineOf(text, 'frontend')).toMatch(/^● frontend +200 in \d+ ms · pid \d+/);
    expect(text).toMatch(/Next: +\/restart llm/);
    expect(text).not.toContain('/restart backend');
    const chinese = (await ask('/健康 后端', 'zh')).text;
    expect(chinese).toMatch(/^■ 后端服务 · 严重 · 生产环境/);
    expect(lineOf(chinese, '后端服务')).toContain('它依赖的大模型服务已不可用');
  });

  test('S1: a stranger on the port is named with his pid, his 200 counts for nothing', async () => {
    breakService('h3', 'llm', 'stranger');
    expect(onHost('h3', "curl -s -o /dev/null -w '%{http_code}' http://localhost:8001/")).toBe('200');
    const stranger = onHost('h3', 'systemctl show -P MainPID lab-stranger-llm');
    const { verdict, text } = await ask('/health llm');
    expect(verdict).toBe('critical');
    expect(lineOf(text, 'llm')).toMatch(
      new RegExp(`:8001 is held by a stranger, pid ${stranger}: .*http\\.server 8001`),
    );
  });

  test('S1: a PID file that names a stranger is no proof of life', async () => {
    breakService('h3', 'llm', 'stale-pid');
    const decoy = onHost('h3', `cat ${pids}/llm.pid`);
    const { verdict, text } = await ask('/health llm');
    expect(verdict).toBe('critical');
    expect(lineOf(text, 'llm')).toContain(`its PID file names a stranger, pid ${decoy}: /usr/bin/sleep infinity`);
  });

  test('S1: a frozen process lives and listens, and is critical all the same', async () => {
    const pid = onHost('h3', `kill -STOP $(cat ${pids}/frontend.pid); cat ${pids}/frontend.pid`);
    const { verdict, text } = await ask('/health teaching', 'en', impatient);
    expect(verdict).toBe('critical');
    expect(lineOf(text, 'frontend')).toMatch(new RegExp(`^■ .*no answer on localhost:8080 within 3 s · pid ${pid}`));
    expect(lineOf(text, 'llm')).toMatch(/^● /);
  });

  test('S1: backend without its Redis names redis as what is wrong', async () => {
    breakService('h3', 'redis', 'crash');
    const { verdict, text } = await ask('/health teaching');
    expect(verdict).toBe('critical');
    expect(lineOf(text, 'redis')).toMatch(/^■ .*SIGKILL/);
    expect(lineOf(text, 'backend')).toMatch(/^■ .*redis: disconnected/);
  });
});
