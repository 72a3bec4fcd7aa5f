import type { Check } from '../../config/checks/check.ts';
import { fault } from '../../config/fault.ts';
import { at, find, findText } from '../../config/tree.ts';

/** Names there change hands, so people and groups are numbers; a webhook needs an address to call. */
export const telegramNumbers: Check = (tree) => [
  ...find(tree, 'people.*.chat.telegram.*').flatMap(({ tree: id, place }) => {
    const text = id.kind === 'scalar' ? String(id.value) : '';
    const hint = 'Let them open the bot and press Start: it says "You are telegram:12345". Write "12345".';
    return /^[1-9]\d{0,15}$/.test(text) ? [] : [fault(place, 'a person on Telegram is a number, not a name', hint)];
  }),
  ...find(tree, 'channels.*').flatMap(({ tree: channel }) => {
    const [platform, space] = ['platform', 'space'].map((key) => findText(channel, key)[0]);
    if (platform?.text !== 'telegram' || space === undefined || /^-?[1-9]\d{0,15}$/.test(space.text)) return [];
    const hint = 'Add the bot to the group: it says its number, such as "-1001234567890".';
    return [fault(space.place, 'a group on Telegram is a number, not a name', hint)];
  }),
  ...webhookAddress(tree),
];

const webhookAddress = (tree: Parameters<Check>[0]) => {
  const webhook = at(tree, ['platforms', 'telegram', 'webhook']);
  const isNamed = findText(tree, 'platforms.telegram.webhook.url').length + findText(tree, 'web.publicUrl').length > 0;
  const hint = 'Set web.publicUrl, or webhook.url, to the https address under which it reaches the bot.';
  return webhook === undefined || isNamed
    ? []
    : [fault(webhook.place, 'Telegram would not know what address to call', hint)];
};
