import * as z from 'zod';
import { secretSpec } from '../../config/secret-spec.ts';

export const telegramSpec = z.strictObject({
  /** From @BotFather. */
  token: secretSpec,
  /** Of a self-hosted Bot API server; Telegram's own unless told. */
  apiRoot: z.url({ protocol: /^https?$/ }).optional(),
  /** Telegram calls the bot; left out, the bot asks Telegram. */
  webhook: z
    .strictObject({
      /** Comes with every call, so that nobody else can make one: 1 to 256 of A-Z a-z 0-9 _ -. */
      secret: secretSpec,
      /** Where Telegram reaches the bot; `web.publicUrl` with /platforms/telegram unless told. */
      url: z.url({ protocol: /^https?$/ }).optional(),
    })
    .optional(),
});
export type TelegramSpec = z.output<typeof telegramSpec>;
