import { barrier as b } from './mark.ts';
import { noSecret, secretKey } from './secret-keys.ts';
import { after, type SecretShape, token, wordStart } from './secret-shape.ts';
import { bareRun, charsRun, lineRun, pemRun, runAfter } from './value-run.ts';

const wordRun = charsRun('\\w-');
const dottedRun = charsRun('\\w.~+/=-');
const cookieRun = charsRun(`^;\\s"'${b}`);
const elementRun = charsRun(`^<\\r\\n${b}`);

const quote = `\\\\{0,3}["'\`]`;
const blank = '[ \\t]{0,40}';
const assign = `["'\\]\\\\]{0,5}${blank}(?::(?!:)=?|：|=>(?=${blank}${quote})|={1,3}|%3D)`;
/** White space after `=` belongs to an assignment only with white space before it, or before a quote. */
const gap = `(?:(?<=[:：>]|:=|[ \\t]={1,3})[ \\t]{1,40}|[ \\t]{1,40}(?=${quote}))?`;
const header = `["']?[ \\t]{0,4}[:=][ \\t]{0,4}["']?`;
const environmentKey = '[A-Z0-9_]{0,40}(?:PASS(?:WORD|WD|PHRASE)?|PWD|SECRET(?:_KEY)?|TOKEN|(?:API|ACCESS)_?KEY)';

const schemes = 'bearer|basic|token|bot|apikey|negotiate';
const optionStart = `(?<![\\w${b}-])--?(?:[a-z0-9]{1,20}-){0,3}`;
const words = `[^\\r\\n|;${b}]{0,200}?`;
const field = `[^\\s:"'${b}]{1,64}`;

