import type { Service, System } from './inventory.ts';
import type { Inventory } from './ports.ts';
import type { Verdict } from './report.ts';
import { outside, type Text, texts, type Wording } from './text.ts';

// A message uses the same parameters in every language; `select` takes one in without showing it.
const say = texts('name', {
  named: { en: '{id}{title, select, other {}}', zh: '{title}{id, select, other {}}' },
  ok: { en: 'ok', zh: '正常' },
  unknown: { en: 'unknown', zh: '未知' },
  warning: { en: 'warning', zh: '警告' },
  critical: { en: 'critical', zh: '严重' },
  production: { en: 'production', zh: '生产环境' },
  staging: { en: 'staging', zh: '预发环境' },
  lab: { en: 'lab', zh: '实验环境' },
  demo: { en: 'demo', zh: '演示环境' },
});

/** `llm` in English, `大模型服务` in Chinese where a title is configured. */
export const serviceName = (service: Pick<Service, 'id' | 'title'>): Text =>
  named(service.id, service.title ?? service.id);
export const systemName = (system: Pick<System, 'id' | 'title'>): Text => named(system.id, system.title);

/** A step carries names as data. */
export const named = (id: string, title: string): Text =>
  id === title ? outside(id) : say.named({ id: outside(id), title: outside(title) });

/** Words of the configuration: said once for everybody, or in each language. */
export const worded = (words: string | Wording): Text =>
  typeof words === 'string' ? outside(words) : named(words.en, words.zh);

export const verdictName = (verdict: Verdict): Text => say[verdict]();
export const environmentName = (environment: System['environment']): Text => say[environment]();

/** The words that mean one service wherever they are typed: `llm`, or `teaching llm` when another system has one too. */
export function spoken(service: Pick<Service, 'id' | 'system'>, inventory: Inventory): string {
  if (service.id === service.system) return service.system;
  const holders = inventory.systems().filter(({ services }) => services.some(({ id }) => id === service.id));
  const clear = holders.length === 1 && inventory.system(service.id) === undefined;
  return clear ? service.id : `${service.system} ${service.id}`;
}
