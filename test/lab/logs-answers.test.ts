import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { measure } from '../../src/actions/monitors/measure.ts';
import { monitorsOf } from '../../src/actions/monitors/monitors-of.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

let it: LabDesk;
const stem = `lab-${Date.now().toString(36)}`;
const word = (n: number): string => `${stem}${'abcdef'[n]}`;
const app = '/var/log/talentlens/app.log';
const backend = '/opt/smart-teaching/devops/logs/backend.log';

/** Lines as the applications write them, some minutes ago by the host's own clock. */
const write = (host: string, file: string, lines: readonly (readonly [number, string])[]): void => {
  const each = lines.map(
    ([minutes, text]) => `printf '%s,000 - %s\\n' "$(date -d '-${minutes} min' '+%F %T')" '${text}'`,
  );
  // Before the lines that are there, for they are older: and by rename, as an editor would.
  onHost(host, `{ ${each.join('; ')}; cat ${file}; } > ${file}.made && cat ${file}.made > ${file} && rm ${file}.made`);
};

beforeAll(async () => {
  it = await labDesk();
  write('h1', app, [
    [170, `talentlens - ERROR - ${word(0)} three hours ago`],
    [9, `talentlens - ERROR - ${word(1)} failed after 31 s for "7"`],
    [8, `talentlens - ERROR - ${word(1)} failed after 32 s for "8"`],
    [7, `talentlens - WARNING - ${word(2)} is slow`],
  ]);
  write('h3', backend, [[9, `backend - ERROR - ${word(3)} database is locked`]]);
});
afterAll(async () => {
  for (const [host, file] of [
    ['h1', app],
    ['h3', backend],
  ] as const)
    onHost(host, `sed -i '/${stem}/d' ${file}`);
  onHost('h1', `chown www-data:www-data ${app}; chmod 640 ${app}; systemctl restart talentlens; rm -f ${app}.5.gz`);
  await it.close();
});

const read = async (text: string, who = 'carol'): Promise<string> => {
  const answer = await it.say(who, text);
  expect(answer.code, said(answer)).toBe('ok');
  return said(answer);
};

describe('T6: /logs reads each place by its name', () => {
  test.each([
    ['app', `/var/log/talentlens/app.log`],
    ['nginx', '/var/log/nginx/access.log'],
  ])('%s shows its last lines', async (log, file) => {
    onHost('h1', 'curl -s -o /dev/null http://localhost/health');
    const answer = await read(`/logs talentlens ${log} 3`);
    const newest = onHost('h1', `tail -n 40 ${file}`).split('\n');
    const shown = answer
      .split('\n')
      .filter((line) => line.startsWith('│ '))
      .map((line) => line.slice(2).split(' "')[0] ?? '');
    expect(shown.length).toBe(3);
    for (const line of shown)
      expect(
        newest.some((each) => each.startsWith(line)),
        line,
      ).toBe(true);
  });

  test('nginx-error shows what nginx says of its errors, by its own level', async () => {
    const error = '/var/log/nginx/error.log';
    onHost(
      'h1',
      `printf '%s [error] 7#7: *1 ${word(0)} connect() failed\\n' "$(date '+%Y/%m/%d %H:%M:%S')" >> ${error}`,
    );
    expect(await read('/logs talentlens nginx-error 5m 5')).toContain(`[error] 7#7: *1 ${word(0)} connect() failed`);
    expect(await read('/logs talentlens nginx-error 5m level=critical')).not.toContain(word(0));
    onHost('h1', `sed -i '/${stem}/d' ${error} && nginx -s reopen 2>/dev/null`);
  });

  test('journal shows what systemd has of the unit', async () => {
    onHost('h1', `systemd-cat -t ${stem} echo nothing; systemctl restart talentlens`);
    const answer = await read('/logs talentlens journal 10m 5');
    expect(answer).toMatch(/uvicorn\[\d+\]|systemd\[1\]/);
    expect(answer).not.toContain(stem);
  });

  test('since and until, absolute and relative, bound what is shown', async () => {
    expect(await read(`/logs talentlens app since=3h until=2h text=${stem}`)).toContain(word(0));
    expect(await read(`/logs talentlens app since=3h until=2h text=${stem}`)).not.toContain(word(1));
    const at = (minutes: number) => onHost('h1', `TZ=Asia/Shanghai date -d '-${minutes} min' +%FT%H:%M`);
    // Other tests may have had more to warn of in these minutes than one message shows.
    const answer = await read(`/logs talentlens app since=${at(10)} until=${at(6)} level=warn text=${stem}`);
    expect(answer).toContain(word(1));
    expect(answer).toContain(word(2));
    expect(answer).not.toContain(word(0));
  });
});

