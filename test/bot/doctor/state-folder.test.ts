import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { files } from '../../../src/bot/doctor/files.ts';
import { stateFolder } from '../../../src/bot/doctor/state-folder.ts';
import { lines } from './cast.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'zhiban-state-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the state folder', () => {
  const looked = (dir: string): readonly string[] => lines(stateFolder(dir, 'ops'));

  test('for its owner alone is well', () => {
    expect(looked(root)).toEqual([expect.stringMatching(/^ok .* is for its owner alone, .* free$/)]);
  });

  test('that is not made yet is well, and is not made by looking', () => {
    const dir = join(root, 'to/come');
    expect(looked(dir)).toEqual([expect.stringMatching(/^ok .* is made at the first start/)]);
    expect(looked(dir)).toEqual([expect.stringMatching(/^ok .* is made at the first start/)]);
  });

  test('that others may enter is a warning, and critical with files they may read', () => {
    chmodSync(root, 0o755);
    expect(looked(root)).toEqual([
      `warning others than the owner may look into ${root} (mode 755) → as its owner: chmod -R go= ${root}`,
    ]);
    writeFileSync(join(root, 'audit.key'), '', { mode: 0o644 });
    writeFileSync(join(root, 'zhiban.db'), '', { mode: 0o600 });
    expect(looked(root)[1]).toBe(
      `critical others than the owner may read or write in ${root}: audit.key → as its owner: chmod -R go= ${root}`,
    );
  });

  test('that is a file is critical', () => {
    writeFileSync(join(root, 'file'), '');
    expect(looked(join(root, 'file'))).toEqual([expect.stringMatching(/^critical .* is no folder/)]);
  });
});

describe('files', () => {
  const hostsOf = (knownHostsFile: string) => ({
    hosts: {
      h1: {
        ...{ transport: 'ssh' as const, address: 'a', port: 22, user: 'ops', key: { env: 'K' } },
        ...{ hostKeys: { knownHostsFile }, connectTimeout: 1, maxChannels: 1 },
      },
    },
  });

  test('only their owner may change are well, those others may are named', () => {
    mkdirSync(join(root, 'systems'));
    for (const name of ['zhiban.yaml', 'systems/shop.yaml', 'known_hosts']) writeFileSync(join(root, name), '');
    for (const name of ['zhiban.yaml', 'systems/shop.yaml', 'known_hosts']) chmodSync(join(root, name), 0o644);
    chmodSync(join(root, 'systems'), 0o755);
    const looked = (): readonly string[] => lines(files(root, hostsOf(join(root, 'known_hosts'))));
    expect(looked()).toEqual([expect.stringMatching(/^ok/)]);
    for (const name of ['systems/shop.yaml', 'known_hosts']) chmodSync(join(root, name), 0o664);
    expect(looked()).toEqual([
      expect.stringMatching(/^warning others than the owner may change it \(mode 664\).*chmod go-w .*shop.yaml/),
      expect.stringMatching(/^warning .*chmod go-w .*known_hosts/),
    ]);
  });
});
