import { expect, test } from 'vitest';
import { actions } from '../../../../src/actions/registry.ts';
import { texts } from '../../../../src/actions/text.ts';
import { menusOf } from '../../../../src/bot/platforms/telegram/menu.ts';
import { ownCommands } from '../../../../src/handlers/commands/registry.ts';

const commands = [...actions, ...ownCommands];
const bytesOf = (menu: readonly { readonly description: string }[]): number =>
  menu.reduce((sum, { description }) => sum + Buffer.byteLength(description), 0);

test('each menu stays within what Telegram takes of names, of one description, and of all of them together', () => {
  for (const team of ['en', 'zh'] as const)
    for (const { commands: menu } of menusOf(commands, team)) {
      expect(menu.length).toBeLessThanOrEqual(100);
      expect(bytesOf(menu)).toBeLessThanOrEqual(3_500);
      for (const { command, description } of menu) {
        expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
        expect(description).toMatch(/^.{3,256}$/u);
      }
    }
});

test('a word with others behind it names them; in each place and language it is the same menu', () => {
  const menus = menusOf(commands, 'en');
  const said = (language: string, name: string) =>
    menus
      .find((menu) => menu.scope === 'all_private_chats' && menu.language === language)
      ?.commands.find(({ command }) => command === name)?.description;
  expect(said('en', 'backup')).toMatch(/^now · list · verify/);
  expect(said('zh', 'restore')).toMatch(/[一-鿿].*\(sealed · /);
  const names = menus
    .filter(({ scope }) => scope === 'all_private_chats')
    .map((menu) => menu.commands.map(({ command }) => command));
  expect(new Set(names.map(String)).size).toBe(1);
});

const words = 'restarts one service and waits 重启服务 '.repeat(8);
const { long } = texts('test.menu', { long: { en: words, zh: words } });

test('a hundred commands with much to say are all there, each said shorter', () => {
  const [example] = ownCommands;
  if (example === undefined) throw new Error('there are no commands');
  const many = Array.from({ length: 100 }, (_, at) => ({
    ...example,
    name: `word${String.fromCharCode(97 + (at % 26))}${at}`,
    summary: long(),
  }));
  for (const { commands: menu } of menusOf(many, 'zh')) {
    expect(menu).toHaveLength(100);
    expect(bytesOf(menu)).toBeLessThanOrEqual(4_000);
  }
});
