import * as z from 'zod';
import { defineQuery } from '../action.ts';
import { askHosts, type Question } from '../ask-hosts.ts';
import { dotted } from '../joined.ts';
import { systemNamed } from '../named-system.ts';
import { named, systemName } from '../names.ts';
import type { Exec } from '../ports.ts';
import { type Finding, worst } from '../report.ts';
import { fail, ok } from '../result.ts';
import { envValueFailure } from '../steps/env-values/env-value-failure.ts';
import { keyFactsArgv } from '../steps/env-values/env-value-programs.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import type { TokenSpec } from './token-spec.ts';

const say = texts('token-status', {
  summary: {
    en: 'The keys a system needs: whether each is there, and the days it still holds.',
    zh: '系统所需密钥是否已配置,以及剩余有效天数。',
  },
  none: {
    en: 'No keys are configured for {system} (tokens in its file)',
    zh: '{system} 未配置任何密钥(其配置文件中的 tokens)',
  },
  headline: {
    en: '{system} · {count, plural, one {# key} other {# keys}}',
    zh: '{system} · {count} 个密钥',
  },
  left: {
    en: '{days, plural, =0 {holds to the end of today} one {# day left} other {# days left}}, until {date}',
    zh: '{days, plural, =0 {今日到期} other {剩余 # 天}},有效期至 {date}',
  },
  over: {
    en: 'ran out {days, plural, one {# day} other {# days}} ago, on {date}',
    zh: '已于 {date} 过期,距今 {days} 天',
  },
  set: { en: 'set', zh: '已配置' },
  absent: { en: '{variable} is not set in {path}', zh: '{path} 中未配置 {variable}' },
  noDate: {
    en: 'set; {variable} in {path} says no date such as 2026-01-06',
    zh: '已配置,但 {path} 中的 {variable} 没有形如 2026-01-06 的日期',
  },
  getNew: { en: '{text} · a new one: {from}', zh: '{text} · 获取新密钥:{from}' },
});

const dayMs = 86_400_000;
/** Its manual: a reminder from seven days before. */
const soonDays = 7;

export const status = defineQuery({
  name: 'token status',
  aliases: ['密钥状态'],
  summary: say.summary(),
  examples: ['/token status talentlens', '/密钥状态 教学'],
  takes: { system: { word: 'system', optional: true } },
  input: z.strictObject({ system: name }),
  permission: 'token:read',
  timeoutMs: 30_000,
  everySystem: true,
  async report(input, context) {
    const found = systemNamed(context.inventory, input.system);
    if (!found.ok) return found;
    const system = found.value;
    const tokens = Object.entries(system.tokens);
    if (tokens.length === 0) return fail('not-found', say.none({ system: systemName(system) }));
    const today = dayOf(context.now(), context.timeZone ?? 'UTC');
    const questions = tokens.map(([key, token]) => questionOf(key, token, today));
    const answers = await askHosts(context, questions, 20_000);
    const findings = questions.flatMap((question, at): readonly Finding[] => {
      const answer = answers(question);
      const [key = '', token] = tokens[at] ?? [];
      return answer.ok
        ? answer.value
        : [{ mark: 'unknown', label: named(key, token?.title ?? key), text: answer.failure.message }];
    });
    return ok({
      verdict: worst(findings.map(({ mark }) => mark)),
      headline: say.headline({ system: systemName(system), count: tokens.length }),
      measuredAtMs: context.now(),
      blocks: [{ type: 'findings', findings }],
      next: findings.some(({ mark }) => mark !== 'ok') ? [`/token set ${system.id}`] : [],
    });
  },
});

function questionOf(key: string, token: TokenSpec, today: string): Question<readonly Finding[]> {
  const { host, files, user, variable, expires = '' } = token;
  const label = named(key, token.title ?? key);
  return {
    host,
    commands: files.map((path) => keyFactsArgv({ user, path }, variable, expires)),
    read: (answers) =>
      files.map(
        (path, at): Finding => ({
          label: files.length === 1 ? label : dotted([label, outside(path)]),
          ...judge(token, path, answers[at], today),
        }),
      ),
  };
}

function judge(
  token: TokenSpec,
  path: string,
  answer: Exec | undefined,
  today: string,
): Pick<Finding, 'mark' | 'text'> {
  const { host, variable, expires, from } = token;
  const words = { variable: outside(variable), path: outside(path) };
  const more = (text: Text): Text => (from === undefined ? text : say.getNew({ text, from: outside(from) }));
  if (answer === undefined) return { mark: 'unknown', text: outside(path) };
  if (answer.exitCode !== 0) return { mark: 'unknown', text: envValueFailure(host, path, answer).message };
  if (!/^set yes$/m.test(answer.stdout)) return { mark: 'critical', text: more(say.absent(words)) };
  if (expires === undefined) return { mark: 'ok', text: say.set() };
  const date = /^expires (\d{4}-\d\d-\d\d)$/m.exec(answer.stdout)?.[1];
  const untilMs = Date.parse(`${date ?? ''}T00:00:00Z`);
  if (date === undefined || Number.isNaN(untilMs))
    return { mark: 'unknown', text: say.noDate({ ...words, variable: outside(expires) }) };
  const days = Math.round((untilMs - Date.parse(`${today}T00:00:00Z`)) / dayMs);
  if (days < 0) return { mark: 'critical', text: more(say.over({ days: -days, date })) };
  const text = say.left({ days, date });
  return days <= soonDays ? { mark: 'warning', text: more(text) } : { mark: 'ok', text };
}

/** `2026-01-06` of a moment in a zone. */
const dayOf = (atMs: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(atMs);
