import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { optimizeArgv } from '../../src/actions/databases/engines/sqlite/optimize-argv.ts';
import { sudoersCommand } from '../../src/bot/sudoers/sudoers-words.ts';
import { inventory, onHost, stateFolder, zhiban } from './lab.ts';
import { marker, outside } from './outside-sudoers.ts';

const allowed = [
  '/usr/bin/lsof -nP -w -F pcn +d /var/log/talentlens',
  '/usr/bin/systemctl reload nginx.service',
  '/usr/bin/systemctl restart nginx.service',
  '/usr/bin/systemctl restart talentlens.service',
  '/usr/bin/systemctl start nginx.service',
  '/usr/bin/systemctl start talentlens.service',
  '/usr/bin/systemctl stop nginx.service',
  '/usr/bin/systemctl stop talentlens.service',
  '/usr/sbin/logrotate --force /etc/logrotate.d/talentlens',
];

/** A word as the remote shell reads it back unchanged; the test's own, not Zhiban's. */
const quoted = (word: string): string => `'${word.replaceAll("'", `'"'"'`)}'`;

/** Runs a script on h1 as the bot's own user, by ssh of the test's own. */
function asBot(script: string): { readonly status: number | null; readonly stdout: string } {
  const h1 = inventory.hosts.find(({ name }) => name === 'h1');
  if (h1 === undefined) throw new Error('h1 is no host of the lab');
  const options = ['-i', h1.botKeyPath, '-o', `UserKnownHostsFile=${inventory.knownHosts}`, '-o', 'LogLevel=ERROR'];
  const batch = [
    ...options,
    '-o',
    'BatchMode=yes',
    '-o',
    'IdentitiesOnly=yes',
    `${h1.botUser}@${h1.address}`,
    'sh',
    '-s',
  ];
  const { status, stdout } = spawnSync('ssh', batch, { input: script, encoding: 'utf8', timeout: 100_000 });
  return { status, stdout };
}

const state = stateFolder();
afterAll(() => state.remove());

describe('the sudoers file', () => {
  test('on h1 is the one the product prints, and visudo accepts it', async () => {
    const printed = await zhiban(state.path, ['sudoers', 'h1', '--config', 'config/lab']);
    expect(printed.status, printed.stderr).toBe(0);
    expect(onHost('h1', 'cat /etc/sudoers.d/zhiban')).toBe(printed.stdout.trim());
    expect(onHost('h1', 'visudo -cf /etc/sudoers.d/zhiban')).toContain('parsed OK');
    expect(onHost('h1', 'stat -c "%U:%G %a" /etc/sudoers.d/zhiban')).toBe('root:root 440');
  });

  test('lists exactly what is needed, without a password', () => {
    const { stdout } = asBot('LC_ALL=C sudo -n -l');
    const listed = stdout.slice(stdout.indexOf('User ops may run')).split('\n').slice(1);
    // Those on data are looked at below, by what they let through.
    expect(listed.map((line) => line.trim()).filter((line) => line.startsWith('(root)'))).toEqual(
      allowed.map((command) => `(root) NOPASSWD: ${command}`),
    );
  });

  test('lets the bot do what is needed', () => {
    const asked = asBot(
      allowed.map((command) => `sudo -n -l ${command} >/dev/null || echo refused ${command}`).join('\n'),
    );
    expect(asked).toEqual({ status: 0, stdout: '' });
    expect(asBot('sudo -n /usr/bin/systemctl reload nginx.service').status).toBe(0);
  });
});

