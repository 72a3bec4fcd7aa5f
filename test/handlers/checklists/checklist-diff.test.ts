import { describe, expect, onTestFinished, test } from 'vitest';
import type { ABot } from '../../fakes/a-bot.ts';
import { aWatchedMachine, type Machine, mebibyte } from './measuring.ts';

const dayMs = 86_400_000;

/** The daily list as Alice reads it on one day, and on the next after something happened. */
async function twoDays(happens: (machine: Machine) => void, daysLater = 1) {
  const { bot, machine } = await aWatchedMachine();
  onTestFinished(() => bot.close());
  await bot.say('alice', '/checklist done demo eyes');
  const first = await bot.read('alice', '/checklist daily demo');
  happens(machine);
  bot.clock.advance(daysLater * dayMs);
  await bot.say('alice', '/checklist done demo eyes');
  return { bot, first, second: await bot.read('alice', '/checklist daily demo') };
}

describe('the daily list, compared with yesterday', () => {
  test('says in one line that all is well, when nothing else is to be said', async () => {
    const { second } = await twoDays(() => {});
    expect(second.split('\n')[0]).toMatch(/^● Daily checklist · demo — 2 of 2 well · measured 09:00:00 CST$/);
    expect(second).not.toContain('yesterday');
    expect(second.split('\n').length).toBeLessThanOrEqual(2);
  });

  test('shows what is wrong with what it was yesterday, and that the others are as they were', async () => {
    const { second } = await twoDays((machine) => {
      machine.diskPercent = 78;
    });
    expect(second).toContain('Daily checklist · demo');
    expect(second).toContain('1 of 2 well');
    expect(second).toMatch(/▲.*Disk · disk \/\s+78 % of .*\(yesterday: 70 % of/);
    expect(second).toContain('the other one is well, as yesterday');
    // What looked and was not content is the next thing to type, not something in general.
    expect(second).toMatch(/\nNext: {2}\/storage demo$/);
  });

  test('shows what moved far and is still well', async () => {
    const { second } = await twoDays((machine) => {
      machine.logBytes = 900 * mebibyte;
    });
    expect(second).toContain('2 of 2 well');
    expect(second).toMatch(/Disk · logs.*yesterday/);
  });

  test('says nothing of what moved a little', async () => {
    const { second } = await twoDays((machine) => {
      machine.diskPercent = 73;
      machine.logBytes = 220 * mebibyte;
    });
    expect(second).toContain('2 of 2 well');
    expect(second).not.toContain('yesterday');
  });

  test('shows what broke and what is well again', async () => {
    const { bot, machine } = await aWatchedMachine();
    onTestFinished(() => bot.close());
    machine.backend = 'down';
    const first = await bot.read('alice', '/checklist daily demo');
    expect(first).toMatch(/■.*Backend\s+backend is down/);
    expect(first).not.toContain('yesterday');
    machine.backend = 'ok';
    machine.diskPercent = 90;
    bot.clock.advance(dayMs);
    const second = await bot.read('alice', '/checklist daily demo');
    expect(second).toMatch(/●.*Backend\s+well again \(yesterday: backend is down\)/);
    expect(second.indexOf('disk /')).toBeLessThan(second.indexOf('well again'));
  });

  test('what could not be measured is unknown, never well', async () => {
    const { second } = await twoDays((machine) => {
      machine.backend = 'silent';
    });
    expect(second).toContain('1 of 2 well');
    expect(second).toMatch(/\?.*Backend\s+h1 does not answer/);
  });

  test('after some days without, it is compared with the last one and its age said', async () => {
    const { second } = await twoDays((machine) => {
      machine.diskPercent = 78;
    }, 3);
    expect(second).toMatch(/78 % of .*\(3 d ago: 70 % of/);
    expect(second).toContain('as before');
  });

  test('going through it twice a day is compared with yesterday both times', async () => {
    const { bot, second } = await twoDays((machine) => {
      machine.diskPercent = 78;
    });
    bot.clock.advance(3_600_000);
    const third = await bot.read('alice', '/checklist daily demo');
    expect(third).toContain('(yesterday: 70 % of');
    expect(second).toContain('(yesterday: 70 % of');
  });
});

test('who may not look at an item sees that, and leaves nothing that others are compared with', async () => {
  const { bot } = await aWatchedMachine();
  onTestFinished(() => bot.close());
  expect(await bot.read('carol', '/checklist daily demo')).toMatch(/\?.*Backend.*You may not/s);
  expect(await bot.desk.store.checklists.list({ limit: 5 })).toEqual([]);
  await bot.say('alice', '/checklist daily demo');
  expect(await bot.desk.store.checklists.list({ limit: 5 })).toHaveLength(1);
});

test('history shows each time, the figures as they moved, and who had it looked at', async () => {
  const { bot, machine } = await aWatchedMachine();
  onTestFinished(() => bot.close());
  for (const percent of [70, 72, 75, 81]) {
    machine.diskPercent = percent;
    await bot.say('alice', '/checklist daily demo');
    bot.clock.advance(dayMs);
  }
  const shown = await bot.read('carol', '/checklist history demo');
  expect(shown).toContain('●●●▲');
  expect(shown).toMatch(/▁▂▄█\s+70 %\s+81 %/);
  expect(shown).toContain('Alice');
});

describe('what only a person can do', () => {
  const waits = (bot: ABot) => bot.read('bob', '/checklist daily demo');

  test('is asked with a button, and done with name and time, once', async () => {
    const { bot } = await aWatchedMachine();
    onTestFinished(() => bot.close());
    const asked = await bot.say('alice', '/checklist daily demo');
    expect(bot.text(asked)).toContain('□ Pages: Open the front page and look at it.');
    const buttons = asked.message.blocks.flatMap((block) => (block.type === 'buttons' ? block.buttons : []));
    expect(buttons.map(({ command }) => command)).toContain('/checklist done demo daily eyes');
    expect((await bot.say('carol', '/checklist done demo daily eyes')).code).toBe('denied');
    expect(await bot.read('alice', '/checklist done demo daily eyes')).toContain('done by Alice at 09:00:00 CST');
    expect(await bot.read('chenwei', '/巡检 完成 demo eyes')).toContain('was done by Alice at 09:00:00 CST already');
    const after = await waits(bot);
    expect(after).not.toContain('□ Pages');
    expect(after).toContain('Pages: done by Alice at 09:00:00 CST');
    bot.clock.advance(dayMs);
    expect(await waits(bot)).toContain('□ Pages');
  });

  test('of a week waits until somebody did it, and comes back in the next one', async () => {
    const { bot } = await aWatchedMachine();
    onTestFinished(() => bot.close());
    expect(await bot.read('alice', '/checklist weekly demo')).toContain(
      '□ Keys: Look whether a key is to be replaced.',
    );
    await bot.say('alice', '/checklist done demo keys');
    bot.clock.advance(dayMs);
    expect(await bot.read('alice', '/checklist weekly demo')).not.toContain('□ Keys');
    bot.clock.advance(3 * dayMs);
    expect(await bot.read('alice', '/checklist weekly demo')).toContain('□ Keys');
  });

  test('an item nobody knows is an error with the nearest one', async () => {
    const { bot } = await aWatchedMachine();
    onTestFinished(() => bot.close());
    expect(await bot.read('alice', '/checklist done demo eye')).toContain('/checklist done demo eyes');
  });
});

test('what was done with break-glass stands there until another person looked at it', async () => {
  const { bot } = await aWatchedMachine();
  onTestFinished(() => bot.close());
  const asked = await bot.say('alice', '/shove demo values=a');
  await bot.say('alice', `/breakglass ${asked.approvalId} "the site is down and nobody answers"`);
  bot.clock.advance(181_000);
  await bot.pass(2_000);
  await bot.until(() => bot.world.effects.length > 0);
  await bot.until(async () => (await bot.desk.store.approvals.toReview(5)).length > 0);
  const shown = await bot.read('chenwei', '/checklist daily demo');
  expect(shown).toMatch(/□ Break-glass \w{6} by Alice waits for another person to look at it/);
  await bot.say('chenwei', `/review ${asked.approvalId} "right, the site was down"`);
  expect(await bot.read('chenwei', '/checklist daily demo')).not.toContain('Break-glass');
});

describe('in the evening', () => {
  /** Until a minute before 18:00 of a day that is at 09:00 now, and after it. */
  async function untilEvening(bot: ABot): Promise<readonly string[]> {
    bot.clock.advance(9 * 3_600_000 - 60_000);
    await bot.pass(2_000);
    const early = bot.reads('ops');
    bot.clock.advance(60_000);
    await bot.pass(2_000);
    return early;
  }
  async function aBotOf(): Promise<ABot> {
    const { bot } = await aWatchedMachine();
    onTestFinished(() => bot.close());
    return bot;
  }

  test('what is not done is raised again, once, and the message changes when it is done', async () => {
    const bot = await aBotOf();
    await bot.say('alice', '/checklist daily demo');
    await bot.say('alice', '/checklist weekly demo');
    expect(await untilEvening(bot)).toEqual([]);
    await bot.until(() => bot.reads('ops').length === 1);
    expect(bot.reads('ops')[0]).toContain('2 things are still to be done for demo today');
    expect(bot.reads('ops')[0]).toContain('□ Pages');
    expect(bot.reads('ops')[0]).toContain('□ Keys');
    await bot.say('alice', '/checklist done demo eyes');
    await bot.say('alice', '/checklist done demo keys');
    bot.clock.advance(60_000);
    await bot.pass(2_000);
    await bot.until(() => bot.reads('ops')[0]?.includes('All that was left for demo today is done'));
    expect(bot.reads('ops')).toHaveLength(1);
  });

  test('what nobody was asked yet is not raised', async () => {
    const bot = await aBotOf();
    await untilEvening(bot);
    expect(bot.reads('ops')).toEqual([]);
  });

  test('a daily list that is a habit and was left out today is raised', async () => {
    const bot = await aBotOf();
    await bot.say('alice', '/checklist daily demo');
    bot.clock.advance(3 * dayMs); // Monday
    await untilEvening(bot);
    await bot.until(() => bot.reads('ops').length === 1);
    expect(bot.reads('ops')[0]).toContain('□ Daily checklist: was not gone through today');
    expect(bot.reads('ops')[0]).not.toContain('□ Pages');
  });

  test('on a Saturday that is worked (调休) it is raised as on any work day', async () => {
    const bot = await aBotOf();
    const settings = { ...bot.desk.settings(), workDays: 'china' as const };
    Object.assign(bot.desk, { settings: () => settings, holidays: async () => 'work' });
    bot.clock.advance(dayMs); // Saturday
    await bot.say('alice', '/checklist daily demo');
    await untilEvening(bot);
    await bot.until(() => bot.reads('ops').length === 1);
    expect(bot.reads('ops')[0]).toContain('1 thing is still to be done for demo today');
  });

  test('nothing is said on a day off', async () => {
    const bot = await aBotOf();
    bot.clock.advance(dayMs); // Saturday
    await bot.say('alice', '/checklist daily demo');
    await untilEvening(bot);
    expect(bot.reads('ops')).toEqual([]);
  });
});
