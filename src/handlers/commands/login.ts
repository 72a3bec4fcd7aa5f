import * as z from 'zod';
import { fail } from '../../actions/result.ts';
import { outside, texts } from '../../actions/text.ts';
import { defineCommand } from '../command.ts';
import { failureAnswer } from '../failure-answer.ts';

const say = texts('login', {
  summary: { en: 'A link that signs you in to the page, for you alone.', zh: '获取登录网页的个人链接。' },
  link: {
    en: 'Open this within {valid}, it works once and is yours alone: {url}',
    zh: '请在 {valid} 内打开,仅限本人使用一次:{url}',
  },
  given: { en: 'The link was shown once. For another one: /login', zh: '登录链接只显示一次,需要新链接请发送 /登录' },
  privately: {
    en: 'The link is for you alone: ask for it in a private chat with me.',
    zh: '登录链接仅限本人使用,请在与我的私聊中获取。',
  },
  privatelyAt: {
    en: 'The link is for you alone: ask for it in a private chat with me, {link}',
    zh: '登录链接仅限本人使用,请在与我的私聊中获取:{link}',
  },
  person: { en: 'Only a person can sign in.', zh: '只有人可以登录。' },
  none: { en: 'There is no page to sign in to here.', zh: '此处没有可登录的网页。' },
});

export const login = defineCommand({
  name: 'login',
  aliases: ['登录'],
  summary: say.summary(),
  examples: ['/login'],
  takes: {},
  input: z.strictObject({}),
  permission: 'bot:talk',
  timeoutMs: 10_000,
  changesState: true,
  async handle(_input, { desk, principal, private: alone, conversation }) {
    if (desk.signIn === undefined) return fail('not-found', say.none());
    if (principal.kind !== 'person') return fail('denied', say.person());
    if (!alone && desk.whispers?.(conversation.platform) !== true) {
      const link = desk.privateLink?.(conversation.platform);
      const where = link === undefined ? say.privately() : say.privatelyAt({ link: outside(link) });
      return failureAnswer(fail('denied', where).failure);
    }
    const { url, validMs } = await desk.signIn.link(principal);
    return {
      code: 'ok',
      message: { blocks: [{ type: 'text', text: say.link({ url: outside(url), valid: { durationMs: validMs } }) }] },
      kept: { blocks: [{ type: 'text', text: say.given() }] },
    };
  },
});
