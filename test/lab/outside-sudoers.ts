/** Words after `sudo -n` that must be refused on h1. `TOUCH` is a file only root could make. */
export const marker = '/root/zhiban-was-here';

const systemctl = '/usr/bin/systemctl';
const units = ['talentlens.service', 'nginx.service'];
type Words = readonly string[];

const otherVerbs = [
  ...['status', 'enable', 'disable', 'mask', 'unmask', 'edit', 'kill', 'show', 'cat', 'try-restart', 'revert', 'clean'],
  ...['reload-or-restart', 'try-reload-or-restart', 'isolate', 'reset-failed', 'freeze', 'thaw', 'is-active', 'link'],
].flatMap((verb) => units.map((unit): Words => [systemctl, verb, unit]));

const otherUnits: readonly Words[] = [
  ...[
    'ssh.service',
    'cron.service',
    'systemd-journald.service',
    'talentlens',
    'nginx',
    'NGINX.service',
    'nginx.socket',
  ],
  ...[
    'nginx.service.d',
    './nginx.service',
    '../nginx.service',
    '/etc/systemd/system/talentlens.service',
    'nginx@.service',
  ],
  ...['nginx.service,ssh.service', ' nginx.service', 'nginx.service ', '', 'multi-user.target'],
].map((unit) => [systemctl, 'restart', unit]);

const wildcards: readonly Words[] = [
  '*',
  '*.service',
  'n*',
  'nginx.?ervice',
  '[n]ginx.service',
  '{nginx,ssh}.service',
  '%',
  '^.*$',
].map((pattern) => [systemctl, 'restart', pattern]);

const extraArguments: readonly Words[] = [
  [systemctl],
  [systemctl, 'restart'],
  [systemctl, 'reload', 'talentlens.service'],
  [systemctl, 'daemon-reload'],
  [systemctl, 'reboot'],
  [systemctl, 'set-environment', 'LD_PRELOAD=/tmp/x.so'],
  [systemctl, 'restart', 'nginx.service', 'ssh.service'],
  [systemctl, 'restart', 'nginx.service', '--no-block'],
  [systemctl, 'restart', '--now', 'nginx.service'],
  [systemctl, '--root=/tmp', 'restart', 'nginx.service'],
  [systemctl, '-H', 'elsewhere', 'restart', 'nginx.service'],
  [systemctl, '-M', 'other', 'restart', 'nginx.service'],
  [systemctl, '--', 'restart', 'nginx.service'],
  [systemctl, 'set-property', 'nginx.service', 'ExecStart=/bin/sh'],
];

const shellTricks: readonly Words[] = [
  ...[
    'nginx.service;id',
    'nginx.service; id',
    'nginx.service && id',
    'nginx.service | sh',
    'nginx.service\nid',
    '$(id)',
    '`id`',
  ].map((unit): Words => [systemctl, 'restart', unit]),
  [systemctl, 'restart', 'nginx.service', ';', 'id'],
  [systemctl, 'restart', 'nginx.service', '&&', 'touch', marker],
];

const otherPrograms: readonly Words[] = [
  ['touch', marker],
  ['/bin/sh'],
  ['/bin/sh', '-c', `touch ${marker}`],
  ['bash', '-c', `touch ${marker}`],
  ['-s', '--', 'touch', marker],
  ['-i', '--', 'touch', marker],
  ['su', '-c', `touch ${marker}`],
  ['env', 'touch', marker],
  ['python3', '-c', `open('${marker}','w')`],
  ['perl', '-e', `open F,'>${marker}'`],
  ['sqlite3', '/opt/HR人事/backend/hr.db', `.shell touch ${marker}`],
  ['sqlite3', ':memory:', '.tables'],
  ['systemd-run', 'touch', marker],
  ['nsenter', '-t', '1', 'touch', marker],
  ['tee', marker],
  ['cp', '/etc/hostname', marker],
  ['dd', `of=${marker}`],
  ['find', '/etc/hostname', '-exec', 'touch', marker, ';'],
  ['awk', `BEGIN { print > "${marker}" }`],
  ['cat', '/etc/shadow'],
  ['visudo'],
  ['-e', '/etc/passwd'],
  ['journalctl', '-u', 'nginx'],
  ['/usr/sbin/nginx', '-s', 'reload'],
  ['kill', '-9', '1'],
  ['/tmp/zhiban-path/systemctl', 'restart', 'nginx.service'],
  ['/home/ops/systemctl', 'restart', 'nginx.service'],
  ['/usr/local/bin/systemctl', 'restart', 'nginx.service'],
];

/** The right command in a wrong way. */
const otherWays: readonly Words[] = [
  ['-u', 'www-data', systemctl, 'restart', 'nginx.service'],
  ['-u', 'nobody', systemctl, 'restart', 'nginx.service'],
  ['-g', 'shadow', systemctl, 'restart', 'nginx.service'],
  ['LD_PRELOAD=/tmp/x.so', systemctl, 'restart', 'nginx.service'],
  ['SYSTEMD_EDITOR=/bin/sh', systemctl, 'restart', 'nginx.service'],
  ['-E', systemctl, 'restart', 'nginx.service'],
  ['--preserve-env=PATH', systemctl, 'restart', 'nginx.service'],
  ['-D', '/root', systemctl, 'restart', 'nginx.service'],
  ['-R', '/tmp', systemctl, 'restart', 'nginx.service'],
];

export const outside: readonly Words[] = [
  ...otherVerbs,
  ...otherUnits,
  ...wildcards,
  ...extraArguments,
  ...shellTricks,
  ...otherPrograms,
  ...otherWays,
];
