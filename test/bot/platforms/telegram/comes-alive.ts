import type { MessageForm } from '../../../../src/bot/platforms/telegram/message-form.ts';
import { detect } from '../../../emulators/telegram/detect.ts';
import { parseHtml } from '../../../emulators/telegram/html.ts';

/** What Telegram would make of it besides what was marked up. */
export const comesAlive = ({ text, html }: MessageForm): readonly string[] => {
  const parsed = detect(html ? parseHtml(text) : { text, entities: [] });
  return parsed.entities
    .filter(({ type }) => ['mention', 'bot_command', 'url', 'email', 'hashtag', 'cashtag'].includes(type))
    .map(({ offset, length }) => parsed.text.slice(offset, offset + length));
};
