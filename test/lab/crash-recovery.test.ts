import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rotatingThird } from '../rotating-third.ts';
import { command, mend, onHost, stateFolder, zhiban } from './lab.ts';

const root = join(import.meta.dirname, '../roots/killed-at-a-write.ts');
const pidFile = '/opt/smart-teaching/devops/logs/pids/llm.pid';

/** What the host itself knows: the PID, and how often the service was started since the test began. */
const host = {
  pid: () => onHost('h3', `cat ${pidFile}`),
  healthy: () => onHost('h3', 'curl -s -o /dev/null -m 3 -w "%{http_code}" http://localhost:8001/ || true') === '200',
  starts: () => Number(onHost('h3', 'grep -c "listens on port" /opt/smart-teaching/devops/logs/llm.log')),
  processes: () => Number(onHost('h3', 'pgrep -c -u teaching -f "^python3 main.py" || true')),
};

afterAll(() => mend('h3'));

/** `/restart llm` has three steps: stop, start, wait. */
const steps = 3;
const points = 4 * steps + 4;

describe(`kill -9 at each of ${points} points of /restart llm`, () => {
  let before = '';
  let startsBefore = 0;
  let state = stateFolder();
  afterEach(() => state.remove());
  beforeEach(() => {
    // Each in a state of its own: a fourth restart within the hour would be refused.
    state = stateFolder();
    mend('h3');
    before = host.pid();
    startsBefore = host.starts();
  });

  test.each(rotatingThird(points))('point %i: no step twice, no run lost, the state told truly', async (point) => {
    const killed = await zhiban(state.path, ['/restart llm', 'bob'], root, { ZHIBAN_KILL_AT: String(point) });
    expect(killed.signal).toBe('SIGKILL');

    const listed = await command(state.path, 'bob', '/runs 1');
    const id = Number(/^\s*(\d+)\s/m.exec(listed.json.text.replace(/[│|]/g, ' '))?.[1] ?? 0);
    const shown = await command(state.path, 'bob', `/run ${id}`);
    if (point === 1) {
      // Killed before anything was written: nothing happened, and nothing is held.
      expect(host.pid()).toBe(before);
    } else if (point >= points) {
      expect(shown.json.text).toContain('succeeded');
    } else {
      expect(shown.json.text).toContain('interrupted');
      const busy = await command(state.path, 'bob', '/restart llm', '--yes');
      expect(busy.json.code).toBe('busy');
      const resumed = await command(state.path, 'bob', `/resume ${id}`);
      expect(resumed.json, resumed.stdout + resumed.stderr).toMatchObject({ ok: true, code: 'ok' });
    }
    if (point > 1) {
      expect(host.pid()).not.toBe(before);
      expect(host.starts() - startsBefore).toBe(1);
      expect(onHost('h3', `kill -0 ${before} 2>/dev/null && echo alive || echo gone`)).toBe('gone');
    }
    expect(host.healthy()).toBe(true);
    expect(host.processes()).toBe(3);
  });
});
