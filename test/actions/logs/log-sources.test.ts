import { describe, expect, test } from 'vitest';
import { knownOf, learn } from '../../../src/actions/logs/known-files.ts';
import { logSpec } from '../../../src/actions/logs/log-spec.ts';
import { sourceOf, sources } from '../../../src/actions/logs/sources/table.ts';
import type { Hosts } from '../../../src/actions/ports.ts';

describe('the kinds of sources', () => {
  test('each has a name, and a field that no other has', () => {
    expect(new Set(sources.map(({ kind }) => kind)).size).toBe(sources.length);
    for (const { key, spec } of sources)
      expect(sources.filter((each) => key in each.spec.shape).map((each) => each.spec)).toEqual([spec]);
  });

  test.each([
    ['a file', { host: 'h1', path: '/var/log/app.log' }, 'file', ['path=/var/log/app.log']],
    ['a unit', { host: 'h1', journal: 'app.service' }, 'journal', ['journal=app.service']],
  ])('%s is told apart by its field, and what it is asked by', (_what, log, kind, args) => {
    const parsed = logSpec.parse(log);
    expect(sourceOf(parsed).kind).toBe(kind);
    expect(sourceOf(parsed).args(parsed)).toEqual(args);
  });

  test.each([
    ['none', { host: 'h1' }],
    ['one there is no reader for yet', { host: 'h1', loki: 'http://loki:3100' }],
    ['another', { host: 'h1', compose: 'app' }],
    ['two', { host: 'h1', path: '/var/log/app.log', journal: 'app.service' }],
    ['an option in place of a unit', { host: 'h1', journal: '--root=/' }],
  ])('a log with %s is a fault of the configuration', (_what, log) => {
    expect(logSpec.safeParse(log).success).toBe(false);
  });
});

describe('what is remembered of files', () => {
  const hosts = {} as Hosts; // stands for one process
  const log = (id: string) => ({ ...logSpec.parse({ host: 'h1', path: '/x' }), id, system: 'demo' });

  test('is one line a file, the newest, and of few files', () => {
    learn(hosts, log('app'), ['1:1@10/1=a', '1:2@10/1=b']);
    learn(hosts, log('app'), ['1:1@20/1=c']);
    expect(knownOf(hosts, log('app'))).toEqual(['1:1@20/1=c', '1:2@10/1=b']);
    for (let inode = 10; inode < 90; inode += 1) learn(hosts, log('app'), [`1:${inode}@1/1=x`]);
    expect(knownOf(hosts, log('app'))).toHaveLength(40);
  });

  test('is bounded over logs and letters, and nobody else’s', () => {
    for (let n = 0; n < 500; n += 1) learn(hosts, log(`log${n}`), ['1:1@1/1=x']);
    expect(knownOf(hosts, log('log0'))).toEqual([]);
    expect(knownOf(hosts, log('log499'))).toHaveLength(1);
    expect(knownOf({} as Hosts, log('log499'))).toEqual([]); // another process
    learn(hosts, log('great'), [`1:1@1/1=${'x'.repeat(9_000)}`]);
    expect(knownOf(hosts, log('great'))).toEqual([]);
  });
});
