import * as z from 'zod';
import type { Block } from '../../actions/report.ts';
import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { type Chattable, defineCommand } from '../command.ts';
import { refusalOf } from '../gate/rights.ts';
import type { Request } from '../request.ts';

const say = texts('help', {
  summary: { en: 'What you may ask me, or how one command works.', zh: '查看可用命令或某个命令的用法。' },
  headline: { en: '{count} commands you may use', zh: '你可以使用 {count} 个命令' },
  one: { en: '/{name}: {summary}', zh: '/{name}:{summary}' },
  aliases: { en: 'also', zh: '别名' },
  permission: { en: 'permission', zh: '权限' },
  example: { en: 'example', zh: '示例' },
  command: { en: 'command', zh: '命令' },
  what: { en: 'what it does', zh: '说明' },
  unknown: { en: 'I know no command "{name}".', zh: '没有名为“{name}”的命令。' },
});

export const help = defineCommand({
  name: 'help',
  aliases: ['帮助'],
  summary: say.summary(),
  examples: ['/help', '/help restart'],
  takes: { command: { word: 'rest', optional: true } },
  input: z.strictObject({ command: z.string().optional() }),
  permission: 'bot:talk',
  timeoutMs: 10_000,
  changesState: false,
  async handle({ command }, request) {
    const measuredAtMs = request.desk.clock.now();
    const usable = request.desk.commands.filter((one) => mayUse(request, one));
    if (command === undefined || command === '') {
      const table: Block = {
        type: 'table',
        columns: [say.command(), say.what()],
        rows: usable.map((one) => [outside(one.examples[0]), one.summary]),
      };
      const headline = say.headline({ count: usable.length });
      return { ok: true, value: { verdict: 'ok', headline, measuredAtMs, blocks: [table], next: ['/help restart'] } };
    }
    const wanted = command
      .replace(/^[/／]/, '')
      .trim()
      .toLowerCase();
    const found = usable.find(({ name, aliases }) => name === wanted || aliases.includes(wanted));
    if (found === undefined) return fail('not-found', say.unknown({ name: outside(command) }), { next: ['/help'] });
    const facts: Block = {
      type: 'facts',
      facts: [
        ...found.examples.map((example) => ({ label: say.example(), value: outside(example) })),
        { label: say.aliases(), value: outside(found.aliases.map((alias) => `/${alias}`).join(' ')) },
        { label: say.permission(), value: outside(found.permission) },
      ],
    };
    const headline = say.one({ name: found.name, summary: found.summary });
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs, blocks: [facts], next: [found.examples[0]] } };
  },
});

/** Shown when it may be used anywhere: on one of the systems, or on none in particular. */
function mayUse(request: Request, { permission }: Chattable): boolean {
  if (refusalOf(request, permission, {}) === undefined) return true;
  const { systems } = request.desk.settings();
  return systems.some(
    ({ id, environment }) => refusalOf(request, permission, { system: id, environment }) === undefined,
  );
}
