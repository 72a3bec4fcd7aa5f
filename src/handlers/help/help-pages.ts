import { worded } from '../../actions/names.ts';
import type { Report } from '../../actions/report.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import type { Chattable } from '../command.ts';
import type { Request } from '../request.ts';
import { examplesOf, isOfNoUse } from './examples-of.ts';
import { calledIn, namesInBrief } from './names-in-brief.ts';
import { bySubject, type OfSubject } from './subjects.ts';

const say = texts('help', {
  headline: { en: '{count} commands you may use', zh: '你可以使用 {count} 个命令' },
  about: { en: '{subject}: {count} commands you may use', zh: '{subject}:你可以使用 {count} 个命令' },
  more: { en: 'More of each: /help with its name, or with a subject.', zh: '查看详情:/帮助 加命令名或类别名。' },
  one: { en: '/{name}: {summary}', zh: '/{name}:{summary}' },
  also: { en: 'also', zh: '别名' },
  permission: { en: 'permission', zh: '权限' },
  example: { en: 'example', zh: '示例' },
  beside: { en: 'see also', zh: '相关' },
});

const inBrief = (commands: readonly Chattable[]): Text =>
  worded({ en: namesInBrief(commands, 'en'), zh: namesInBrief(commands, 'zh') });

/** Subjects with the names of their commands; those of no use on any system are left to be asked for. */
export function overview(request: Request, usable: readonly Chattable[]): Report {
  const { desk, language } = request;
  const listed = usable.filter((one) => !isOfNoUse(request, one));
  const facts = bySubject(listed).map(({ subject, commands }) => ({
    label: subject.title,
    value: inBrief(commands),
  }));
  return {
    verdict: 'ok',
    headline: say.headline({ count: listed.length }),
    measuredAtMs: desk.clock.now(),
    blocks: [
      { type: 'facts', facts },
      { type: 'text', text: say.more() },
    ],
    next: language === 'zh' ? ['/健康', '/帮助 重启', '/帮助 日志'] : ['/health', '/help restart', '/help logs'],
  };
}

/** The commands of one subject, each with what it does. */
export function listing({ desk, language }: Request, { subject, commands }: OfSubject): Report {
  const facts = commands.map((one) => ({
    label: worded({ en: calledIn(one, 'en'), zh: calledIn(one, 'zh') }),
    value: one.summary,
  }));
  return {
    verdict: 'ok',
    headline: say.about({ subject: subject.title, count: commands.length }),
    measuredAtMs: desk.clock.now(),
    blocks: [{ type: 'facts', facts }],
    next: commands.slice(0, 3).map((one) => `${calledIn(help, language)} ${calledIn(one, language).slice(1)}`),
  };
}

const help = { name: 'help', aliases: ['帮助'] };
const mostExamples = 3;

/** How one command works. `family`: the others that begin like it. */
export function detail(request: Request, command: Chattable, family: readonly Chattable[]): Report {
  const { desk, language } = request;
  const { aliases, permission, summary } = command;
  const [en, zh] = [examplesOf(request, command, 'en'), examplesOf(request, command, 'zh')];
  const rows = en.map((each, at) => ({ en: each, zh: zh[at] ?? each })).slice(0, mostExamples);
  const beside = family.length === 0 ? [] : [{ label: say.beside(), value: inBrief(family) }];
  const facts = [
    ...rows.map((example) => ({ label: say.example(), value: worded(example) })),
    { label: say.also(), value: outside(aliases.map((alias) => `/${alias}`).join(' ')) },
    { label: say.permission(), value: outside(permission) },
    ...beside,
  ];
  return {
    verdict: 'ok',
    headline: say.one({ name: command.name, summary }),
    measuredAtMs: desk.clock.now(),
    blocks: [{ type: 'facts', facts }],
    // What changes something is typed, not pressed in passing.
    next: command.kind === 'query' ? rows.slice(0, 1).map((example) => example[language]) : [],
  };
}