describe('I2: /logs errors', () => {
  test('groups what is one fault, counts it, and says when', async () => {
    const answer = await read('/logs errors talentlens app 30m');
    expect(answer).toMatch(new RegExp(`2 × app +talentlens: ${word(1)} failed after <n> s for "<v>" · first .*, last`));
    expect(answer).not.toContain(word(0));
    expect(answer).not.toContain(word(2));
    expect(answer).toMatch(/errors-talentlens-\d{4}\.log/);
  });

  test('of every system at once, and in Chinese', async () => {
    const all = await read('/logs errors 30m');
    expect(all).toContain(word(1));
    expect(all).toContain(word(3));
    expect(await read('/日志 错误 教学 30分钟')).toContain(word(3));
  });

  test('in a packed file that the window reaches', async () => {
    onHost(
      'h1',
      `printf '%s,000 - talentlens - ERROR - ${word(4)} packed\\n' "$(date -d '-2 days' '+%F %T')" > ${app}.5 && touch -d '-2 days' ${app}.5 && gzip -f ${app}.5 && chmod 644 ${app}.5.gz`,
    );
    expect(await read('/logs errors talentlens app 3d')).toContain(word(4));
    expect(await read('/logs errors talentlens app 1d')).not.toContain(word(4));
  });

  test('the newest lines themselves', async () => {
    const answer = await read('/logs talentlens app errors 100');
    expect(answer).toMatch(new RegExp(`ERROR - ${word(1)} failed after 31 s`));
  });
});

test('I3: /logs stats counts by kind and by hour, with a chart', async () => {
  const answer = await read('/logs stats talentlens app 5h');
  expect(answer).toMatch(/Per hour/);
  expect(answer).toMatch(/errors +[▁-█]+/);
  expect(answer).toMatch(new RegExp(`2 +app +${word(1)} failed`));
  expect(answer).toMatch(new RegExp(`1 +app +${word(0)} three hours ago`));
});

test('U8: by text, level, module and time', async () => {
  expect(await read(`/logs search "${word(2)}" 1d level=warn`)).toMatch(/1 entry has/);
  expect(await read(`/logs search "${word(2)}" 1d level=error`)).toMatch(/nothing has/);
  expect(await read(`/logs talentlens 30m module=talentlens level=error`)).toContain(word(1));
  expect(await read(`/logs talentlens 30m module=uvicorn level=error`)).not.toContain(word(1));
  expect(await read(`/logs search talentlens regex="${stem}[bc] \\w+" 1h`)).toMatch(/3 entries have/);
});

test('a pattern that is none is refused, and nothing is left running', async () => {
  const answer = await it.say('carol', `/logs search talentlens regex="(" 1h`);
  expect(answer.code).toBe('bad-input');
  expect(onHost('h1', 'pgrep -u ops perl || true')).toBe('');
});

test('U9: /logs top ranks modules and counts requests per hour', async () => {
  const answer = await read('/logs top talentlens 2h');
  expect(answer).toMatch(/\d+ +\d+ +app +talentlens/);
  expect(answer).toMatch(/Requests per hour/);
});

test('S7: /logs teaching summary has size, errors, exceptions and last lines of each of the four logs', async () => {
  const answer = await read('/logs teaching summary');
  for (const log of ['llm', 'backend', 'frontend', 'monitor'])
    expect(answer).toMatch(new RegExp(`[●▲] ${log} .*(?:KB|MB|B) · \\d+ errors?, \\d+ exceptions?`));
  const bytes = Number(onHost('h3', `stat -c %s ${backend}`));
  expect(bytes).toBeGreaterThan(0);
  expect(answer).toMatch(/│ backend {2}20/);
});

test('S7: a new exception in one of the four logs is what the monitor of logs measures', async () => {
  const system = it.desk.inventory().system('teaching');
  if (system === undefined) throw new Error('config/lab has it');
  const [monitor] = monitorsOf({ ...system, monitors: { logs: { kind: 'log' } } });
  const memo = new Map<string, unknown>();
  const context = {
    hosts: it.desk.hosts,
    backups: it.desk.backups,
    now: Date.now,
    signal: AbortSignal.timeout(60_000),
  };
  const look = async () => {
    const due = monitor === undefined ? [] : [monitor];
    const [found] = await measure(system, due, context, () => ({
      get: (id) => memo.get(id),
      set: (id, was) => memo.set(id, was),
    }));
    return new Map(found?.measured.map(({ subject, value }) => [subject, value]));
  };
  await look();
  expect((await look()).get('backend')).toBe(0);
  onHost(
    'h3',
    `printf '%s,000 - backend - ERROR - ${word(3)} broke\\nTraceback (most recent call last):\\nValueError: ${word(3)}\\n' "$(date '+%F %T')" >> ${backend}`,
  );
  const after = await look();
  expect(after.get('backend')).toBe(1);
  expect(after.get('llm')).toBe(0);
  onHost('h3', `sed -i '/^Traceback/d' ${backend}`);
});

test('T7: /logs follow shows new lines as they come and ends by time', async () => {
  const following = it.say('carol', '/logs follow talentlens app 4s');
  await new Promise((resolve) => setTimeout(resolve, 1_500)); // the first look is past
  onHost('h1', `printf '%s,000 - talentlens - INFO - ${word(5)} now\\n' "$(date '+%F %T')" >> ${app}`);
  const answer = await following;
  expect(said(answer)).toContain(`${word(5)} now`);
  expect(said(answer)).not.toContain(word(1));
  expect(JSON.stringify(it.progress)).toContain('/cancel ');
  expect(onHost('h1', 'pgrep -u ops perl || true')).toBe('');
});
