import { formOf as dingtalkForm } from '../../../src/bot/platforms/dingtalk/message-form.ts';
import { formOf as slackForm } from '../../../src/bot/platforms/slack/message-form.ts';
import { formOf as telegramForm } from '../../../src/bot/platforms/telegram/message-form.ts';
import type { Message } from '../../../src/handlers/message.ts';
import { draw } from '../../emulators/dingtalk/markdown.ts';
import { seen } from './slack/seen.ts';
import { comesAlive } from './telegram/comes-alive.ts';

const reader = { language: 'en', timeZone: 'Asia/Shanghai', nowMs: 0 } as const;

/** What of a message would call somebody, lead somewhere or be markup, by platform. */
export function aliveOnPlatforms(
  message: Message,
): Readonly<Record<'slack' | 'telegram' | 'dingtalk', readonly string[]>> {
  const slack = seen(slackForm(message, { reader }, false));
  const { text } = dingtalkForm(message, { reader, isOwn: () => false }, { plain: false, card: false });
  const { links, bare, images } = draw(text);
  return {
    slack: [...slack.alive, ...slack.links],
    telegram: comesAlive(telegramForm(message, { reader }, false)),
    dingtalk: [...links.map(({ href }) => href), ...bare, ...images, ...(text.match(/@[\p{L}\p{N}]+/gu) ?? [])],
  };
}
