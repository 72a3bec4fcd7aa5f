import { barrier } from './mark.ts';

/** How a key ends whose value is a secret, in any case: `DB_PASSWORD`, `clientSecret`, `X-Api-Key`, `口令`. */
export const secretKey = [
  '(?<!\\bno)pass(?:word|wd|phrase|code)', // not sudo's NOPASSWD:
  '(?<=[_-])pass|(?<=["\'])pass(?=\\\\?["\'])',
  'pwd(?!=/)', // not the working folder, PWD=/srv
  'secret(?:[_-]?(?:access[_-]?)?key(?:[_-]?base)?|[_-]?id)?',
  'token',
  'api[_-]?key',
  'access[_-]?key(?:[_-]?(?:id|secret))?',
  '(?:private|encryption|signing|auth|account|master)[_-]?key',
  '密码|口令|密钥|令牌',
].join('|');

const words = [
  'accepted|authentication|boolean|cannot|changed|compat|denied|disabled|enabled|enter|error|expired|expires|expiring',
  'failed|file|files|flag|found|incorrect|invalid|mismatch|missing|must|needs|no|not|number|ok|okay|option|optional',
  'please|rejected|required|requires|reset|revoked|rotated|set|should|sorry|sss|string|systemd|token|unexpected',
  'unknown|updated|valid|value|verified|wrong|yes',
  // a sentence goes on, but not right after `=`
  '(?<!=)(?:a|an|and|are|can|for|from|in|is|it|of|on|or|that|the|this|to|via|was|with|your)',
].join('|');
const nextKeys = 'database|db|email|host|login|name|password|port|server|token|url|user|username';
const folders = 'app|bin|boot|data|dev|etc|home|lib|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|Users|var';

const end = `[.,;:!?)\\]}]{0,3}(?:[\\s&|<${barrier}]|["'](?!\\w)|$)`;

/** What stands after `password:` or `token =` without being one. Sticky, for values without quotes. */
export const noSecret = new RegExp(
  [
    `(?:${words})(?=${end})`,
    `(?:null|none|nil|undefined|true|false|unset|empty)(?=[,;)\\]}]|${end})`,
    `\\d{1,3}(?::\\d{1,4})?(?=${end})`, // a count, a line and column
    `(?:\\*{2,64}|[x•]{4,64}|\\.{3}|…)(?=${end})`, // masked by others
    `(?:<[\\w .-]{1,40}>|[[(](?:redacted|filtered|hidden|none|empty|unset)[\\])])(?=${end})`,
    `~/|\\.{1,2}/|/(?:${folders})/`,
    `(?:${nextKeys})["']?:[ \\t]`,
    '[\\u3400-\\u9fff]', // 密码：已重置
  ].join('|'),
  'iy',
);

const whole = new RegExp(`^pass$|(?:${secretKey})\\d{0,2}$`, 'i');

/** Whether a field of this name holds a secret. */
export const isSecretKey = (key: string): boolean => whole.test(key);
