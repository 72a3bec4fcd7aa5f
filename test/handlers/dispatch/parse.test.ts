import { describe, expect, test } from 'vitest';
import { parse } from '../../../src/handlers/dispatch/parse.ts';
import { context, own, reading, talentlens, teaching } from './cast.ts';

describe('a command is understood', () => {
  test.each([
    ['with its slash', '/restart llm', 'restart service=llm system=teaching'],
    ['without it', 'restart llm', 'restart service=llm system=teaching'],
    ['in capitals', '/RESTART LLM', 'restart service=llm system=teaching'],
    ['in full width', '／ＲＥＳＴＡＲＴ　ＬＬＭ', 'restart service=llm system=teaching'],
    ['in Chinese', '/重启 大模型', 'restart service=llm system=teaching'],
    ['in Chinese without a slash', '重启 大模型', 'restart service=llm system=teaching'],
    ['in Chinese without a space', '/重启大模型', 'restart service=llm system=teaching'],
    ['in Chinese without any space', '/日志错误1小时教学', 'logs system=teaching what=errors window=3600000'],
    ['in both at once', '/restart 大模型', 'restart service=llm system=teaching'],
    ['in both, glued', '/restart大模型', 'restart service=llm system=teaching'],
    ['in both, glued the other way', '/重启llm', 'restart service=llm system=teaching'],
    ['with a full stop', '/重启 大模型。', 'restart service=llm system=teaching'],
    ['by a name of two words', '/backup now teaching', 'backup now system=teaching'],
    ['by two words as a menu sends them', '/backup_now teaching', 'backup now system=teaching'],
    ['by two words apart', '/backup teaching now', 'backup now system=teaching'],
    ['by the longer of two names', '/logs follow teaching', 'logs follow system=teaching'],
    ['by the shorter of two names', '/logs teaching', 'logs system=teaching'],
    ['by a Chinese name of two words', '/日志 跟踪 教学', 'logs follow system=teaching'],
    ['by the longer of two Chinese names', '/运行记录', 'runs'],
    ['by the longer of two Chinese names, glued', '/运行记录5', 'runs count=5'],
    ['by the shorter of two Chinese names, glued', '/运行2041', 'run id=2041'],
    ['said to the bot', '@zhiban_bot /restart llm', 'restart service=llm system=teaching'],
    ['in code ticks', '`/restart llm`', 'restart service=llm system=teaching'],
  ])('%s', (_, typed, understood) => {
    expect(reading(typed)).toBe(understood);
  });
});

describe('a system or service is found', () => {
  test.each([
    ['by the service alone', '/restart nginx', {}, 'restart service=nginx system=talentlens'],
    ['by its title', '/restart 大模型服务', {}, 'restart service=llm system=teaching'],
    ['by an alias, in capitals', '/restart BE', {}, 'restart service=backend system=teaching'],
    ['by system/service', '/restart teaching/redis', {}, 'restart service=redis system=teaching'],
    ['by system/service in Chinese', '/重启 教学/大模型', {}, 'restart service=llm system=teaching'],
    ['by system and service', '/restart teaching redis', {}, 'restart service=redis system=teaching'],
    ['by service and system', '/restart redis teaching', {}, 'restart service=redis system=teaching'],
    ['by an alias only one system has', '/restart 缓存', {}, 'restart service=redis system=talentlens'],
    [
      "by the channel's system",
      '/restart redis',
      { channelSystem: 'teaching' },
      'restart service=redis system=teaching',
    ],
    ['outside the channel', '/restart nginx', { channelSystem: 'teaching' }, 'restart service=nginx system=talentlens'],
    ['by a title of several words', '/health QZ TalentLens', {}, 'health system=talentlens'],
    ['by a title in quotes', '/health "QZ TalentLens"', {}, 'health system=talentlens'],
    ['by the channel', '/stop', { channelSystem: 'teaching' }, 'stop system=teaching'],
    ['because there is only one', '/stop', { systems: [teaching] }, 'stop system=teaching'],
    [
      'the only service there is',
      '/reload',
      { systems: [{ ...teaching, services: teaching.services.slice(0, 1) }] },
      'reload service=llm system=teaching',
    ],
    ['all of them', '/health', {}, 'health everywhere'],
    ['all of them, though the channel has one', '/health all', { channelSystem: 'teaching' }, 'health everywhere'],
    ['all of them, in Chinese', '/健康 全部', { channelSystem: 'teaching' }, 'health everywhere'],
    ['none, where none has to be', '/freeze "out of hours"', {}, 'freeze reason=out of hours'],
    ['none, though there is only one', '/freeze "out of hours"', { systems: [teaching] }, 'freeze reason=out of hours'],
    [
      'none, though the channel has one',
      '/freeze all "out of hours"',
      { channelSystem: 'teaching' },
      'freeze reason=out of hours',
    ],
    ["the channel's, where none has to be", '/runs', { channelSystem: 'teaching' }, 'runs system=teaching'],
  ])('%s', (_, typed, more, understood) => {
    expect(reading(typed, more)).toBe(understood);
  });

  test('with its environment', () => {
    expect(parse('/restart llm', context)).toMatchObject({
      value: { system: 'teaching', environment: 'lab', fanOut: false },
    });
    const everywhere = parse('/health', context);
    expect(everywhere).toMatchObject({ ok: true, value: { fanOut: true, input: {} } });
    expect(everywhere.ok && 'system' in everywhere.value).toBe(false);
  });

  test('whichever order its words have, also where a system and a service share a name', () => {
    const nginx = {
      ...teaching,
      id: 'nginx',
      title: 'nginx',
      services: teaching.services.map((one) => ({ ...one, system: 'nginx' })),
    };
    const more = { systems: [talentlens, nginx] };
    expect(reading('/restart talentlens nginx', more)).toBe('restart service=nginx system=talentlens');
    expect(reading('/restart nginx talentlens', more)).toBe('restart service=nginx system=talentlens');
    expect(reading('/restart nginx', more)).toBe('restart system=nginx');
    expect(reading('/reload nginx', more)).toBe('reload service=nginx system=talentlens');
  });
});

