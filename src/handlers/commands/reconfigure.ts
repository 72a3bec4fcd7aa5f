import * as z from 'zod';
import type { Block } from '../../actions/report.ts';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';

const say = texts('reconfigure', {
  summary: { en: 'Load the configuration again; a fault keeps the old one.', zh: '重新加载配置;有错误时保留原配置。' },
  done: { en: 'Configuration {version} is in force.', zh: '配置 {version} 已生效。' },
  same: { en: 'Nothing had changed: configuration {version} stays.', zh: '配置没有变化,仍为 {version}。' },
  anew: { en: 'Connecting anew: {names}.', zh: '正在重新连接:{names}。' },
  faulty: {
    en: 'The old configuration {version} stays in force: {count, plural, one {# fault} other {# faults}}.',
    zh: '发现 {count} 处错误,仍使用原配置 {version}。',
  },
});

export const reconfigure = defineCommand({
  name: 'reconfigure',
  aliases: ['重载配置'],
  summary: say.summary(),
  examples: ['/reconfigure'],
  takes: {},
  input: z.strictObject({}),
  permission: 'bot:configure',
  timeoutMs: 30_000,
  changesState: true,
  async handle(_input, { desk }) {
    const before = desk.settings().version;
    const faults = await desk.reconfigure();
    const { version } = desk.settings();
    if (faults.length > 0) {
      return fail('faulty-configuration', say.faulty({ version, count: faults.length }), {
        evidence: [{ type: 'code', text: faults.join('\n') }],
      });
    }
    const anew = (await desk.connectAnew?.()) ?? [];
    const headline = version === before && anew.length === 0 ? say.same({ version }) : say.done({ version });
    const blocks: readonly Block[] =
      anew.length === 0 ? [] : [{ type: 'text', text: say.anew({ names: { list: anew } }) }];
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs: desk.clock.now(), blocks, next: [] } };
  },
});
