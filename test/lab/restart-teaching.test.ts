import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { servicesWith } from './inventory-with.ts';
import { breakService, mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

let it: LabDesk;
beforeEach(async () => {
  // What ignores TERM is killed after 2 s instead of 30.
  it = await labDesk(servicesWith((service) => ({ ...service, stopWithin: 2_000 })));
});
afterEach(async () => {
  await it.close();
  mend('h3');
});

const home = '/opt/smart-teaching';
const names = ['llm', 'backend', 'frontend'] as const;
type Name = (typeof names)[number];
const port: Readonly<Record<Name, number>> = { llm: 8001, backend: 8000, frontend: 8080 };

/** What really runs, by working folder and command, whatever the PID files say. */
const running = (): Readonly<Record<Name, string>> => {
  const seen = onHost(
    'h3',
    `for pid in $(pgrep -u teaching -f '^(/usr/bin/)?python3 main.py'); do echo "$(basename "$(readlink /proc/$pid/cwd)") $pid"; done`,
  );
  const of = (name: Name) => new RegExp(`^${name} (\\d+)$`, 'm').exec(seen)?.[1] ?? '';
  return { llm: of('llm'), backend: of('backend'), frontend: of('frontend') };
};
const pidFile = (name: Name): string => onHost('h3', `cat ${home}/devops/logs/pids/${name}.pid 2>/dev/null || true`);
const isAlive = (pid: string): boolean =>
  onHost('h3', `kill -0 ${pid} 2>/dev/null && echo alive || echo gone`) === 'alive';
const answers = (name: Name): boolean =>
  onHost('h3', `curl -s -o /dev/null -m 3 -w '%{http_code}' http://localhost:${port[name]}/ || true`) === '200';
/** When its log last said a thing, as it stands there: `2026-11-22 01:06:00,553`. */
const logged = (name: Name, words: string): string =>
  onHost('h3', `grep '${words}' ${home}/devops/logs/${name}.log | tail -n 1 | cut -c1-23`);
const rising = (stamps: readonly string[]): boolean =>
  stamps.every((stamp, at) => stamp.length === 23 && stamp > (stamps[at - 1] ?? ''));
const none = { llm: '', backend: '', frontend: '' };

async function approved(text: string) {
  const asked = await it.say('bob', text);
  expect(asked.code, said(asked)).toBe('needs-approval');
  return it.say('alice', `/approve ${asked.approvalId}`);
}

describe('S4: /restart llm', () => {
  test('S4: another process answers on its port, the others stay as they were', async () => {
    const before = running();
    const done = await it.say('bob', '/重启 大模型', true);
    expect(done.code, said(done)).toBe('ok');
    const after = running();
    expect(after.llm).not.toBe(before.llm);
    expect(after.llm).toMatch(/^\d+$/);
    expect(after).toMatchObject({ backend: before.backend, frontend: before.frontend });
    expect(isAlive(before.llm)).toBe(false);
    expect(pidFile('llm')).toBe(after.llm);
    expect(answers('llm')).toBe(true);
    expect(said(done)).toMatch(new RegExp(`^● llm is back · away .* · healthy after .* · pid ${after.llm} · run \\d+`));
  });

  test('S4: a PID file that names a stranger is put right, and the stranger lives on', async () => {
    breakService('h3', 'llm', 'stale-pid');
    const stranger = pidFile('llm');
    const done = await it.say('bob', '/restart llm', true);
    expect(done.code, said(done)).toBe('ok');
    expect(isAlive(stranger)).toBe(true);
    expect(pidFile('llm')).toBe(running().llm);
    expect(answers('llm')).toBe(true);
  });

  test('S4: a PID file whose process is gone is put right', async () => {
    breakService('h3', 'llm', 'crash');
    const stale = pidFile('llm');
    const done = await it.say('bob', '/restart llm', true);
    expect(done.code, said(done)).toBe('ok');
    expect(pidFile('llm')).not.toBe(stale);
    expect(answers('llm')).toBe(true);
  });

  test('S4: a stranger who holds the port is named and never ended', async () => {
    breakService('h3', 'llm', 'stranger');
    const stranger = onHost('h3', 'systemctl show -P MainPID lab-stranger-llm');
    for (const text of ['/restart llm', '/start llm']) {
      const refused = await it.say('bob', text, true);
      expect(refused.code).toBe('command-failed');
      expect(said(refused)).toMatch(
        new RegExp(`llm was not started: port 8001 is held by a stranger, pid ${stranger}: .*http\\.server 8001`),
      );
      expect(isAlive(stranger)).toBe(true);
      expect(running().llm).toBe('');
    }
    const stopped = await it.say('bob', '/stop llm', true);
    expect(stopped.code, said(stopped)).toBe('not-found');
    expect(isAlive(stranger)).toBe(true);
  });

  test('S4: one that ignores TERM is ended by KILL after its time', async () => {
    breakService('h3', 'llm', 'ignore-term');
    const before = running();
    const done = await it.say('bob', '/restart llm', true);
    expect(done.code, said(done)).toBe('ok');
    expect(isAlive(before.llm)).toBe(false);
    expect(logged('llm', 'SIGTERM ignored') > '').toBe(true);
    expect(running().llm).not.toBe(before.llm);
    expect(answers('llm')).toBe(true);
  });

  test.each([
    ['crash-on-start', 'Application startup failed'],
    ['no-key', 'OPENAI_API_KEY is not set'],
  ])('S4: one that ends at its start (%s) shows its last log lines', async (fault, line) => {
    breakService('h3', 'llm', fault);
    const failed = await it.say('bob', '/restart llm', true);
    expect(failed.code).toBe('command-failed');
    expect(said(failed).split('\n')[0]).toMatch(/^■ .*llm ended right after it was started/);
    expect(said(failed)).toContain(line);
    expect(onHost('h3', `tail -n 12 ${home}/devops/logs/llm.log`)).toContain(line);
    expect(running()).toMatchObject({ llm: '' });
    expect(pidFile('llm')).toBe('');
  });
});

describe('S4: /start and /stop teaching', () => {
  test('S4: stops frontend, backend, llm in this order and starts llm, backend, frontend', async () => {
    // Their logs tell the order, so each must write into the file that lies there now.
    onHost('h3', 'pkill -KILL -u teaching python3');
    mend('h3');
    const before = running();
    for (const name of names) expect(before[name]).not.toBe('');
    const stopped = await approved('/stop teaching');
    expect(stopped.code, said(stopped)).toBe('ok');
    expect(running()).toEqual(none);
    for (const name of names) expect(isAlive(before[name])).toBe(false);
    expect(names.map(pidFile)).toEqual(['', '', '']);
    const ends = names.toReversed().map((name) => logged(name, 'Shutting down'));
    expect(rising(ends), ends.join()).toBe(true);
    expect(onHost('h3', 'systemctl is-active redis-server')).toBe('active');

    const started = await it.say('bob', '/start teaching', true);
    expect(started.code, said(started)).toBe('ok');
    const begins = names.map((name) => logged(name, 'listens on port'));
    expect(rising([...ends, ...begins]), begins.join()).toBe(true);
    expect(names.map(answers)).toEqual([true, true, true]);
    expect(names.map(pidFile)).toEqual(names.map((name) => running()[name]));

    const again = running();
    const already = await it.say('bob', '/启动 教学', true);
    expect(already.code, said(already)).toBe('ok');
    expect(running()).toEqual(again);
  });

  test('S4: a /start that fails at the third leaves everything stopped, as it was', async () => {
    expect((await approved('/stop teaching')).code).toBe('ok');
    breakService('h3', 'frontend', 'crash-on-start');
    const failed = await it.say('bob', '/start teaching', true);
    expect(failed.code).toBe('command-failed');
    expect(running()).toEqual(none);
    expect(names.map(pidFile)).toEqual(['', '', '']);
    expect(said(failed).split('\n')[0]).toMatch(
      /frontend ended right after it was started.* what was done is put back/,
    );
    expect(said(failed)).toContain('Application startup failed');
  });

  test('S4: a /start that fails leaves running what ran before', async () => {
    onHost('h3', `kill -KILL ${running().frontend}`);
    breakService('h3', 'frontend', 'crash-on-start');
    const before = running();
    const failed = await it.say('bob', '/start teaching', true);
    expect(failed.code).toBe('command-failed');
    expect(running()).toEqual({ ...before, frontend: '' });
  });

  test('S4: /stop cleanup takes the temporary files it listed, never an open one, and gives them back', async () => {
    const logs = `${home}/devops/logs`;
    onHost(
      'h3',
      `cd ${logs}; runuser -u teaching -- sh -c 'echo one >a.tmp; echo two >"b 临时.tmp"; echo three >nohup.out; echo keep >keep.txt; echo held >open.tmp; ln -s keep.txt link.tmp; mkdir -p d.tmp'
       systemd-run -q --collect --unit=lab-holder --uid=teaching sh -c 'exec sleep 600 3<${logs}/open.tmp'; sleep 0.3`,
    );
    try {
      const asked = await it.say('bob', '/stop teaching cleanup');
      expect(asked.code).toBe('needs-approval');
      for (const name of ['a.tmp', 'b 临时.tmp', 'nohup.out']) expect(said(asked)).toContain(name);
      for (const name of ['keep.txt', 'link.tmp', 'd.tmp', 'llm.log'])
        expect(said(asked)).not.toContain(`mv ./${name}`);
      onHost('h3', `runuser -u teaching -- sh -c 'echo later >${logs}/later.tmp'`);

      const done = await it.say('alice', `/approve ${asked.approvalId}`);
      expect(done.code, said(done)).toBe('ok');
      const left = () => onHost('h3', `cd ${logs}; ls -d *.tmp *.out *.txt *.log 2>/dev/null || true`).split('\n');
      expect(left()).toEqual(
        expect.arrayContaining(['d.tmp', 'keep.txt', 'later.tmp', 'link.tmp', 'llm.log', 'open.tmp', 'backend.log']),
      );
      for (const name of ['a.tmp', 'b 临时.tmp', 'nohup.out']) expect(left()).not.toContain(name);
      expect(onHost('h3', `cat ${logs}/open.tmp`)).toBe('held');
      expect(said(done)).toMatch(/3 temporary files set aside/);
      expect(running()).toEqual(none);

      const undo = await it.say('bob', `/undo ${done.runId}`);
      const undone = await it.say('alice', `/approve ${undo.approvalId}`);
      expect(undone.code, said(undone)).toBe('ok');
      expect(onHost('h3', `cat ${logs}/a.tmp "${logs}/b 临时.tmp" ${logs}/nohup.out`)).toBe('one\ntwo\nthree');
      expect(names.map(answers)).toEqual([true, true, true]);
    } finally {
      onHost('h3', `systemctl stop lab-holder; cd ${logs}; rm -rf *.tmp nohup.out keep.txt .zhiban-aside-*`);
    }
  });
});
