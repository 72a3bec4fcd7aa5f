import { describe, expect, test } from 'vitest';
import { systemSpec } from '../../../src/actions/inventory.ts';
import { parse } from '../../../src/handlers/dispatch/parse.ts';
import { translate } from '../../../src/handlers/language/translate.ts';
import { change, context, reading, teaching } from './cast.ts';

function said(typed: string, language: 'en' | 'zh', more = {}): string {
  const result = parse(typed, { ...context, ...more });
  if (result.ok) throw new Error(`${typed} was understood`);
  return translate(result.failure.message, { language, timeZone: 'Asia/Shanghai' });
}

test('what is said is said as people say it', () => {
  const more = { channelSystem: 'teaching' };
  expect(said('/backup nwo', 'en')).toBe('I know no command "backup nwo". Did you mean /backup now?');
  expect(said('/restart lm', 'en', more)).toBe('I know no service "lm" in teaching. Did you mean llm?');
  expect(said('/restart lm', 'zh', more)).toBe('teaching 里没有“lm”这个服务。是不是想说 llm?');
  expect(said('/restart xyzzy', 'en', more)).toMatch(/^I know no service "xyzzy" in teaching\. It has .*\bllm\b.*\.$/);
  expect(said('/restart', 'en')).toBe('Which system: talentlens or teaching?');
  expect(said('/watch teaching 10ms 100d 1s', 'en')).toBe('One is enough: 10ms or 1s?');
  expect(said('/restart llm override=short', 'en')).toBe(
    '/restart cannot take short as override: at least 10 characters are needed.',
  );
});

describe('a failure offers the command that was probably meant', () => {
  test.each([
    ['an unknown command', '/restrat llm', 'parse.noCommandNear → /restart llm | /help'],
    ['an unknown command in Chinese', '/重起 大模型', 'parse.noCommandNear → /重启 大模型 | /help'],
    ['a command nothing is like', '/xyzzy', 'parse.noCommand → /help'],
    ['the beginning of a command', '/reconf', 'parse.noCommandNear → /reconfigure | /help'],
    ['the service before the command', 'llm restart', 'parse.noCommand → /restart llm | /help'],
    ['half a command', '/backup', 'parse.secondWord → /backup now | /backup list'],
    ['half a command misspelt', '/backup nwo teaching', 'parse.noCommandNear → /backup now teaching | /help'],
    ['rubbish behind a misspelt command', '/restrat llm rm -rf /', 'parse.noCommandNear → /restart llm | /help'],
    ['rubbish behind a misspelt name', '/restart lm rm -rf / "now"', 'parse.noServiceNear → /restart llm'],
    [
      'rubbish behind half a command',
      '/backup nwo teaching; reboot',
      'parse.noCommandNear → /backup now teaching | /help',
    ],
    ['a misspelt command and a misspelt name', '/restrat lm', 'parse.noCommandNear → /restart llm | /help'],
    ['nothing but rubbish behind it', '/restrat rm -rf /', 'parse.noCommandNear → /help restart | /help'],
    ['an unknown service', '/restart lm', 'parse.noServiceNear → /restart llm'],
    ['an unknown service in Chinese', '/重启 大模形', 'parse.noServiceNear → /重启 大模型'],
    ['an unknown service behind a system', '/restart teaching/lm', 'parse.noServiceInNear → /restart teaching/llm'],
    ['an unknown system', '/restart teching', 'parse.noSystemNear → /restart teaching'],
    ['an unknown system before a service', '/restart teching/llm', 'parse.noSystemNear → /restart teaching/llm'],
    ['an unknown choice', '/stop teaching claenup', 'parse.notUnderstoodNear → /stop teaching cleanup'],
    [
      'an unknown option',
      '/restart llm overide="the fourth"',
      'parse.noOptionNear → /restart llm override="the fourth"',
    ],
    ['an unknown person before a command', '/can @bbo restart llm', 'parse.noPersonNear → /can @bob restart llm'],
    ['everything and one thing', '/health all llm', 'parse.twoOfAKind → /health all | /health llm'],
    [
      'spaces in quotes, kept',
      '/restrat llm override="a  b"',
      'parse.noCommandNear → /restart llm override="a  b" | /help',
    ],
    [
      'a word too many before quotes',
      '/restart llm llm override="a  long  reason"',
      'parse.sameTwice → /restart llm override="a  long  reason"',
    ],
    ['an unknown person', '/oncall @bbo 8h', 'parse.noPersonNear → /oncall @bob 8h'],
    [
      'a service of several systems',
      '/restart redis',
      'parse.whichHome → /restart talentlens/redis | /restart teaching/redis',
    ],
    ['a service of another system', '/restart teaching nginx', 'parse.serviceElsewhere → /restart talentlens/nginx'],
    ['no system', '/stop', 'parse.whichSystem → /stop talentlens | /stop teaching'],
    ['no system, in Chinese', '/停止 清理', 'parse.whichSystem → /停止 清理 talentlens | /停止 清理 teaching'],
    ['a name of two persons', '/oncall 王兰', 'parse.severalPersons → /oncall @lan | /oncall @lan2'],
    ['a service where a system is taken', '/version llm', 'parse.takesNoService → /version teaching'],
    ['a system where none is taken', '/confirm teaching', 'parse.takesNoSystem → /confirm'],
    ['the same word twice', '/restart llm llm', 'parse.sameTwice → /restart llm'],
    ['two services', '/restart llm backend', 'parse.twoOfAKind → /restart llm | /restart backend'],
    ['two systems', '/version teaching talentlens', 'parse.twoOfAKind → /version teaching | /version talentlens'],
    [
      'too many durations',
      '/watch 5s 2m 1h teaching',
      'parse.twoOfAKind → /watch 5s 2m teaching | /watch 2m 1h teaching',
    ],
    ['text without quotes', '/freeze out of hours', 'parse.quoteIt → /freeze "out of hours"'],
    ['quotes never closed', '/freeze "out of hours', 'parse.notClosed → /freeze "out of hours"'],
    ['「 never closed', '/冻结 「有风险', 'parse.notClosed → /冻结 「有风险」'],
  ])('%s', (_, typed, outcome) => {
    expect(reading(typed)).toBe(outcome);
  });

  test.each([
    [
      'a service left out',
      '/reload teaching',
      {},
      'parse.whichService → /reload teaching llm | /reload teaching backend | /reload teaching frontend | /reload teaching redis',
    ],
    ['the system of the channel', '/restart lm', { channelSystem: 'teaching' }, 'parse.noServiceInNear → /restart llm'],
    ['no systems at all', '/stop', { systems: [] }, 'parse.noSystems → '],
    ['nobody known', '/oncall @me', { me: undefined }, 'parse.whoAreYou → /help oncall'],
  ])('%s', (_, typed, more, outcome) => {
    expect(reading(typed, more)).toBe(outcome);
  });
});