describe('words are sorted by what they are', () => {
  test.each([
    ['a choice', '/stop teaching cleanup', 'stop cleanup=cleanup system=teaching'],
    ['a choice first', '/stop cleanup teaching', 'stop cleanup=cleanup system=teaching'],
    ['a choice in Chinese', '/停止 教学 清理', 'stop cleanup=cleanup system=teaching'],
    ['two choices', '/logs warn errors teaching', 'logs level=warn system=teaching what=errors'],
    ['two durations, in the order typed', '/watch 5s teaching 2m', 'watch interval=5000 system=teaching total=120000'],
    ['one of two durations', '/watch teaching 2m', 'watch interval=120000 system=teaching'],
    ['durations in Chinese', '/观察 教学 5秒 2分钟', 'watch interval=5000 system=teaching total=120000'],
    ['a number and its unit apart', '/watch teaching 5 s 2 分钟', 'watch interval=5000 system=teaching total=120000'],
    ['a count', '/logs 100 teaching', 'logs count=100 system=teaching'],
    ['a count and a duration', '/logs teaching 1h30m 100', 'logs count=100 system=teaching window=5400000'],
    ['a count in Chinese', '/日志 教学 100条', 'logs count=100 system=teaching'],
    ['a run', '/run 2041', 'run id=2041'],
    ['a run with its sign', '/run #2041', 'run id=2041'],
    ['a code in small letters', '/confirm 7f3kq2', 'confirm code=7F3KQ2'],
    ['a code in quotes', '/confirm "7f3kq2"', 'confirm code=7F3KQ2'],
    ['quoted text', '/abandon 2041 "the host is gone"', 'abandon id=2041 reason=the host is gone'],
    ['quoted text first', '/abandon “the host is gone” 2041', 'abandon id=2041 reason=the host is gone'],
    ['quoted text glued on', '/放弃2041「主机已坏」', 'abandon id=2041 reason=主机已坏'],
    ['a quotation in a quotation', '/freeze “he said "no"”', 'freeze reason=he said "no"'],
    ['an apostrophe in single quotes', "/freeze 'it is Bob's'", "freeze reason=it is Bob's"],
    ['full-width letters in quotes, kept', '/freeze "ＡＢＣ，ｄ"', 'freeze reason=ＡＢＣ，ｄ'],
    ['what looks like a command word in quotes', '/logs teaching "errors"', 'logs system=teaching text=errors'],
    ['an option', '/logs since=2025-12-08T00:00 teaching', 'logs since=2025-12-08T00:00 system=teaching'],
    [
      'an option with quotes',
      '/restart llm override="the fourth one"',
      'restart override=the fourth one service=llm system=teaching',
    ],
    [
      'an option with its key in capitals',
      '/restart llm Override=“the fourth one”',
      'restart override=the fourth one service=llm system=teaching',
    ],
    ['a value with an equals sign', '/logs teaching since=a=b', 'logs since=a=b system=teaching'],
    ['a person', '/oncall bob 8h', 'oncall from=28800000 person=bob'],
    ['a person by name', '/oncall @Chen Wei 8h', 'oncall from=28800000 person=chen'],
    ['a person by name in quotes', '/oncall "Chen Wei"', 'oncall person=chen'],
    ['oneself', '/oncall @me', 'oncall person=alice'],
    ['oneself in Chinese', '/oncall 我', 'oncall person=alice'],
    ['a person as Slack mentions her', '/oncall <@U0BOB> 8h', 'oncall from=28800000 person=bob'],
    [
      'the rest, as typed',
      '/can @bob restart  llm override="a  b"',
      'can command=restart llm override="a  b" person=bob',
    ],
    [
      'the rest, of words that mean something elsewhere',
      '/can bob can bob stop',
      'can command=can bob stop person=bob',
    ],
    ['the rest in quotes', '/can @bob "restart llm"', 'can command=restart llm person=bob'],
    ['no rest', '/help', 'help'],
    ['a command as the rest', '/help backup now', 'help command=backup now'],
  ])('%s', (_, typed, understood) => {
    expect(reading(typed)).toBe(understood);
  });
});

test('a command glued to its words two ways is asked about', () => {
  const commands = [
    own({
      name: 'view',
      aliases: ['查'],
      takes: { person: { word: 'person', optional: false } },
      example: '/view bob',
    }),
    own({
      name: 'look',
      aliases: ['查看'],
      takes: { person: { word: 'person', optional: false } },
      example: '/look bob',
    }),
  ];
  const people = Object.fromEntries(
    ['看王', '王'].map((name, at) => [`p${at}`, { name, roles: [], chat: {}, osUsers: [] }]),
  );
  expect(reading('/查看王', { commands, people })).toBe('parse.severalCommands → /查看 王 | /查 看王');
  expect(reading('/查看 王', { commands, people })).toBe('look person=p1');
});
