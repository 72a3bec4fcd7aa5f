/** A text, and how it is shown. Tokens are put together here so that no scanner takes this file for a leak. */
export interface Hit {
  /** Name in the table of shapes. */
  readonly shape: string;
  readonly text: string;
  readonly shown: string;
}

const mixed = (length: number): string => 'A1b2C3d4E5'.repeat(20).slice(0, length);
const hex = (length: number): string => '0a1b2c3d4e5f'.repeat(20).slice(0, length);
const uuid = `${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`;
const jwt = ['ey', 'JhbGciOiJIUzI1NiJ9.ey', 'JzdWIiOiIxMjM0NTY3ODkwIn0.', mixed(43)].join('');
const line = (word: string, kind: string): string => `-----${word} ${kind}PRIVATE KEY-----`;
const pem = (kind: string): string => `${line('BEGIN', kind)}\n${mixed(64)}\n${mixed(30)}==\n${line('END', kind)}`;
const hit = (shape: string, text: string, shown: string): Hit => ({ shape, text, shown });
/** The token alone and inside a sentence. */
const token = (shape: string, ...parts: readonly string[]): readonly Hit[] => [
  hit(shape, parts.join(''), '[masked]'),
  hit(shape, `used "${parts.join('')}", then left`, 'used "[masked]", then left'),
];