describe('what is run on data, as the user whose data it is', () => {
  const folder = '/opt/HR人事/backend';
  const aside = `${folder}/hr.db.zhiban-7F3KQ2`;
  const mv = (...words: readonly string[]) => ['/usr/bin/mv', ...words];
  const tar = (how: string, ...words: readonly string[]) => [
    '/usr/bin/tar',
    how,
    '--file=-',
    '--directory=/',
    ...words,
  ];
  const rm = (...words: readonly string[]) => ['/usr/bin/rm', '-rf', ...words];
  const modes = ['--same-permissions', '--no-same-owner'];
  const asked: readonly (readonly [wanted: 'yes' | 'no', words: readonly string[]])[] = [
    ['yes', mv('-nT', `${folder}/hr.db`, aside)],
    ['yes', mv('-nT', aside, `${folder}/hr.db`)],
    ['yes', mv('-nT', `${folder}/hr.db`, `${aside}-out`)],
    ['yes', mv('-nT', `${folder}/hr.db-wal`, `${folder}/hr.db-wal.zhiban-7F3KQ2`)],
    ['yes', tar('--create', '--', 'opt/HR人事/backend/.env')],
    ['yes', tar('--extract', ...modes, '--', 'opt/HR人事/backend/.env')],
    ['no', mv('-T', `${folder}/hr.db`, aside)],
    ['no', mv('-nT', `${folder}/hr.db`, '/tmp/hr.db')],
    ['no', mv('-nT', `${folder}/hrxdb`, aside)],
    ['no', mv('-nT', `${folder}/hr.db`, `${folder}/hr.db.zhiban-7F3KQ`)],
    ['no', mv('-nT', `${folder}/hr.db`, `${folder}/hr.db.zhiban-7F3KQ2/../../x`)],
    ['no', mv('-nT', `${folder}/hr.db`, aside, '/tmp')],
    ['no', mv('-nT', '/etc/passwd', aside)],
    ['no', mv('-nT', `${folder}/hr.db-wal`, aside)],
    ['no', mv('-nT', `${folder}/main.py`, `${folder}/main.py.zhiban-7F3KQ2`)],
    ['no', tar('--create', '--', 'etc/shadow')],
    ['no', tar('--create', '--', 'opt/HR人事/backend/.env', 'etc/shadow')],
    ['no', tar('--create', '--to-command=sh', '--', 'opt/HR人事/backend/.env')],
    ['no', tar('--extract', '--', 'opt/HR人事/backend/.env')],
    ['no', tar('--extract', ...modes, '--', 'opt/HR人事/backend/main.py')],
    ['no', ['/usr/bin/tar', '--extract', '--file=-', '--directory=/tmp', ...modes, '--', 'opt/HR人事/backend/.env']],
    ['yes', optimizeArgv(`${folder}/hr.db`)],
    ['no', optimizeArgv(`${folder}/other.db`)],
    ['no', optimizeArgv(`${folder}/hr.db`).slice(0, -1)],
    ['no', [...optimizeArgv(`${folder}/hr.db`), '.shell id']],
    ['no', [...optimizeArgv(`${folder}/hr.db`).slice(0, -1), '.shell id']],
    ['no', [...optimizeArgv(`${folder}/hr.db`).slice(0, -1), 'DELETE FROM people']],
    ['no', ['/usr/bin/sqlite3', '-cmd', '.shell id', ...optimizeArgv(`${folder}/hr.db`).slice(1)]],
    ['no', ['/usr/bin/sqlite3', `${folder}/hr.db`]],
    ['yes', rm('--', aside)],
    ['yes', rm('--', `${aside}-out`)],
    ['yes', rm('--', `${folder}/.env.zhiban-7F3KQ2`)],
    ['no', rm('--', `${folder}/hr.db`)],
    ['no', rm('--', folder)],
    ['no', rm('--', `${folder}/hr.db.zhiban-`)],
    ['no', rm('--', `${aside}/../hr.db`)],
    ['no', rm('--', `${aside}*`)],
    ['no', rm('--', aside, `${folder}/hr.db`)],
    ['no', rm('--', `${folder}/main.py.zhiban-7F3KQ2`)],
    ['no', ['/usr/bin/rm', `${folder}/hr.db`]],
    ['no', ['/bin/sh']],
  ];
  const answers = (user: string): readonly string[] =>
    asBot(
      asked
        .map(
          ([, words]) => `sudo -n -u ${user} -l ${words.map(quoted).join(' ')} >/dev/null 2>&1 && echo yes || echo no`,
        )
        .join('\n'),
    )
      .stdout.trim()
      .split('\n');

  test('is exactly what backups and restores need', () => {
    const said = answers('www-data');
    expect(asked.map(([, words], at) => `${said[at]} ${words.join(' ')}`)).toEqual(
      asked.map(([wanted, words]) => `${wanted} ${words.join(' ')}`),
    );
  });

  test('is allowed as nobody else, root least', () => {
    for (const user of ['root', 'nobody']) expect(new Set(answers(user))).toEqual(new Set(['no']));
  });
});

