import * as z from 'zod';
import { defineChange } from '../action.ts';
import { unchanged } from '../guards-for.ts';
import type { Service, System } from '../inventory.ts';
import { systemNamed } from '../named-system.ts';
import { named, systemName } from '../names.ts';
import type { Step } from '../plan.ts';
import { exclusive, planFor } from '../plan-for.ts';
import type { PlanContext } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { secretInput } from '../secret-input.ts';
import { downtimeOf } from '../services/downtime.ts';
import { finishedSteps, tookMs } from '../services/finished-steps.ts';
import { locksOf, whileAway } from '../services/held-services.ts';
import { formerName } from '../steps/env-values/env-value-programs.ts';
import { outside, type Text, texts } from '../text.ts';
import { name } from '../values.ts';
import type { TokenSpec } from './token-spec.ts';

const say = texts('token-set', {
  summary: {
    en: 'Give a system a new key: asked for privately, written into its env files, put back when the services are not healthy with it.',
    zh: '更换系统的密钥:私密输入,写入环境文件;服务不健康时自动恢复原文件。',
  },
  label: { en: 'the new key', zh: '新密钥' },
  what: { en: 'Set {key} of {system}', zh: '更换 {system} 的 {key}' },
  none: {
    en: 'No keys are configured for {system} (tokens in its file)',
    zh: '{system} 未配置任何密钥(其配置文件中的 tokens)',
  },
  which: { en: 'Which key of {system}? {list}.', zh: '要更换 {system} 的哪个密钥?{list}。' },
  write: { en: 'write {variable} into {path}', zh: '将 {variable} 写入 {path}' },
  kept: { en: 'former file kept as', zh: '原文件保留为' },
  undone: {
    en: '{path}, closed to others; put back by itself if anything fails',
    zh: '{path},仅属主可读;任何一步失败都会自动恢复',
  },
  restarted: { en: 'restarted', zh: '重启' },
  done: { en: '{what} · done in {took} · healthy with the new key', zh: '{what} · 用时 {took} · 新密钥下服务健康' },
  list: { en: '{services}', zh: '{services}' },
});

export const set = defineChange({
  name: 'token set',
  aliases: ['更换密钥'],
  summary: say.summary(),
  examples: ['/token set talentlens modelscope', '/token set teaching openai', '/更换密钥 教学 openai'],
  takes: {
    system: { word: 'system', optional: true },
    key: { word: 'token', optional: true },
    value: { word: 'secret', optional: true, label: say.label() },
  },
  input: z.strictObject({ system: name, key: name.optional(), value: secretInput }),
  permission: 'token:set',
  risk: 'dangerous',
  timeoutMs: 30_000,
  async plan(input, context) {
    const one = systemNamed(context.inventory, input.system);
    if (!one.ok) return one;
    const system = one.value;
    const found = tokenOf(system, input.key);
    if (!found.ok) return found;
    const { key, token } = found.value;
    const { value } = input;
    if (value === undefined) throw new Error('the value was not asked for'); // every way in asks first
    const services = system.services.filter(({ id }) => token.services.includes(id));
    const what = say.what({ key: named(key, token.title ?? key), system: systemName(system) });
    return planFor(system, context, {
      action: 'token set',
      input,
      risk: 'dangerous',
      locks: [exclusive(`env:${system.id}`), ...locksOf(services)],
      guards: unchanged(services),
      steps: stepsOf(token, value, services, context),
      summary: what,
      ...(await downtimeOf(services, context)),
      facts: [
        {
          type: 'facts',
          facts: [
            { label: say.restarted(), value: say.list({ services: { list: services.map(({ id }) => id) } }) },
            ...token.files.map((path) => ({
              label: say.kept(),
              value: say.undone({ path: outside(formerName(path, context.planId)) }),
            })),
          ],
        },
      ],
    });
  },
  outcome: ({ plan, ...finished }) =>
    say.done({ what: plan.summary, took: { durationMs: tookMs(finishedSteps({ plan, ...finished })) } }),
});

function tokenOf(system: System, key: string | undefined): Result<{ readonly key: string; readonly token: TokenSpec }> {
  const keys = Object.keys(system.tokens);
  const [only] = keys;
  if (only === undefined) return fail('not-found', say.none({ system: systemName(system) }));
  const wanted = key ?? (keys.length === 1 ? only : undefined);
  const token = wanted !== undefined && Object.hasOwn(system.tokens, wanted) ? system.tokens[wanted] : undefined;
  if (wanted !== undefined && token !== undefined) return ok({ key: wanted, token });
  const next = keys.map((each) => `/token set ${system.id} ${each}`);
  return fail('bad-input', say.which({ system: systemName(system), list: { list: keys, joined: 'or' } }), { next });
}

/** Services are away while the files change, so that what fails is undone in the same order: stopped, put back, started. */
function stepsOf(
  { host, files, variable, user }: TokenSpec,
  value: { readonly secret: string },
  services: readonly Service[],
  { planId }: Pick<PlanContext, 'planId'>,
): readonly Step[] {
  const write = (path: string): Step => {
    const title: Text = say.write({ variable: outside(variable), path: outside(path) });
    const params = { path, variable, value, stamp: planId, ...(user === undefined ? {} : { user }) };
    return { kind: 'set-env-value', host, title, timeoutMs: 120_000, onFailure: 'undo', params };
  };
  return whileAway(services, files.map(write));
}
