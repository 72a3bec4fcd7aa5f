import * as z from 'zod';
import { defineChange, defineQuery } from '../../../src/actions/action.ts';
import { type System, serviceSpec, systemSpec } from '../../../src/actions/inventory.ts';
import { fail } from '../../../src/actions/result.ts';
import type { Takes } from '../../../src/actions/words.ts';
import { policySpec } from '../../../src/auth/policy.ts';
import { type Chattable, defineCommand } from '../../../src/handlers/command.ts';
import { type ParseContext, parse } from '../../../src/handlers/dispatch/parse.ts';

/** Commands of every shape, so that parsing is tested apart from what the commands do. */

interface Sketch {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly takes: Takes;
  readonly example: string;
  readonly input?: z.ZodType;
}

const base = ({ name, aliases = [], takes, example, input }: Sketch) => ({
  name,
  aliases,
  summary: { key: `test.${name}` },
  examples: [example] as const,
  takes,
  input: input ?? z.record(z.string(), z.union([z.string(), z.number()])),
  permission: 'test:run' as const,
  timeoutMs: 1_000,
});
const nothing = { code: 'ok', message: { blocks: [] } } as const;

export const change = (sketch: Sketch): Chattable =>
  defineChange({ ...base(sketch), risk: 'changes', plan: async () => fail('internal', { key: 'test.none' }) });
export const query = (sketch: Sketch & { readonly everySystem?: boolean }): Chattable =>
  defineQuery({
    ...base(sketch),
    everySystem: sketch.everySystem ?? false,
    report: async () => fail('internal', { key: 'test.none' }),
  });
export const own = (sketch: Sketch): Chattable =>
  defineCommand({ ...base(sketch), changesState: false, handle: async () => nothing });

const system = { word: 'system', optional: false } as const;
const anySystem = { word: 'system', optional: true } as const;
const service = { word: 'service', optional: true } as const;
const duration = { word: 'duration', optional: true } as const;
const count = { word: 'count', optional: true } as const;

export const commands: readonly Chattable[] = [
  own({
    name: 'help',
    aliases: ['帮助'],
    takes: { command: { word: 'rest', optional: true } },
    example: '/help restart',
  }),
  query({
    name: 'health',
    aliases: ['健康'],
    everySystem: true,
    takes: { system, service, depth: { word: 'choice', optional: true, choices: { full: ['完整'] } } },
    example: '/health teaching',
    input: z.strictObject({ system: z.string(), service: z.string().optional(), depth: z.enum(['full']).optional() }),
  }),
  query({ name: 'version', aliases: ['版本'], everySystem: true, takes: { system }, example: '/version teaching' }),
  change({ name: 'start', aliases: ['启动'], takes: { system, service }, example: '/start llm' }),
  change({
    name: 'stop',
    aliases: ['停止'],
    takes: { system, service, cleanup: { word: 'choice', optional: true, choices: { cleanup: ['清理'] } } },
    example: '/stop teaching cleanup',
  }),
  change({
    name: 'restart',
    aliases: ['重启'],
    takes: { system: anySystem, service, override: { word: 'option', optional: true } },
    example: '/restart llm',
    input: z.strictObject({
      system: z.string(),
      service: z.string().optional(),
      override: z.string().min(10).optional(),
    }),
  }),
  change({
    name: 'reload',
    aliases: ['重载'],
    takes: { system, service: { word: 'service', optional: false } },
    example: '/reload nginx',
  }),
  own({
    name: 'watch',
    aliases: ['观察'],
    takes: { system, interval: duration, total: duration },
    example: '/watch teaching 5s 2m',
  }),
  query({
    name: 'logs',
    aliases: ['日志'],
    takes: {
      system,
      service,
      what: { word: 'choice', optional: true, choices: { errors: ['错误'], stats: ['统计'] } },
      level: { word: 'choice', optional: true, choices: { warn: ['警告'], info: [] } },
      window: duration,
      count,
      text: { word: 'text', optional: true },
      since: { word: 'option', optional: true },
    },
    example: '/logs errors 1h',
  }),
  query({
    name: 'logs follow',
    aliases: ['日志跟踪'],
    takes: { system, window: duration },
    example: '/logs follow 2m',
  }),
  change({ name: 'backup now', aliases: ['立即备份'], takes: { system }, example: '/backup now talentlens' }),
  query({ name: 'backup list', aliases: ['备份列表'], takes: { system, count }, example: '/backup list' }),
  own({ name: 'run', aliases: ['运行'], takes: { id: { word: 'id', optional: false } }, example: '/run 2041' }),
  own({ name: 'runs', aliases: ['运行记录'], takes: { system: anySystem, count }, example: '/runs' }),
  own({
    name: 'confirm',
    aliases: ['确认'],
    takes: { code: { word: 'id', optional: false } },
    example: '/confirm 7F3KQ2',
  }),
  own({
    name: 'abandon',
    aliases: ['放弃'],
    takes: { id: { word: 'id', optional: false }, reason: { word: 'text', optional: false } },
    example: '/abandon 2041 "the host is gone"',
  }),
  own({
    name: 'freeze',
    aliases: ['冻结'],
    takes: { system: anySystem, reason: { word: 'text', optional: false } },
    example: '/freeze "chat may be compromised"',
  }),
  own({
    name: 'can',
    aliases: ['能否'],
    takes: { person: { word: 'person', optional: false }, command: { word: 'rest', optional: false } },
    example: '/can @bob restart llm',
  }),
  own({
    name: 'oncall',
    takes: { person: { word: 'person', optional: false }, from: duration },
    example: '/oncall @bob 8h',
  }),
  own({ name: 'reconfigure', aliases: ['重载配置'], takes: {}, example: '/reconfigure' }),
];

