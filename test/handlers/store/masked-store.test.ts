import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { aDesk } from '../../fakes/a-desk.ts';

const value = 'correct-horse-battery-staple';

test('nothing that is kept holds a secret: plans as shown, answers, failures, reasons', async () => {
  const it = await aDesk({ environment: 'lab', secrets: [{ name: 'app', value }] });
  const commands = it.desk.commands.map((command) =>
    command.name === 'put' && command.kind === 'change'
      ? {
          ...command,
          plan: async (...args: Parameters<typeof command.plan>) => {
            const made = await command.plan(...args);
            if (!made.ok) return made;
            const steps = made.value.steps.map((step) => ({ ...step, title: outside(`put ${value}`) }));
            return { ok: true as const, value: { ...made.value, summary: outside(`with ${value}`), steps } };
          },
        }
      : command,
  );
  Object.assign(it.desk, { commands });
  it.world.behaviour.set('a', 'fails');
  const failed = await it.say('alice', '/put demo values="a,b"');
  expect(failed.code).toBe('command-failed');
  const run = await it.desk.store.runs.get(failed.runId ?? -1);
  expect(run?.plan.summary).toEqual({ outside: 'with [masked:app]' });
  await it.close();
});

test('a plan whose own parameters would hold a secret is not made', async () => {
  const it = await aDesk({ environment: 'lab', secrets: [{ name: 'app', value }] });
  const commands = it.desk.commands.map((command) =>
    command.name === 'put' && command.kind === 'change'
      ? {
          ...command,
          plan: (_input: unknown, context: Parameters<typeof command.plan>[1]) =>
            command.plan({ system: 'demo', values: value }, context),
        }
      : command,
  );
  Object.assign(it.desk, { commands });
  expect((await it.say('alice', '/put demo values="a"')).code).toBe('bad-input');
  expect(it.world.effects).toEqual([]);
  const files = readdirSync(it.folder).map((name) => readFileSync(join(it.folder, name)));
  expect(files.some((content) => content.includes(value))).toBe(false);
  await it.close();
});
