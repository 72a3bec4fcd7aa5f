import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { faultLines } from '../../../src/bot/cli/show-faults.ts';
import type { Configuration } from '../../../src/bot/config/configuration.ts';
import { jsonSchema } from '../../../src/bot/config/json-schema.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';
import { configurationFolder, known } from './configuration-folder.ts';

const shipped = (name: string): string => join(import.meta.dirname, '../../../config', name);

function load(name: string, env: Readonly<Record<string, string>>): Configuration {
  const loaded = loadConfiguration(shipped(name), env, known);
  if (!loaded.ok) throw new Error(faultLines(loaded.faults));
  return loaded.configuration;
}

function labHome(): string {
  const home = configurationFolder({ 'bot-key': 'PRIVATE', known_hosts: '' });
  chmodSync(join(home, 'bot-key'), 0o600);
  return home;
}

describe('config/lab', () => {
  test('describes both systems of the lab', () => {
    const home = labHome();
    const { settings, hosts, warnings } = load('lab', { LAB_HOME: home, LAB_NET: '10.77.9' });
    expect(warnings).toEqual([]);
    expect(hosts).toMatchObject({
      h1: {
        address: '10.77.9.11',
        user: 'ops',
        key: { file: `${home}/bot-key` },
        hostKeys: { knownHostsFile: `${home}/known_hosts` },
      },
      h3: { address: '10.77.9.13', user: 'teaching' },
    });
    expect(
      settings.systems.map(({ id, environment, services }) => [id, environment, services.map((each) => each.id)]),
    ).toEqual([
      ['talentlens', 'production', ['api', 'nginx']],
      ['teaching', 'production', ['llm', 'backend', 'frontend', 'redis']],
    ]);
    expect(settings.demo).toBe(false);
    expect(Object.keys(settings.policy.people)).not.toContain('mallory');
  });

  test('names what is missing while the lab is down', () => {
    const loaded = loadConfiguration(shipped('lab'), {}, known);
    expect(!loaded.ok && loaded.faults.map(({ message }) => message)).toEqual(
      Array(4).fill('the environment variable LAB_HOME is not set'),
    );
  });
});

describe('config/demo', () => {
  test('lies whole below the state folder, on ports one can choose', () => {
    const { settings, hosts, state } = load('demo', { ZHIBAN_DEMO_HOME: '/srv/演示 1', ZHIBAN_DEMO_LLM_PORT: '19001' });
    expect(state.dir).toBe('/srv/演示 1');
    expect(hosts.here).toEqual({ transport: 'local', folder: '/srv/演示 1/system' });
    expect(settings.demo).toBe(true);
    const [llm, backend, frontend] = settings.systems[0]?.services ?? [];
    expect(llm).toMatchObject({ id: 'llm', port: 19001, health: { url: 'http://127.0.0.1:19001/health' } });
    expect(backend).toMatchObject({
      port: 18000,
      runtime: { command: ['node', 'app.mjs', 'backend', '18000', 'http://127.0.0.1:19001/health'] },
    });
    expect(frontend).toMatchObject({ id: 'frontend', needs: ['backend'] });
  });

  test('without any variable it is below the current folder', () => {
    expect(load('demo', {}).state.dir).toBe(join(process.cwd(), '.zhiban/demo'));
  });
});

describe('the JSON Schema', () => {
  // Zod reads its own JSON Schema back: a second opinion that does not come from the loader.
  const schema = z.fromJSONSchema(jsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const asWritten = (name: string): Readonly<Record<string, unknown>> => {
    const files = (folder: string) => readdirSync(folder).filter((each) => each.endsWith('.yaml'));
    const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));
    const top = files(shipped(name)).map((file) => read(join(shipped(name), file)));
    const systems = files(join(shipped(name), 'systems')).map((file) => [
      file.slice(0, -5),
      read(join(shipped(name), 'systems', file)),
    ]);
    return { ...Object.assign({}, ...top), systems: Object.fromEntries(systems) };
  };

  test.each(['lab', 'demo'])('accepts config/%s as it is written, variables and all', (name) => {
    expect(schema.safeParse(asWritten(name)).error?.issues).toBeUndefined();
  });

  test.each([
    ['an unknown key', { speed: 3 }],
    [
      'a port that is none',
      {
        hosts: {
          h1: {
            transport: 'ssh',
            address: 'a',
            port: 99_999,
            user: 'u',
            key: { env: 'K' },
            hostKeys: { knownHostsFile: 'k' },
          },
        },
      },
    ],
    [
      'a secret in plain',
      { hosts: { h1: { transport: 'ssh', address: 'a', user: 'u', key: 'k', hostKeys: { knownHostsFile: 'k' } } } },
    ],
    ['a state without a folder', { state: {} }],
  ])('refuses %s', (_, change) => {
    expect(schema.safeParse({ ...asWritten('lab'), ...change }).success).toBe(false);
  });

  test('is plain JSON with a title', () => {
    const made = jsonSchema();
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
    expect(made).toMatchObject({ title: 'Zhiban configuration', $schema: expect.stringContaining('json-schema.org') });
  });
});