describe('a failure without a guess points to the help of the command', () => {
  test.each([
    ['a word like no other', '/restart quux17zz', 'parse.noService → /help restart'],
    ['a duration that is none', '/watch 5x teaching', 'parse.notUnderstood → /help watch'],
    ['a word where none is taken', '/reconfigure now', 'parse.notUnderstood → /help reconfigure'],
    ['quoted text where none is taken', '/restart llm "now"', 'parse.notUnderstood → /help restart'],
    ['an option where none is taken', '/version teaching a=b', 'parse.noOption → /help version'],
    ['an option without its value', '/restart llm override=', 'parse.emptyOption → /help restart'],
    ['a value the command refuses', '/restart llm override=short', 'parse.refused → /help restart'],
    ['a code left out', '/confirm', 'parse.missing → /help confirm'],
    ['a reason left out', '/abandon 2041', 'parse.missing → /help abandon'],
    ['the rest left out', '/can @bob', 'parse.missing → /help can'],
    ['an unknown person', '/oncall @quux', 'parse.noPerson → /help oncall'],
  ])('%s', (_, typed, outcome) => {
    expect(reading(typed)).toBe(outcome);
  });
});

describe('what cannot be read is refused', () => {
  test.each([
    ['nothing', '', 'parse.empty → /help'],
    ['spaces', ' \u3000\u200b ', 'parse.empty → /help'],
    ['a slash', '/', 'parse.empty → /help'],
    ['only a mention', '@zhiban_bot', 'parse.empty → /help'],
    ['a NUL', '/restart llm\0', 'parse.controlCharacter → /help'],
    ['an escape sequence', '/restart \u001b[31mllm', 'parse.controlCharacter → /help'],
    ['a NUL in quotes', '/freeze "out\0of hours"', 'parse.controlCharacter → /help'],
    ['half a character', '/restart \ud83d', 'parse.controlCharacter → /help'],
    ['more than 4,000 characters', `/freeze "${'x'.repeat(4_000)}"`, 'parse.tooLong → /help'],
  ])('%s', (_, typed, outcome) => {
    expect(reading(typed)).toBe(outcome);
  });
});

test('a key that is none is answered with those there are, and where the key itself is given', () => {
  const label = { key: 'test.key' };
  const takes = { system: { word: 'system', optional: true }, key: { word: 'token', optional: true } } as const;
  const set = change({
    name: 'token set',
    takes: { ...takes, value: { word: 'secret', optional: true, label } },
    example: '/token set teaching openai',
  });
  const file = { host: 'h1', files: ['/opt/teaching/.env'], variable: 'KEY', services: ['llm'] };
  const tokens = systemSpec.shape.tokens.parse({ openai: file, modelscope: file });
  const more = { commands: [...context.commands, set], systems: [{ ...teaching, tokens }] };
  expect(said('/token set teaching foo', 'en', more)).toBe(
    'teaching has no key called "foo"; it has openai or modelscope. Type only its name: the key itself is asked for privately.',
  );
  expect(reading('/token set teaching foo', more)).toBe(
    'parse.noToken → /token set teaching openai | /token set teaching modelscope',
  );
  expect(reading('/token set opnai', more)).toBe('parse.notUnderstoodNear → /token set openai');
});

test('rubbish is not left out where the rest would mean more than was typed', () => {
  const more = { channelSystem: 'teaching' };
  expect(reading('/restrat quux17zz', more)).toBe('parse.noCommandNear → /help restart | /help');
  expect(reading('/restrat lm', more)).toBe('parse.noCommandNear → /restart llm | /help');
});

test('a long word is not shown back whole', () => {
  expect(said(`/restart ${'x'.repeat(3_000)}`, 'en').length).toBeLessThan(200);
});

test('at most eight choices are offered', () => {
  const systems = Array.from({ length: 30 }, (_, at) => ({ ...teaching, id: `s${at}`, title: `S ${at}`, aliases: [] }));
  const result = parse('/stop', { ...context, systems });
  expect(result.ok ? 0 : result.failure.next?.length).toBe(8);
});
