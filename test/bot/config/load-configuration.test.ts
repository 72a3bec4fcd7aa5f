import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultLines } from '../../../src/bot/cli/show-faults.ts';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { configurationFolder, env, type Files, known, wellFormed } from './configuration-folder.ts';

function load(files: Files, variables: Readonly<Record<string, string>> = env): Configuration {
  const loaded = loadConfiguration(configurationFolder(files), variables, known);
  if (!loaded.ok) throw new Error(faultLines(loaded.faults));
  return loaded.configuration;
}

describe('a configuration without faults', () => {
  test('becomes settings, hosts, state and secrets', () => {
    const { settings, hosts, state, secrets, warnings, web } = load(wellFormed);
    expect(settings).toMatchObject({
      timeZone: 'Asia/Shanghai',
      language: 'zh',
      demo: false,
      limits: { commandsPerMinute: 20 },
      audit: { readsWhenUnwritable: true },
    });
    expect(settings.policy.machineRoles).toEqual({ scheduler: ['on-call'], 'api:deploys': ['on-call'] });
    expect(settings.policy.timeZone).toBe('Asia/Shanghai');
    expect(hosts.h1).toMatchObject({ address: '10.0.0.1', port: 2222, connectTimeout: 10_000 });
    expect(state.dir).toBe('/nonexistent/zhiban-state');
    expect(web.listen).toBe('127.0.0.1:8377');
    expect(secrets).toEqual([{ name: 'hosts.h1.key', value: 'the key of h1' }]);
    expect(warnings).toEqual([]);
  });

  test('lists services after all they need, durations in milliseconds', () => {
    const shop = load(wellFormed).settings.systems.find(({ id }) => id === 'shop');
    expect(shop?.services.map(({ id, system, startWithin }) => [id, system, startWithin])).toEqual([
      ['db', 'shop', 60_000],
      ['web', 'shop', 30_000],
    ]);
  });

  test('has a version that changes with every byte and every name, and with nothing else', () => {
    const version = load(wellFormed).settings.version;
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(load(wellFormed).settings.version).toBe(version);
    expect(load({ ...wellFormed, 'README.md': 'not read' }).settings.version).toBe(version);
    const commented = { ...wellFormed, 'zhiban.yaml': `${wellFormed['zhiban.yaml']}#` };
    expect(load(commented).settings.version).not.toBe(version);
    const { 'systems/local.yaml': local, ...others } = wellFormed;
    expect(load({ ...others, 'systems/other.yaml': local }).settings.version).not.toBe(version);
  });

  test('is looked up through its inventory', () => {
    const inventory = systemsToInventory(load(wellFormed).settings.systems);
    expect(inventory.systems().map(({ id }) => id)).toEqual(['local', 'shop']);
    expect(inventory.service('shop', 'web')?.needs).toEqual(['db']);
    expect(inventory.service('shop', 'job')).toBeUndefined();
    expect(inventory.environment('local')).toBe('staging');
    expect(inventory.system('nothing')).toBeUndefined();
  });
});

describe('paths, variables and secrets', () => {
  test('local files start at the folder of the configuration, the state at the current one', () => {
    const hosts = `hosts:
  h1:
    transport: ssh
    address: a
    user: ops
    key: { file: keys/h1 }
    hostKeys: { knownHostsFile: ./known_hosts }
  here: { transport: local, folder: /srv/here }
`;
    const dir = configurationFolder({
      ...wellFormed,
      'zhiban.yaml': 'state: { dir: somewhere/else }\n',
      'hosts.yaml': hosts,
      'keys/h1': 'PRIVATE\n\n',
      known_hosts: '',
    });
    chmodSync(join(dir, 'keys/h1'), 0o600);
    const loaded = loadConfiguration(dir, env, known);
    expect(loaded).toMatchObject({
      ok: true,
      configuration: {
        state: { dir: join(process.cwd(), 'somewhere/else') },
        hosts: { h1: { key: { file: join(dir, 'keys/h1') }, hostKeys: { knownHostsFile: join(dir, 'known_hosts') } } },
        secrets: [{ name: 'hosts.h1.key', value: 'PRIVATE' }],
        warnings: [],
      },
    });
  });

  test('a secret that others may read is warned of', () => {
    const dir = configurationFolder({
      ...wellFormed,
      'hosts.yaml': wellFormed['hosts.yaml'].replace('{ env: H1_KEY }', '{ file: key }'),
      key: 'PRIVATE',
    });
    chmodSync(join(dir, 'key'), 0o644);
    const loaded = loadConfiguration(dir, env, known);
    expect(
      loaded.ok && loaded.configuration.warnings.map(({ line, column, message }) => ({ line, column, message })),
    ).toEqual([{ line: 7, column: 18, message: 'others than the owner may read the secret hosts.h1.key' }]);
  });

  test('the state folder is known as ZHIBAN_STATE, and a default stands in for what is unset or empty', () => {
    const shop = wellFormed['systems/shop.yaml'].replace(
      '/opt/shop/shop.db',
      () => `"\${ZHIBAN_STATE}/$\${x}/\${EMPTY:-a}/\${NONE:-b c}"`,
    );
    const { systems } = load({ ...wellFormed, 'systems/shop.yaml': shop }).settings;
    expect(systems.find(({ id }) => id === 'shop')?.databases.main?.path).toBe(`/nonexistent/zhiban-state/\${x}/a/b c`);
  });

  test('what a variable holds is not replaced again', () => {
    const { hosts } = loadConfigurationHosts({ PREFIX: `\${H1_KEY}`, H1_KEY: 'k' });
    expect(hosts).toEqual([expect.stringContaining('hosts.h1.address must be')]);
  });

  test('the key of the audit trail becomes 32 bytes', () => {
    const audit = wellFormed['zhiban.yaml'].replace('audit: {', 'audit: { key: { env: TRAIL },');
    const { auditKey, secrets } = load({ ...wellFormed, 'zhiban.yaml': audit }, { ...env, TRAIL: 'ab'.repeat(32) });
    expect(auditKey && Buffer.from(auditKey)).toEqual(Buffer.alloc(32, 0xab));
    expect(secrets.map(({ name }) => name)).toContain('audit.key');
  });

  test('anchors and aliases repeat a value within a file', () => {
    const shop = wellFormed['systems/shop.yaml']
      .replace('{ kind: systemd, unit: db.service }', '{ kind: systemd, unit: db.service, reload: &yes true }')
      .replace('shared: true', 'shared: *later')
      .replace('startWithin: 30s', 'startWithin: &half 30s\n    stopWithin: *half\n    shared: &later true');
    const { systems } = load({ ...wellFormed, 'systems/shop.yaml': shop }).settings;
    expect(systems.find(({ id }) => id === 'shop')?.services.at(-1)).toMatchObject({
      stopWithin: 30_000,
      shared: true,
    });
  });
});

function loadConfigurationHosts(variables: Readonly<Record<string, string>>): { readonly hosts: readonly string[] } {
  const loaded = loadConfiguration(configurationFolder(wellFormed), variables, known);
  return { hosts: loaded.ok ? [] : loaded.faults.map(({ message }) => message) };
}
