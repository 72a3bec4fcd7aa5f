import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultLines } from '../../../src/bot/cli/show-faults.ts';
import { known } from '../../../src/bot/compose.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';
import { firstConfiguration } from '../../../src/bot/init/first-configuration.ts';
import { configurationFolder } from '../config/configuration-folder.ts';

const beginner = { osUser: 'alice', timeZone: 'Asia/Shanghai', language: 'zh' } as const;

function load(files: Readonly<Record<string, string>>, key = 'a key, not a real one') {
  const home = configurationFolder({});
  const keyFile = join(home, '.ssh/zhiban');
  mkdirSync(dirname(keyFile));
  writeFileSync(keyFile, key, { mode: 0o600 });
  return loadConfiguration(configurationFolder(files), { HOME: home }, known);
}

describe('the first configuration', () => {
  test('loads without a fault once the key is there', () => {
    const loaded = load(firstConfiguration(beginner));
    expect(loaded.ok ? '' : faultLines(loaded.faults)).toBe('');
    if (!loaded.ok) return;
    const { settings, hosts, warnings } = loaded.configuration;
    expect(warnings).toEqual([]);
    expect(settings).toMatchObject({ timeZone: 'Asia/Shanghai', language: 'zh', demo: false });
    expect(settings.policy.people.alice).toMatchObject({ osUsers: ['alice'], roles: ['admin'] });
    expect(Object.keys(hosts)).toEqual(['h1']);
    expect(settings.systems.map(({ id, services }) => [id, services.map((service) => service.id)])).toEqual([
      ['example', ['web']],
    ]);
  });

  test('lacks the key alone before that', () => {
    const files = firstConfiguration(beginner);
    const home = configurationFolder({});
    const loaded = loadConfiguration(configurationFolder(files), { HOME: home }, known);
    expect(loaded.ok ? [] : loaded.faults.map(({ message }) => message)).toEqual([
      `the file of this secret (${home}/.ssh/zhiban) is not there`,
    ]);
  });

  test('marks every line that is to be edited', () => {
    const edits = Object.values(firstConfiguration(beginner)).join('\n').match(/# <-/g);
    expect(edits?.length).toBeGreaterThanOrEqual(3);
  });

  test('what stands in its comments is as valid as the rest', () => {
    const files = Object.fromEntries(
      Object.entries(firstConfiguration(beginner)).map(([name, text]) => [
        name,
        text.replace(/^(\s*)# (?=[a-z-]+:( |$)| {2})/gm, '$1'),
      ]),
    );
    const loaded = load(files);
    expect(loaded.ok ? '' : faultLines(loaded.faults)).toBe('');
    if (!loaded.ok) return;
    const [system] = loaded.configuration.settings.systems;
    expect(system?.services.map(({ id }) => id)).toEqual(['web', 'worker']);
    expect(system?.databases.main?.engine).toBe('sqlite');
    expect(Object.keys(loaded.configuration.settings.policy.people)).toEqual(['alice', 'bob']);
  });

  test.each(['Alice.Smith', 'CORP\\alice', '7', 'é', '"; rm -rf', 'a'.repeat(60)])(
    'OS user %j makes a valid person',
    (osUser) => {
      const loaded = load(firstConfiguration({ ...beginner, osUser }));
      expect(loaded.ok ? '' : faultLines(loaded.faults)).toBe('');
      if (!loaded.ok) return;
      expect(Object.values(loaded.configuration.settings.policy.people)[0]?.osUsers).toEqual([osUser]);
    },
  );
});
