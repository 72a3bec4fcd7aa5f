import { type Text, texts } from '../../actions/text.ts';
import { adminsOf } from '../../handlers/admins.ts';
import type { Desk } from '../../handlers/desk.ts';
import { translate } from '../../handlers/language/translate.ts';
import { notify } from '../../handlers/notices/notify.ts';

const say = texts('platforms', {
  away: { en: '{platform} is not connected: {why}', zh: '{platform} 未连接:{why}' },
});

/** Said to the admins in every place of theirs that works; once for the same words of one `opening`. Never fails. */
export async function tellNotConnected(
  desk: Desk,
  { name, opening, why }: { readonly name: string; readonly opening: number; readonly why: Text },
): Promise<void> {
  const reader = { language: 'en', timeZone: desk.settings().timeZone, nowMs: desk.clock.now() } as const;
  desk.log('error', `${name} is not connected`, { why: translate(why, reader) });
  await notify(desk, {
    key: `platform:${name}:${desk.instance}:${opening}:${JSON.stringify(why)}`,
    people: adminsOf(desk.settings(), desk.clock.now()),
    message: { blocks: [{ type: 'text', mark: 'critical', text: say.away({ platform: name, why }) }] },
  });
}