interface ServiceSketch {
  readonly title?: string;
  readonly aliases?: readonly string[];
}

export function makeSystem(
  id: string,
  title: string,
  aliases: readonly string[],
  services: Readonly<Record<string, ServiceSketch>>,
): System {
  const runtime = { kind: 'systemd', unit: 'x.service' };
  const parsed = systemSpec.parse({ title, aliases, environment: 'lab', folder: `/opt/${id}`, services: {} });
  return {
    ...parsed,
    id,
    services: Object.entries(services).map(([name, sketch]) => ({
      ...serviceSpec.parse({ ...sketch, host: 'h1', runtime }),
      id: name,
      system: id,
    })),
  };
}

export const teaching = makeSystem('teaching', '智能教学助手', ['教学', 'smart-teaching'], {
  llm: { title: '大模型服务', aliases: ['大模型'] },
  backend: { title: '后端服务', aliases: ['后端', 'be'] },
  frontend: { aliases: ['前端'] },
  redis: {},
});
export const talentlens = makeSystem('talentlens', 'QZ TalentLens', ['人事'], {
  api: { title: '接口', aliases: ['talentlens-api'] },
  nginx: {},
  redis: { aliases: ['缓存'] },
});

export const { people } = policySpec.parse({
  people: {
    alice: { name: 'Alice' },
    bob: { name: 'Bob', chat: { slack: ['T1:U0BOB'] } },
    carol: { name: 'Carol' },
    chen: { name: 'Chen Wei' },
    lan: { name: '王兰' },
    lan2: { name: '王兰' },
  },
});

export const systems = [talentlens, teaching];
export const context: ParseContext = { commands, systems, people, me: 'alice' };

/** `restart system=teaching service=llm`, or `bad-input parse.noServiceNear → /restart llm`. */
export function reading(text: string, more: Partial<ParseContext> = {}): string {
  const result = parse(text, { ...context, ...more });
  if (!result.ok) {
    const { message, next = [] } = result.failure;
    return `${'key' in message ? message.key : '?'} → ${next.join(' | ')}`;
  }
  const { command, input, fanOut } = result.value;
  const fields = Object.entries(input as object).map(([field, value]) => `${field}=${value}`); // a command's input is an object
  return [command.name, ...fields.sort(), ...(fanOut ? ['everywhere'] : [])].join(' ');
}
