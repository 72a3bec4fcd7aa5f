import { expect, onTestFinished, test } from 'vitest';
import { aWatchedMachine, mebibyte } from './measuring.ts';

const dayMs = 86_400_000;

/** Carol, a viewer, may not look at what the item "Backend" asks; Alice went through the list for some days. */
async function afterSomeDays() {
  const { bot, machine } = await aWatchedMachine();
  onTestFinished(() => bot.close());
  machine.backend = 'down';
  for (const used of [200, 900]) {
    machine.logBytes = used * mebibyte;
    await bot.say('alice', '/checklist daily demo');
    bot.clock.advance(dayMs);
  }
  return bot;
}

test('what an item said the day before is not told to who may not look at it', async () => {
  const bot = await afterSomeDays();
  expect(await bot.read('alice', '/checklist daily demo')).toContain('backend is down');
  const carols = await bot.read('carol', '/checklist daily demo');
  expect(carols).toMatch(/Backend.*You may not/s);
  expect(carols).not.toContain('backend is down');
});

test.each(['/checklist history demo', '/report demo'])(
  '%s shows how only those items went that the reader may look at',
  async (text) => {
    const bot = await afterSomeDays();
    const shown = async (who: string) => {
      const { message } = await bot.say(who, text);
      const kept = message.blocks.flatMap((block) => (block.type === 'file' ? [block.name] : []));
      return { words: bot.text({ code: 'ok', message }), kept };
    };
    const written: string[] = [];
    Object.assign(bot.desk, {
      files: {
        keep: async (_name: string, content: string) => {
          written.push(content);
          return { path: 'report.md', bytes: content.length };
        },
      },
    });
    const alices = [(await shown('alice')).words, ...written.splice(0)].join('\n');
    expect(alices).toContain('Backend');
    const carols = [(await shown('carol')).words, ...written.splice(0)].join('\n');
    expect(carols).toContain('Disk');
    expect(carols).not.toContain('Backend');
  },
);
