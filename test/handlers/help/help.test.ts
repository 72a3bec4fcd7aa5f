import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { known } from '../../../src/bot/compose.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';
import { renderText } from '../../../src/bot/platforms/terminal/render.ts';
import { personCalled } from '../../../src/handlers/alerts/may-press.ts';
import { parse } from '../../../src/handlers/dispatch/parse.ts';
import { examplesOf, mayUse } from '../../../src/handlers/help/examples-of.ts';
import type { Request } from '../../../src/handlers/request.ts';
import type { Settings } from '../../../src/handlers/settings.ts';
import { type ADesk, aDesk } from '../../fakes/a-desk.ts';
import { labSettings } from '../../fakes/lab-settings.ts';

const home = mkdtempSync(join(tmpdir(), 'zhiban-help-'));
function demoSettings(): Settings {
  const dir = join(import.meta.dirname, '../../../config/demo');
  const loaded = loadConfiguration(dir, { ZHIBAN_DEMO_HOME: home }, known);
  if (!loaded.ok) throw new Error('config/demo does not load');
  return loaded.configuration.settings;
}
const configurations = { demo: demoSettings(), lab: labSettings() };

let it: ADesk;
beforeAll(async () => {
  it = await aDesk();
  Object.assign(it.desk, { commands: known.commands });
});
afterAll(async () => {
  await it.close();
  rmSync(home, { recursive: true, force: true });
});

function requestOf(settings: Settings, who: string, language: 'en' | 'zh'): Request {
  Object.assign(it.desk, { settings: () => settings });
  const conversation = { platform: 'test', tenant: '', space: who };
  const about = { private: true, text: '', deliveryKey: 'k', confirmed: false, progress: () => {} };
  return { ...about, desk: it.desk, principal: personCalled(who), conversation, language, signal: AbortSignal.abort() };
}

async function read(typed: string, who = 'alice', language: 'en' | 'zh' = 'en', settings = configurations.demo) {
  const help = known.commands.find(({ name }) => name === 'help');
  if (help?.kind !== 'command') throw new Error('there is no help');
  const said = await help.handle({ command: typed }, requestOf(settings, who, language));
  if (!('ok' in said)) throw new Error('not a report');
  if (!said.ok) return renderText({ blocks: [{ type: 'text', text: said.failure.message }] }, reader(language));
  const blocks = [{ type: 'heading' as const, text: said.value.headline }, ...said.value.blocks];
  return `${renderText({ blocks }, reader(language))}\n${said.value.next.join('\n')}`;
}
const reader = (language: 'en' | 'zh') => ({ language, timeZone: 'UTC', nowMs: 0, colour: false });

describe.each(Object.entries(configurations))('every example in %s', (_, settings) => {
  test.each(['alice', 'bob', 'carol'])('is understood there, as its own command, about what %s may use', (who) => {
    let counted = 0;
    for (const language of ['en', 'zh'] as const) {
      const request = requestOf(settings, who, language);
      for (const command of known.commands.filter((one) => mayUse(request, one)))
        for (const example of examplesOf(request, command, language)) {
          const { systems, policy } = settings;
          const parsed = parse(example, { commands: known.commands, systems, people: policy.people, me: who });
          expect(parsed.ok ? parsed.value.command.name : parsed.failure, example).toBe(command.name);
          counted += 1;
        }
    }
    expect(counted).toBeGreaterThan(80);
  });
});

describe('/help', () => {
  test('fits on a phone: every command once, by subject, in words that can be typed', async () => {
    const text = await read('');
    expect(text.split('\n').length).toBeLessThan(26);
    expect(text).toMatch(/ look +\/health · \/status /);
    expect(text).toContain('/logs tail, errors, search');
    expect(text).toMatch(/ · \/restore · \/restore [a-z]/);
    expect(text).not.toMatch(/talentlens|teaching/);
    // The demo has no databases.
    expect(text).not.toContain('/db');
    expect(await read('', 'alice', 'en', configurations.lab)).toContain('/db check, size, optimize, wipe');
  });

  test('is in Chinese for who reads Chinese, the commands too', async () => {
    const text = await read('', 'chenwei', 'zh');
    expect(text).toMatch(/查看 +\/健康 · \/状态/);
    expect(text).toContain('/帮助 重启');
    expect(text).not.toContain('/restart');
  });

  test('shows nobody what they may not do', async () => {
    expect(await read('')).toContain('/restart');
    expect(await read('', 'carol')).not.toContain('/restart');
  });

  test.each([
    ['restart', /^\/restart: Restart one service.*\n +example +\/restart llm\n +example +\/restart demo\n/],
    ['/重启', /example +\/restart llm\n/],
    ['backup now', /example +\/backup now demo\n.*\n.*\n +see also +\/backup list, verify/],
    ['logs', /^logs: \d+ commands.*\n +\/logs tail +The newest lines.*\n +\/logs errors +/],
    ['备份', /^backups: \d+ commands/],
    ['token set', /example +\/token set demo demo\n/],
    ['schedule run', /example +\/schedule run morning\n/],
    ['checklist done', /example +\/checklist done demo page\n/],
    ['can', /example +\/can @bob restart llm\n/],
    ['reload', /^\/reload: .*\n +also +/],
    ['nonsense', /^I know no command and no subject "nonsense"\./],
  ])('%s', async (typed, expected) => {
    expect(await read(typed)).toMatch(expected);
  });

  test('a command that changes something is to be typed, not pressed in passing', async () => {
    expect((await read('restart')).split('\n').at(-1)).toBe('');
    expect((await read('health')).split('\n').at(-1)).toBe('/health');
  });

  test('a person is somebody else than who reads', async () => {
    expect(await read('can', 'bob')).toContain('/can @me restart llm');
  });
});