export const hits: readonly Hit[] = [
  ...['', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '].map((kind) =>
    hit('pem-private-key', `before\n${pem(kind)}\nafter`, 'before\n[masked]\nafter'),
  ),
  hit('pem-private-key', `{"key":"${pem('').replaceAll('\n', '\\n')}\\n"}`, '{"key":"[masked]\\n"}'),
  hit('pem-private-key', `cut off: ${line('BEGIN', '')}\n${mixed(64)}\n${mixed(20)}`, 'cut off: [masked]'),
  ...token('age-key', 'AGE-SECRET-', 'KEY-1', mixed(58).toUpperCase()),
  ...token('aws-key-id', 'AK', 'IA', mixed(16).toUpperCase()),
  ...token('alibaba-key-id', 'LT', 'AI5t', mixed(20)),
  ...['p', 'o', 'u', 's', 'r'].flatMap((kind) => token('github', 'gh', kind, '_', mixed(36))),
  ...token('github', 'github_', 'pat_', mixed(22), '_', mixed(59)),
  ...token('gitlab', 'gl', 'pat-', mixed(20)),
  ...['a', 'b', 'p', 'r', 's'].flatMap((kind) => token('slack', 'xox', kind, '-1234567890-', mixed(24))),
  ...token('slack', 'xa', 'pp-1-A012-', mixed(30)),
  hit(
    'slack-webhook',
    `https://hooks.${'slack.com'}/services/T0/B0/${mixed(24)}`,
    'https://hooks.slack.com/services/[masked]',
  ),
  hit(
    'wecom-webhook',
    `https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=${uuid}`,
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=[masked]',
  ),
  hit(
    'feishu-webhook',
    `https://open.feishu.cn/open-apis/bot/v2/hook/${uuid} ok`,
    'https://open.feishu.cn/open-apis/bot/v2/hook/[masked] ok',
  ),
  hit(
    'dingtalk-webhook',
    `https://oapi.dingtalk.com/robot/send?access_token=${hex(64)}&x=1`,
    'https://oapi.dingtalk.com/robot/send?access_token=[masked]&x=1',
  ),
  ...token('dingtalk-sign', 'SE', 'C', hex(64)),
  hit(
    'telegram-bot',
    `https://api.telegram.org/bot110201543:${mixed(35)}/getMe`,
    'https://api.telegram.org/bot110201543:[masked]/getMe',
  ),
  hit('telegram-bot', `110201543:${mixed(35)}`, '110201543:[masked]'),
  ...token('ai-key', 's', 'k-', mixed(48)),
  ...token('ai-key', 's', 'k-', hex(32)),
  ...token('ai-project-key', 's', 'k-proj-', mixed(40), '_', mixed(20), '-', mixed(20)),
  ...token('ai-project-key', 's', 'k-ant-api03-', mixed(90), '-AA'),
  ...token('modelscope', 'ms', `-${uuid}`),
  ...token('google', 'AI', 'za', mixed(35)),
  ...token('npm', 'np', 'm_', mixed(36)),
  ...token('hugging-face', 'h', 'f_', mixed(34)),
  ...token('stripe', 'sk_', 'live_', mixed(24)),
  ...token('jwt', jwt),
  hit('jwt', `GET /?id=${jwt}&x=1`, 'GET /?id=[masked]&x=1'),
  hit('authorization', 'Authorization: Bearer short', 'Authorization: Bearer [masked]'),
  hit(
    'authorization',
    'curl -H "Authorization: Basic Ym9iOnB3" http://x',
    'curl -H "Authorization: Basic [masked]" http://x',
  ),
  hit('authorization', "{ authorization: 'Bearer a.b-c' }", "{ authorization: 'Bearer [masked]' }"),
  hit('authorization', '{"Authorization":"Bearer abc","x":1}', '{"Authorization":"Bearer [masked]","x":1}'),
  hit('authorization-list', 'Authorization: Digest username=bob, response=6629', 'Authorization: Digest [masked]'),
  hit('authorization-bare', `Authorization: ${mixed(20)}`, 'Authorization: [masked]'),
  hit('bearer', `sent Bearer ${mixed(24)} to it`, 'sent Bearer [masked] to it'),
  hit('url-password', 'postgres://bob:s3cr@t@db:5432/app', 'postgres://bob:[masked]@db:5432/app'),
  hit('url-password', 'redis://:s3cret@cache/0', 'redis://:[masked]@cache/0'),
  hit('set-cookie', 'Set-Cookie: sid=abc123; Path=/; HttpOnly', 'Set-Cookie: sid=[masked]; Path=/; HttpOnly'),
  hit('cookie', 'Cookie: sid=abc123; theme=dark', 'Cookie: [masked]'),
  hit('assignment', 'password=hunter2 user=bob', 'password=[masked] user=bob'),
  hit('assignment', 'passwd: hunter2', 'passwd: [masked]'),
  hit('assignment', 'api_key = "abc def"', 'api_key = "[masked]"'),
  hit('assignment', "api-key='it\\'s'", "api-key='[masked]'"),
  hit('assignment', 'GITLAB_TOKEN=abc', 'GITLAB_TOKEN=[masked]'),
  hit('assignment', 'export APP_SECRET="abc"', 'export APP_SECRET="[masked]"'),
  hit('assignment', 'TONG_YI_API_KEY=abc', 'TONG_YI_API_KEY=[masked]'),
  hit('assignment', 'DB_PASS=abc', 'DB_PASS=[masked]'),
  hit('assignment', 'password2: hunter2', 'password2: [masked]'),
  hit('assignment', `aws_secret_access_key = ${mixed(39)}/`, 'aws_secret_access_key = [masked]'),
  hit('assignment', '{"password":"a\\"b","user":"bob"}', '{"password":"[masked]","user":"bob"}'),
  hit('assignment', '{"clientSecret" : "abc"}', '{"clientSecret" : "[masked]"}'),
  hit(
    'assignment',
    '"{\\"password\\":\\"a\\\\\\"b\\",\\"user\\":\\"bob\\"}"',
    '"{\\"password\\":\\"[masked]\\",\\"user\\":\\"bob\\"}"',
  ),
  hit('assignment', '{"password":123456,"user":"bob"}', '{"password":[masked],"user":"bob"}'),
  hit('assignment', "{ token: 'abc', user: 'bob' }", "{ token: '[masked]', user: 'bob' }"),
  hit('assignment', ":password => 'abc'", ":password => '[masked]'"),
  hit('assignment', '/login?user=bob&password=a%20b&next=/', '/login?user=bob&password=[masked]&next=/'),
  hit('assignment', 'Server=db;Uid=sa;Pwd=a,b!c;Encrypt=yes', 'Server=db;Uid=sa;Pwd=[masked];Encrypt=yes'),
  hit('assignment', 'PGPASSWORD=abc psql', 'PGPASSWORD=[masked] psql'),
  hit('assignment', 'X-Api-Key: abc', 'X-Api-Key: [masked]'),
  hit('assignment', 'login(password=abc)', 'login(password=[masked])'),
  hit('assignment', 'password=ab,cd(ef', 'password=[masked]'),
  hit('assignment', 'password=requiredly', 'password=[masked]'),
  hit('assignment', '密码：abc123，请保密', '密码：[masked]'),
  hit('assignment', 'mysqld --password=abc --port=1', 'mysqld --password=[masked] --port=1'),
  hit('option', 'mysql --password abc --port 1', 'mysql --password [masked] --port 1'),
  hit('option', 'tool --api-key "a b" run', 'tool --api-key "[masked]" run'),
  hit('option', 'java -jar x.jar -password abc', 'java -jar x.jar -password [masked]'),
  hit('assignment', 'password=a"b"c', 'password=[masked]'),
  hit('assignment', 'password: hunter2: permission denied', 'password: [masked] permission denied'),
  hit('assignment', '{"auth":{"user":"bob","pass":"abc"}}', '{"auth":{"user":"bob","pass":"[masked]"}}'),
  hit('assignment', 'next=%2Fcb%3Ftoken%3Dabc', 'next=%2Fcb%3Ftoken%3D[masked]'),
  hit('assignment', 'SECRET_KEY_BASE=abc', 'SECRET_KEY_BASE=[masked]'),
  hit('quoted-setting', 'Environment="DB_PASSWORD=a b" "X=1"', 'Environment="DB_PASSWORD=[masked]" "X=1"'),
  hit('element', '<db.password>abc def</db.password>', '<db.password>[masked]</db.password>'),
  hit('sql', "ALTER ROLE bob WITH PASSWORD 'a b'", "ALTER ROLE bob WITH PASSWORD '[masked]'"),
  hit('sql', "CREATE USER bob IDENTIFIED BY 'abc'", "CREATE USER bob IDENTIFIED BY '[masked]'"),
  hit('redis-cli', 'redis-cli -h cache -a abc ping', 'redis-cli -h cache -a [masked] ping'),
  hit('mysql', 'mysqldump -u bob -pabc app', 'mysqldump -u bob -p[masked] app'),
  hit('sshpass', 'sshpass -p abc ssh bob@host', 'sshpass -p [masked] ssh bob@host'),
  hit('curl-user', 'curl -s -u bob:abc http://host', 'curl -s -u bob:[masked] http://host'),
  hit('pgpass', 'x\ndb.example.com:5432:app:bob:s3cr\\:et', 'x\ndb.example.com:5432:app:bob:[masked]'),
];