describe('outside it', () => {
  let answers: readonly { readonly code: number; readonly said: string }[];
  let units: string;
  const unitsNow = (): string =>
    onHost('h1', 'systemctl show -p InvocationID,MainPID,UnitFileState nginx talentlens ssh cron');

  let since = '';
  beforeAll(() => {
    since = onHost('h1', `rm -f ${marker}; date +%s`);
    units = unitsNow();
    // A program of the right name in folders the bot may write to.
    const decoys = `mkdir -p /tmp/zhiban-path
for folder in /tmp/zhiban-path "$HOME"; do
  printf '#!/bin/sh\\ntouch ${marker}\\n' >"$folder/systemctl" && chmod 755 "$folder/systemctl"
done`;
    const tries = outside.map(
      (words) => `said=$(LC_ALL=C sudo -n ${words.map(quoted).join(' ')} </dev/null 2>&1)
echo "$? $(printf %s "$said" | tr '\\n' ' ')"`,
    );
    const { stdout } = asBot([decoys, ...tries, 'rm -r /tmp/zhiban-path "$HOME/systemctl"'].join('\n'));
    answers = stdout
      .trim()
      .split('\n')
      .map((line) => ({ code: Number(line.split(' ')[0]), said: line.slice(line.indexOf(' ') + 1) }));
  });

  test('at least a hundred commands were tried', () => {
    expect(new Set(outside.map((words) => words.join('\0'))).size).toBe(outside.length);
    expect(outside.length).toBeGreaterThanOrEqual(100);
    expect(answers).toHaveLength(outside.length);
  });

  test('every one is refused by sudo itself', () => {
    const refusal = /password is required|not allowed|not permitted|command not found|sorry/i;
    const through = outside.flatMap((words, at) => {
      const { code, said } = answers[at] ?? { code: 0, said: '' };
      return code !== 0 && refusal.test(said) ? [] : [`${words.join(' ')}: ${code} ${said}`];
    });
    expect(through).toEqual([]);
  });

  test('none was run: no file, no unit touched, nothing but the needed in the log of sudo', () => {
    expect(onHost('h1', `ls ${marker} 2>/dev/null || echo none`)).toBe('none');
    expect(unitsNow()).toBe(units);
    // What sudo runs it logs as `ops : PWD=…`, what it refuses with the reason before that.
    expect(asBot('sudo -n /usr/bin/systemctl reload nginx.service').status).toBe(0);
    const log = onHost('h1', `journalctl -t sudo --since @${since} -o cat --no-pager | grep COMMAND= || true`);
    const ran = log
      .split('\n')
      .filter((line) => /^\s*ops : (?:TTY|PWD)=/.test(line))
      .map((line) => line.replace(/^.* COMMAND=/, ''));
    expect(ran).toContain('/usr/bin/systemctl reload nginx.service');
    expect(ran.filter((command) => !allowed.includes(command) && !/^list(?: |$)/.test(command))).toEqual([]);
  });
});

describe('an argument with special characters', () => {
  /** Each with others that a careless line would also allow. */
  const odd: readonly (readonly [argument: string, ...others: string[]])[] = [
    ['a*b', 'axb', 'ab', 'a*bc'],
    ['a?b', 'axb', 'ab'],
    ['[ab]', 'a', 'b'],
    ['[!a]', 'b'],
    ['^a.*$', 'abc', 'a'],
    ['^x', 'x'],
    ['a\\b', 'ab', 'a\\\\b'],
    ['\\*', '*', 'x'],
    ['a:b', 'a', 'a\\:b'],
    ['k=v', 'k', 'k\\=v'],
    ['a,b', 'a', 'b'],
    ['#note', '', 'note'],
    ['!no', 'no'],
    ['"q"', 'q', ''],
    ["it's", 'its'],
    ['$HOME', '/root', ''],
    ['{a,b}', 'a'],
    ['%h', 'h1'],
    ['~', '/root'],
    ['/opt/HR人事', '/opt/HR'],
    ['-x', 'x', ''],
  ];
  const file = '/etc/sudoers.d/zhiban-odd';
  const rules = [
    ...odd.map(([argument]) => sudoersCommand(['/usr/bin/true', argument])),
    sudoersCommand(['/usr/bin/false']),
  ].map((command) => `nobody ALL=(root) NOPASSWD: ${command}`);
  const ask = (command: string, words: readonly string[]): string =>
    `sudo -n -U nobody -l ${[command, ...words].map(quoted).join(' ')} >/dev/null 2>&1 && echo yes || echo no`;

  test('allows itself and nothing else', () => {
    const content = quoted(`${rules.join('\n')}\n`);
    onHost('h1', `umask 337; printf %s ${content} >/root/odd && visudo -cqf /root/odd && mv /root/odd ${file}`);
    try {
      const asked = [
        ...odd.flatMap(([argument, ...others]) => [
          { words: [argument], wanted: 'yes' },
          ...others.map((other) => ({ words: [other], wanted: 'no' })),
          { words: [argument, 'more'], wanted: 'no' },
        ]),
        { words: [], wanted: 'no' },
      ].map(({ words, wanted }) => ({ command: '/usr/bin/true', words, wanted }));
      const bare = [
        { command: '/usr/bin/false', words: [], wanted: 'yes' },
        { command: '/usr/bin/false', words: ['more'], wanted: 'no' },
      ];
      const all = [...asked, ...bare];
      const said = onHost('h1', all.map(({ command, words }) => ask(command, words)).join('\n')).split('\n');
      const wrong = all
        .filter(({ wanted }, at) => said[at] !== wanted)
        .map(({ command, words }) => [command, ...words]);
      expect(wrong).toEqual([]);
      expect(said).toHaveLength(all.length);
    } finally {
      onHost('h1', `rm -f ${file} /root/odd`);
    }
  });
});
