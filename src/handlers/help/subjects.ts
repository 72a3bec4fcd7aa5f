import { type CatalogueText, texts } from '../../actions/text.ts';
import type { Chattable } from '../command.ts';

const say = texts('help.subject', {
  look: { en: 'look', zh: '查看' },
  services: { en: 'services', zh: '服务' },
  logs: { en: 'logs', zh: '日志' },
  backups: { en: 'backups', zh: '备份' },
  databases: { en: 'databases', zh: '数据库' },
  keys: { en: 'keys', zh: '密钥' },
  alerts: { en: 'alerts', zh: '告警' },
  routine: { en: 'routine', zh: '例行' },
  runs: { en: 'runs', zh: '运行' },
  approvals: { en: 'approvals', zh: '审批' },
  record: { en: 'record', zh: '记录' },
  bot: { en: 'the bot', zh: '机器人' },
  you: { en: 'you', zh: '个人' },
  other: { en: 'other', zh: '其他' },
});

export interface Subject {
  readonly title: CatalogueText;
  /** What it may be called after `/help`, folded. */
  readonly words: readonly string[];
  /** First words of its commands' names, the commonest first. */
  readonly heads: readonly string[];
}

const subject = (title: CatalogueText, words: readonly string[], heads: readonly string[]): Subject => ({
  title,
  words,
  heads,
});

/** In the order in which somebody who was just woken needs them. */
const subjects: readonly Subject[] = [
  subject(say.look(), ['look', '查看'], ['health', 'status', 'diagnose', 'top', 'disk', 'version', 'watch', 'report']),
  subject(say.services(), ['services', 'service', '服务'], ['restart', 'start', 'stop', 'reload', 'recover']),
  subject(say.logs(), ['logs', '日志'], ['logs', 'cleanup']),
  subject(say.alerts(), ['alert', '告警'], ['alerts', 'alert', 'ack', 'resolve', 'silence', 'silences', 'unsilence']),
  subject(say.backups(), ['backups', 'backup', '备份'], ['backup', 'restore']),
  subject(say.databases(), ['databases', 'database', 'db', '数据库'], ['db']),
  subject(say.keys(), ['keys', 'key', 'tokens', 'token', '密钥'], ['token']),
  subject(say.runs(), ['runs', '运行'], ['runs', 'run', 'cancel', 'resume', 'undo', 'abandon']),
  subject(
    say.approvals(),
    ['approvals', 'approval', '审批'],
    ['confirm', 'approve', 'deny', 'breakglass', 'review', 'freeze', 'thaw'],
  ),
  subject(say.routine(), ['routine', '例行'], ['checklist', 'schedule', 'maintenance']),
  subject(say.record(), ['record', '记录'], ['audit', 'timeline']),
  subject(say.you(), ['you', '个人'], ['whoami', 'can', 'login', 'logout']),
  subject(say.bot(), ['bot', '机器人'], ['help', 'reconfigure', 'demo']),
];
/** A new command is never left out. */
const other = subject(say.other(), ['other', '其他'], []);

const headOf = ({ name }: Chattable): string => name.split(' ', 1)[0] ?? name;

export interface OfSubject {
  readonly subject: Subject;
  readonly commands: readonly Chattable[];
}

/** Each subject that has any of these commands, with them, in order. */
export function bySubject(commands: readonly Chattable[]): readonly OfSubject[] {
  const homeOf = (command: Chattable): Subject =>
    subjects.find(({ heads }) => heads.includes(headOf(command))) ?? other;
  return [...subjects, other].flatMap((each) => {
    const rank = (command: Chattable): number => each.heads.indexOf(headOf(command));
    const own = commands.filter((command) => homeOf(command) === each).toSorted((a, b) => rank(a) - rank(b));
    return own.length === 0 ? [] : [{ subject: each, commands: own }];
  });
}
