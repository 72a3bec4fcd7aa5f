import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';

const say = texts('logout', {
  summary: { en: 'End all your sessions at the page.', zh: '退出你在网页上的所有登录。' },
  ended: {
    en: '{count, plural, =0 {You were not signed in anywhere.} one {Your session is ended.} other {Your # sessions are ended.}}',
    zh: '{count, plural, =0 {你没有登录的网页会话。} other {已退出 # 个网页会话。}}',
  },
  person: { en: 'Only a person is signed in.', zh: '只有人可以登录。' },
  none: { en: 'There is no page to sign out of here.', zh: '此处没有可退出的网页。' },
});

export const logout = defineCommand({
  name: 'logout',
  aliases: ['退出登录'],
  summary: say.summary(),
  examples: ['/logout'],
  takes: {},
  input: z.strictObject({}),
  permission: 'bot:talk',
  timeoutMs: 10_000,
  changesState: true,
  async handle(_input, { desk, principal }) {
    if (desk.signIn === undefined) return fail('not-found', say.none());
    if (principal.kind !== 'person') return fail('denied', say.person());
    const count = await desk.signIn.end(principal.id);
    const headline = say.ended({ count });
    return { ok: true, value: { verdict: 'ok', headline, measuredAtMs: desk.clock.now(), blocks: [], next: [] } };
  },
});
