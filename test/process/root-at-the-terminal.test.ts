import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf } from './cli.ts';
import { fromSource, oneProductionSystem } from './one-production-system.ts';

/** Root is the one OS user who may be anybody, so a yes of root's is nobody's second yes, by whatever way it comes. */
describe.skipIf(process.getuid?.() !== 0)('root in the name of an approver', () => {
  let made: { readonly dir: string; readonly home: string };
  beforeAll(async () => {
    made = await oneProductionSystem(['sleep', '1000']);
    // What does not run needs nobody's yes to be stopped.
    const started = await fromSource(['run', '/start web', '--as', 'alice', '--yes', '--config', made.dir, '--json']);
    expect(jsonOf(started).code, started.stderr).toBe('ok');
  });
  afterAll(() => {
    process.kill(Number(readFileSync(join(made.home, 'app/web.pid'), 'utf8')));
    rmSync(made.home, { recursive: true, force: true });
  });

  const asked = async (): Promise<string> => {
    const answer = await fromSource(['run', '/stop web', '--as', 'bob', '--config', made.dir, '--json']);
    const { code, approvalId } = jsonOf(answer);
    expect(code).toBe('needs-approval');
    return approvalId ?? '';
  };

  test('cannot approve by `zhiban run`', async () => {
    const words = `/approve ${await asked()}`;
    const answer = await fromSource(['run', words, '--as', 'alice', '--config', made.dir, '--json']);
    expect(jsonOf(answer).code).toBe('denied');
  });

  test('cannot approve in the terminal of a bot that root started', async () => {
    const words = `/approve ${await asked()}\n/whoami\nexit\n`;
    const { stdout, stderr } = await fromSource(['start', '--config', made.dir], words);
    expect(stdout, stderr).toContain("root in somebody's name is not a second person");
    expect(stdout).toContain('os:root');
    const trail = await fromSource(['audit', 'export', '--config', made.dir]);
    const rows = trail.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.filter(({ event, action }) => event === 'run.opened' && action !== 'start')).toEqual([]);
    expect(rows.findLast(({ event }) => event === 'command.opened')).toMatchObject({ via: 'os:root', assumed: true });
  });
});
