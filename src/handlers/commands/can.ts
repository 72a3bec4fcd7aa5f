import * as z from 'zod';
import type { Block } from '../../actions/report.ts';
import { fail } from '../../actions/result.ts';
import { outside, type Text, texts } from '../../actions/text.ts';
import { explain } from '../../auth/explain.ts';
import type { Person } from '../../auth/principal.ts';
import { type Chattable, defineCommand } from '../command.ts';
import { parseFor } from '../dispatch/parse-for.ts';
import { personName } from '../person-name.ts';

const say = texts('can', {
  summary: {
    en: 'Whether somebody may run a command, and which rule says so.',
    zh: '查询某人能否执行某命令及其依据。',
  },
  yes: {
    en: '{who} may {command}: grant {grant} of role {role} says so.',
    zh: '{who} 可以执行 {command}:依据角色 {role} 的第 {grant} 条授权。',
  },
  talk: { en: '{who} may {command}: everybody I know may.', zh: '{who} 可以执行 {command}:所有已登记人员均可。' },
  no: { en: '{who} may not {command}.', zh: '{who} 不能执行 {command}。' },
  needs: { en: 'permission needed', zh: '所需权限' },
  ask: { en: 'who may', zh: '有权限的人' },
  approvers: { en: 'who else may say yes', zh: '可审批的其他人' },
  ifDangerous: { en: 'who else may say yes, where its plan is dangerous', zh: '方案属于危险操作时,可审批的其他人' },
  nobody: { en: 'nobody', zh: '无' },
  who: { en: 'Who? For example /can @bob restart llm', zh: '请写明是谁,例如 /能否 @bob 重启 llm' },
  rule: { en: 'grant {index} (role {role}): {why}', zh: '第 {index} 条授权(角色 {role}):{why}' },
  'no-grant': { en: 'does not name this permission', zh: '不含此权限' },
  'other-systems': { en: 'is for other systems', zh: '针对其他系统' },
  'other-environments': { en: 'is for other environments', zh: '针对其他环境' },
  'other-input': { en: 'is for other values', zh: '不含这些参数' },
  'outside-hours': { en: 'does not hold at this hour', zh: '当前时段不生效' },
});

export const can = defineCommand({
  name: 'can',
  aliases: ['能否'],
  summary: say.summary(),
  examples: ['/can @bob restart llm', '/can @me stop teaching', '/can restart llm'],
  takes: { person: { word: 'person', optional: true }, command: { word: 'rest', optional: false } },
  input: z.strictObject({ person: z.string().optional(), command: z.string().min(1) }),
  permission: 'bot:talk',
  timeoutMs: 10_000,
  changesState: false,
  async handle({ person: named, command: typed }, request) {
    const { desk } = request;
    // Nobody named: it is asked about oneself.
    const person = named ?? (request.principal.kind === 'person' ? request.principal.id : undefined);
    if (person === undefined) return fail('bad-input', say.who(), { next: ['/help can'] });
    const parsed = parseFor(request, typed);
    if (!parsed.ok) return parsed;
    const { command, system, environment, input } = parsed.value;
    const { permission } = command;
    const { policy } = desk.settings();
    const principal: Person = { kind: 'person', id: person, via: { platform: 'asked', id: person }, assumed: false };
    const seen = explain({ principal, permission, system, environment, input, atMs: desk.clock.now() }, policy);
    const words = { who: personName({ policy }, person), command: outside(typed) };
    const [first] = seen.grants;
    const talk = permission === 'bot:talk';
    const allowed = talk || seen.decision.allowed;
    const names = (ids: readonly string[]): Text =>
      ids.length === 0 ? say.nobody() : outside(ids.map((id) => personName({ policy }, id).outside).join(', '));
    const yesOf = yesLabel(command);
    const facts: Block = {
      type: 'facts',
      facts: [
        { label: say.needs(), value: outside(permission) },
        ...(seen.decision.allowed ? [] : [{ label: say.ask(), value: names(seen.decision.ask) }]),
        ...(yesOf === undefined ? [] : [{ label: yesOf, value: names(seen.approvers) }]),
      ],
    };
    const rules: readonly Block[] = allowed
      ? []
      : seen.grants.map(({ index, grant, refusal = 'no-grant' }) => ({
          type: 'text',
          text: say.rule({ index: index + 1, role: outside(grant.role), why: say[refusal]() }),
        }));
    return {
      ok: true,
      value: {
        verdict: 'ok',
        headline: talk
          ? say.talk(words)
          : allowed
            ? say.yes({ ...words, grant: (first?.index ?? 0) + 1, role: outside(first?.grant.role ?? '') })
            : say.no(words),
        measuredAtMs: desk.clock.now(),
        blocks: talk ? [] : [facts, ...rules],
        next: [],
      },
    };
  },
});

/** What reads, and what the bot does for itself, needs nobody's second yes; of a change the plan may say more than it does here. */
function yesLabel(command: Chattable): Text | undefined {
  if (command.kind !== 'change' || command.risk === 'looks') return undefined;
  return command.risk === 'dangerous' ? say.approvers() : say.ifDangerous();
}
