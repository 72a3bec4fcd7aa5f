import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ShiftedClock, shiftedClock } from './another-time.ts';
import { breakService, mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const dayMs = 86_400_000;
let it: LabDesk;
let clock: ShiftedClock;
beforeEach(async () => {
  clock = shiftedClock();
  // The lab's own days are all today: the list of "yesterday" is gone through first.
  clock.shift(-2 * dayMs);
  it = await labDesk((desk) => ({ ...desk, clock }));
});
afterEach(async () => {
  await it.close();
  mend('h1');
  mend('h3');
});

const line = (text: string, ...words: readonly string[]): string =>
  text.split('\n').find((each) => words.every((word) => each.includes(word))) ?? `no line of:\n${text}`;

test('C1: the daily list of both systems is gone through on the real hosts, and what broke since yesterday stands out', async () => {
  const before = await Promise.all(['talentlens', 'teaching'].map((id) => it.say('carol', `/checklist daily ${id}`)));
  for (const answer of before) {
    expect(answer.code, said(answer)).toBe('ok');
    expect(said(answer)).not.toContain('yesterday');
    expect(said(answer)).toMatch(/Daily checklist · \w+ — \d of 6 well/);
  }
  expect(said(before[0] ?? never())).not.toContain('接口响应与数据库连接');

  breakService('h1', 'talentlens', 'wrong-body');
  onHost('h3', 'kill -KILL $(cat /opt/smart-teaching/devops/logs/pids/llm.pid)');
  onHost('h1', "printf '2.9.9\\n' > /opt/HR人事/version.txt");
  clock.shift(dayMs);

  const talentlens = said(await it.say('carol', '/checklist daily talentlens'));
  expect(line(talentlens, '■', '接口响应与数据库连接')).toMatch(/database/);
  expect(line(talentlens, '运行版本', '2.9.9')).toContain('(yesterday: ');
  expect(talentlens).toMatch(/the other (\d are|one is) well, as yesterday/);
  const teaching = said(await it.say('carol', '/巡检 每日 教学'));
  expect(line(teaching, '■', '三个服务的响应', 'llm')).toMatch(/no answer|gone|refused|not running/);
  expect(line(teaching, '■', '进程与连接数', 'llm')).toMatch(/\(yesterday: .*running/);

  mend('h1');
  mend('h3');
  clock.shift(dayMs);
  const mended = said(await it.say('carol', '/checklist daily teaching'));
  expect(line(mended, '●', '三个服务的响应')).toContain('well again (yesterday: ');

  const history = said(await it.say('carol', '/checklist history teaching'));
  expect(line(history, '三个服务的响应')).toMatch(/[●▲]■[●▲]/);
  const happened = said(await it.say('alice', '/timeline talentlens 3d'));
  expect(happened).toMatch(/another version was seen: .* → 2\.9\.9/);
});

test('C1: the weekly list asks a person what no machine can see, by a button, with name and time', async () => {
  const asked = await it.say('bob', '/checklist weekly talentlens');
  expect(asked.code, said(asked)).toBe('ok');
  expect(said(asked)).toContain('□ 系统更新');
  const buttons = asked.message.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
  const button = buttons.find(({ command }) => command.endsWith(' updates'));
  expect(said(await it.say('bob', button?.command ?? 'no button'))).toMatch(/系统更新.*done by Bob at .*\d\d:\d\d/);
  expect(said(await it.say('bob', '/checklist weekly talentlens'))).not.toContain('□ 系统更新');
});

test('C1: the weekly list reads how long the AI token still holds, and not the token', async () => {
  const env = '/opt/HR人事/backend/.env';
  const key = onHost('h1', `sed -n 's/^MODELSCOPE_API_KEY=//p' ${env}`);
  expect(key).not.toBe('');
  const status = async () => said(await it.say('carol', '/token status talentlens'));
  const shown = await status();
  expect(shown).toMatch(/● (?:ModelScope 密钥|modelscope) +\d+ days left, until 20\d\d-\d\d-\d\d/);
  const dated = (date: string) =>
    onHost('h1', `sed -i 's/^MODELSCOPE_API_KEY_EXPIRES=.*/MODELSCOPE_API_KEY_EXPIRES=${date}/' ${env}`);
  const inDays = (days: number) => new Date(clock.now() + days * dayMs).toISOString().slice(0, 10);
  try {
    dated(inDays(3));
    const weekly = said(await it.say('bob', '/checklist weekly talentlens'));
    expect(line(weekly, '▲', 'AI Token 状态')).toMatch(/[234] days left.*a new one: modelscope\.cn/);
    dated(inDays(-5));
    expect(await status()).toMatch(/■ (?:ModelScope 密钥|modelscope) +ran out [456] days ago/);
    dated('soon');
    expect(await status()).toMatch(/\? (?:ModelScope 密钥|modelscope) +set; .* says no date/);
    for (const words of [shown, weekly, await status()]) expect(words).not.toContain(key);
  } finally {
    dated(new Date(Date.now() + 30 * dayMs).toISOString().slice(0, 10));
  }
});

const never = (): never => {
  throw new Error('no answer');
};