export const secretShapes: readonly SecretShape[] = [
  {
    name: 'pem-private-key',
    why: 'RFC 7468, OpenSSH, PGP, SSH2 (RFC 4716): to the END line',
    head: /-----? ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-----?/g,
    run: () => pemRun,
  },
  token('age-key', 'age identity files', 'AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{20}'),
  token('aws-key-id', 'AWS IAM unique identifiers', `${wordStart}(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![a-z0-9${b}])`),
  token('alibaba-key-id', 'Alibaba Cloud RAM', `${wordStart}LTAI[A-Za-z0-9]{12}`),
  token('github', 'GitHub token formats', 'gh[pousr]_[A-Za-z0-9]{20}|github_pat_[A-Za-z0-9_]{20}'),
  token('gitlab', 'GitLab token prefixes', '(?:gl(?:pat|dt|rt|ptt|cbt|ft|imt|agent|oas|soat))-[\\w-]{16}', '\\w.~+/=-'),
  token('slack', 'Slack token types', `${wordStart}(?:xox[abeoprs]-|xapp-)[A-Za-z0-9-]{10}`),
  after('slack-webhook', 'Slack incoming webhooks', 'hooks\\.slack\\.com/[a-z]{3,20}/', () => dottedRun),
  after('wecom-webhook', 'WeCom group robots', 'qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=', () => wordRun),
  after('feishu-webhook', 'Feishu and Lark custom bots', '/open-apis/bot/v2/hook/', () => wordRun),
  after('dingtalk-webhook', 'DingTalk custom robots', '/robot/send\\?access_token=', () => wordRun),
  token('dingtalk-sign', 'DingTalk robots with signature', `${wordStart}SEC[0-9a-f]{32}`),
  {
    name: 'telegram-bot',
    why: 'Telegram Bot API: bot id, colon, 35 characters',
    head: new RegExp(`((?<![\\d${b}])\\d{6,12}:)[\\w-]{35}(?![\\w${b}-])`, 'g'),
  },
  token('ai-key', 'OpenAI (old), DashScope, DeepSeek', `${wordStart}sk-[A-Za-z0-9]{20}`),
  token(
    'ai-project-key',
    'OpenAI, Anthropic, OpenRouter',
    `${wordStart}sk-(?:proj|svcacct|admin|ant|or|ws|lf)-[\\w-]{16}`,
  ),
  token('modelscope', 'ModelScope', `${wordStart}ms-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`),
  token('google', 'Google API keys, OAuth', `${wordStart}(?:AIza[\\w-]{35}|GOCSPX-[\\w-]{20}|ya29\\.[\\w-]{20})`),
  token('npm', 'npm access tokens', `${wordStart}npm_[A-Za-z0-9]{30}`),
  token('hugging-face', 'Hugging Face', `${wordStart}hf_[A-Za-z0-9]{30}`),
  token('stripe', 'Stripe', `${wordStart}[rs]k_(?:live|test)_[A-Za-z0-9]{16}`),
  token('jwt', 'RFC 7519', `${wordStart}eyJ[\\w-]{8,512}\\.eyJ[\\w-]{4}`, '\\w.=-'),
  after('authorization', 'RFC 9110', `authorization${header}(?:${schemes})[ \\t]{1,4}`, () => bareRun),
  after(
    'authorization-list',
    'RFC 7616, AWS',
    `authorization${header}(?:digest|aws4-[\\w-]{1,30})[ \\t]`,
    () => lineRun,
  ),
  {
    name: 'authorization-bare',
    why: 'APIs with a key for the whole header',
    head: new RegExp(`(authorization${header})(?=[\\w.~+/=-]{0,40}\\d)[\\w.~+/=-]{16}`, 'gi'),
    run: () => dottedRun,
  },
  {
    name: 'bearer',
    why: 'RFC 6750, without its header',
    head: new RegExp(`(${wordStart}Bearer[ \\t]{1,4})(?=[\\w.~+/-]{0,40}\\d)[\\w.~+/-]{16}`, 'gi'),
    run: () => dottedRun,
  },
  {
    name: 'url-password',
    why: 'RFC 3986 user information; not an image with tag and digest',
    head: new RegExp(`(://[^\\s/:@"'<>[\\]${b}]{0,128}:)[^\\s"'<>?/${b}]{1,1024}(?=@(?!sha256:))`, 'g'),
  },
  after('set-cookie', 'RFC 6265', `set-cookie${header}[^=;\\s"'${b}]{1,128}=`, () => cookieRun),
  {
    name: 'cookie',
    why: 'RFC 6265: several in one line',
    head: new RegExp(`((?<![\\w${b}-])cookie${header})[^=;\\s"'${b}]{1,128}=`, 'gi'),
    run: () => lineRun,
  },
  after('assignment', 'settings, JSON, headers, queries', `(?:${secretKey})\\d{0,2}${assign}${gap}(?:${quote})?`),
  {
    name: 'quoted-setting',
    why: 'systemd Environment=, docker -e: the quotes go around name and value',
    head: new RegExp(`(["']${environmentKey}=)`, 'g'),
    run: (head) => runAfter(head.slice(0, 1)),
    except: noSecret,
  },
  after('element', 'XML settings', `<[\\w:.-]{0,40}?(?:${secretKey})>(?=[^<\\r\\n]{1,200}</)`, () => elementRun),
  after('sql', 'MySQL, Oracle, PostgreSQL', `(?:identified[ \\t]{1,8}by|password)[ \\t]{1,8}(?:as[ \\t]{1,8})?'`),
  after('option', 'command lines', `${optionStart}(?:${secretKey}|pass)[ \\t]{1,8}(?!-)(?:${quote})?`),
  after('sshpass', 'sshpass(1)', `${wordStart}sshpass[ \\t]{1,8}-p[ \\t]{0,8}(?:${quote})?`),
  after('redis-cli', 'redis-cli', `${wordStart}redis-cli(?=[ \\t])${words}[ \\t]-a[ \\t]{1,8}(?:${quote})?`),
  after('mysql', 'mysql(1), mysqldump(1)', `${wordStart}mysql[a-z]{0,8}(?=[ \\t])${words}[ \\t]-p(?:${quote})?`),
  after('curl-user', 'curl(1)', `${wordStart}curl(?=[ \\t])${words}[ \\t](?:-u|--user)[ \\t=]{0,4}["']?${field}:`),
  after('pgpass', 'PostgreSQL password file', `^[^:\\s${b}]{1,255}:(?:\\*|\\d?54\\d\\d|6432):${field}:${field}:`),
];
