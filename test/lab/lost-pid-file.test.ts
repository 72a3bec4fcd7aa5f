import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { servicesWith } from './inventory-with.ts';
import { breakService, mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const logs = '/opt/smart-teaching/devops/logs';
let it: LabDesk;
beforeEach(async () => {
  it = await labDesk(servicesWith((service) => ({ ...service, stopWithin: 2_000 })));
});
afterEach(async () => {
  await it.close();
  mend('h3');
});

const pidFile = (name: string): string => onHost('h3', `cat ${logs}/pids/${name}.pid 2>/dev/null || true`);
const isAlive = (pid: string): boolean =>
  onHost('h3', `kill -0 ${pid} 2>/dev/null && echo alive || echo gone`) === 'alive';

describe('S4: a PID file is lost while its service runs', () => {
  test('S4: said so, /start names it there again, and /restart takes that very process', async () => {
    const pid = pidFile('backend');
    onHost('h3', `rm ${logs}/pids/backend.pid`);
    for (const text of ['/status backend', '/health backend']) {
      const answer = await it.say('bob', text);
      expect(answer.verdict, said(answer)).toBe('warning');
      expect(said(answer)).toContain(`runs as pid ${pid}, its PID file is lost`);
      expect(said(answer)).not.toContain('stranger');
    }
    const named = await it.say('bob', '/start backend', true);
    expect(named.code, said(named)).toBe('ok');
    expect([pidFile('backend'), isAlive(pid)]).toEqual([pid, true]);
    onHost('h3', `: > ${logs}/pids/backend.pid`);
    const done = await it.say('bob', '/restart backend', true);
    expect(done.code, said(done)).toBe('ok');
    expect(isAlive(pid)).toBe(false);
    expect(isAlive(pidFile('backend'))).toBe(true);
  });

  test('S4: /stop takes it after a second person, and is refused once nothing runs', async () => {
    const pid = pidFile('backend');
    onHost('h3', `rm ${logs}/pids/backend.pid`);
    const asked = await it.say('bob', '/stop backend');
    expect(asked.code, said(asked)).toBe('needs-approval');
    const stopped = await it.say('alice', `/approve ${asked.approvalId}`);
    expect(stopped.code, said(stopped)).toBe('ok');
    expect(isAlive(pid)).toBe(false);
    const again = await it.say('bob', '/stop backend');
    expect(again.code, said(again)).toBe('not-found');
  });
});

describe('S4: what was down before a restart', () => {
  test('S4: is said to have been down, and teaches nothing of how long a restart takes', async () => {
    onHost('h3', `kill -KILL ${pidFile('llm')}`);
    const done = await it.say('bob', '/restart llm', true);
    expect(done.code, said(done)).toBe('ok');
    expect(said(done)).toContain('llm is back · was down before');
    expect(said(done)).not.toContain('away');
    expect(await it.desk.history.awayTimes({ resource: 'service:teaching/llm', limit: 5 })).toEqual([]);
  });

  test('S4: and a restart that starts nothing has changed nothing, and counts for nothing', async () => {
    breakService('h3', 'llm', 'crash-on-start');
    onHost('h3', `kill -KILL ${pidFile('llm')} 2>/dev/null || true`);
    const failed = await it.say('bob', '/restart llm', true);
    expect(failed.code, said(failed)).toBe('command-failed');
    expect(said(failed)).not.toContain('stays');
    expect(said(failed)).toContain('there was nothing to do');
    const resource = 'service:teaching/llm';
    expect(await it.desk.history.startsOf({ actions: ['restart'], resource, sinceMs: 0 })).toEqual([]);
  });
});

describe('T3: a full disk under the logs', () => {
  const lab = (what: string, ...words: readonly string[]) => execFileSync(`lab/${what}`, words, { stdio: 'ignore' });
  afterEach(() => lab('unfill', 'h3', logs));

  test('T3: /health says so, and a /restart for which there is no room leads to /disk', async () => {
    lab('fill', 'h3', logs);
    const answer = await it.say('bob', '/health teaching');
    expect(answer.verdict, said(answer)).toBe('critical');
    expect(said(answer)).toMatch(/disk \/opt\/smart-teaching\/devops\/logs\s+100 %/);
    const disks = await it.say('bob', '/disk teaching');
    expect(said(disks)).toMatch(/■ disk \/opt\/smart-teaching\/devops\/logs\s+100 %/);
    const failed = await it.say('bob', '/restart llm', true);
    expect(failed.code, said(failed)).toBe('command-failed');
    expect(said(failed)).toContain('is full');
    expect(said(failed)).toContain('/disk teaching');
  });
});
