import type { PlatformKind } from '../platform-kind.ts';
import { telegramNumbers } from './telegram-numbers.ts';
import { telegramSpec } from './telegram-spec.ts';

export const telegramKind: PlatformKind<typeof telegramSpec> = {
  spec: telegramSpec,
  secrets: ['token', 'webhook.secret'],
  check: telegramNumbers,
  open: async (parts, spec) => (await import('./open-telegram.ts')).openTelegram(parts, spec),
  examine: async ({ configuration, commands }) =>
    (await import('./examine-telegram.ts')).examineTelegram(configuration, commands),
};
