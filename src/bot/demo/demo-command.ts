import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { type Command, defineCommand } from '../../handlers/command.ts';
import { breakDemo, type DemoService, demoServices, fillDemo, mendDemo } from './break-demo.ts';

const say = texts('demo', {
  summary: {
    en: 'Break a service or the disk of the demo, mend it, or become another of its people.',
    zh: '弄坏或修好演示系统的服务或磁盘,或切换演示人物。',
  },
  broken: { en: '{service} is told to {how}. Look: /health', zh: '已让 {service} 出现“{how}”故障,查看:/健康' },
  mended: {
    en: 'The breakages are taken away; what crashed has to be started again.',
    zh: '故障已清除,已崩溃的服务需要重新启动。',
  },
  full: {
    en: "The demo's folder is filled up to what it may hold, {limit}. Look: /health, /disk",
    zh: '演示系统的目录已写满(上限 {limit}),查看:/健康、/磁盘',
  },
  unlimited: {
    en: 'The description of the demo gives its folder no limit to fill.',
    zh: '演示系统的配置未设置目录上限。',
  },
  which: { en: 'Break what? One of {services}.', zh: '要弄坏哪个服务?可选:{services}。' },
});

/** `/demo break llm hang`, `/demo mend`. Becoming another person is the terminal's own matter. */
export const makeDemoCommand = (folder: () => string): Command =>
  defineCommand({
    name: 'demo',
    aliases: ['演示操作'],
    summary: say.summary(),
    examples: ['/demo break llm', '/demo break backend slow', '/demo break disk', '/demo mend'],
    takes: {
      what: { word: 'choice', optional: false, choices: { break: ['弄坏'], mend: ['修好'] } },
      system: { word: 'system', optional: true },
      service: { word: 'service', optional: true },
      disk: { word: 'choice', optional: true, choices: { disk: ['磁盘'] } },
      how: {
        word: 'choice',
        optional: true,
        choices: { crash: ['崩溃'], hang: ['卡死'], slow: ['变慢'], body: ['异常'], 'crash-on-start': ['起不来'] },
      },
    },
    input: z.strictObject({
      what: z.enum(['break', 'mend']),
      system: z.string().optional(),
      service: z.string().optional(),
      disk: z.literal('disk').optional(),
      how: z.enum(['crash', 'hang', 'slow', 'body', 'crash-on-start']).default('crash'),
    }),
    permission: 'bot:talk',
    timeoutMs: 10_000,
    changesState: false,
    async handle({ what, service, disk, how }, { desk }) {
      const measuredAtMs = desk.clock.now();
      if (what === 'mend') {
        mendDemo(folder());
        return {
          ok: true,
          value: { verdict: 'ok', headline: say.mended(), measuredAtMs, blocks: [], next: ['/health'] },
        };
      }
      if (disk !== undefined) {
        const { folderLimitMiB } = desk.inventory().system('demo') ?? {};
        if (folderLimitMiB === undefined) return fail('not-found', say.unlimited());
        const limit = folderLimitMiB * 1_048_576;
        fillDemo(folder(), limit);
        const headline = say.full({ limit: { bytes: limit } });
        return {
          ok: true,
          value: { verdict: 'ok', headline, measuredAtMs, blocks: [], next: ['/health', '/disk', '/demo mend'] },
        };
      }
      const chosen = demoServices.find((one): one is DemoService => one === service);
      if (chosen === undefined) {
        return fail('bad-input', say.which({ services: { list: [...demoServices, 'disk'], joined: 'or' } }), {
          next: ['/demo break llm'],
        });
      }
      breakDemo(folder(), chosen, how);
      const headline = say.broken({ service: outside(chosen), how: outside(how) });
      return {
        ok: true,
        value: { verdict: 'ok', headline, measuredAtMs, blocks: [], next: ['/health', `/restart ${chosen}`] },
      };
    },
  });
