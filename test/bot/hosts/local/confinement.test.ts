import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Argv } from '../../../../src/actions/ports.ts';
import { confinementFailure } from '../../../../src/bot/hosts/local/confinement.ts';

describe('a local host', () => {
  let root: string;
  let folder: string;

  beforeAll(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'zhiban-local-')));
    folder = join(root, 'HR人事');
    mkdirSync(join(folder, 'data'), { recursive: true });
    mkdirSync(join(root, 'HR人事-other'));
    writeFileSync(join(root, 'outside'), '');
    symlinkSync(join(root, 'outside'), join(folder, 'link-out'));
    symlinkSync(root, join(folder, 'link-up'));
    symlinkSync(join(folder, 'data'), join(root, 'link-in'));
    symlinkSync('/nowhere/at/all', join(folder, 'dangling'));
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  const judged = async (argv: Argv): Promise<string | undefined> => {
    const words = argv.map((word) => word.replaceAll('ROOT', root).replaceAll('FOLDER', folder)) as [string]; // same length
    const message = (await confinementFailure('here', folder, ['/usr/bin', '/bin'], words))?.message;
    return message !== undefined && 'key' in message ? message.key : undefined;
  };

  test.each<readonly [string, Argv]>([
    ['the folder itself', ['df', '-Pk', 'FOLDER']],
    ['a file in it', ['cat', 'FOLDER/data/x']],
    ['a file in it that is not there yet', ['mkdir', '-p', 'FOLDER/new/deep']],
    ['a way into it by a link', ['ls', 'ROOT/link-in']],
    ['a detour that ends in it', ['ls', 'FOLDER/data/../data']],
    ['an option with a path in it', ['tar', '--file=FOLDER/a.tar', '-C', 'FOLDER']],
    ['processes', ['cat', '/proc/self/status', '/dev/null']],
    ['programs', ['/usr/bin/env', 'PATH=/usr/bin:/bin', '/usr/bin/python3', 'main.py']],
    ['words that only look like paths', ['sed', 's/a/b/', 'and/or', '1/2']],
    ['a relative path', ['cat', 'data/x']],
    ['a program of several lines', ['sh', '-c', 'read -r line < /etc/hostname\necho "$line"']],
  ])('may touch %s', async (_, argv) => {
    expect(await judged(argv)).toBeUndefined();
  });

  test.each<readonly [string, Argv]>([
    ['a file outside', ['cat', '/etc/passwd']],
    ['its parent', ['ls', 'ROOT']],
    ['a folder whose name begins the same', ['ls', 'FOLDER-other']],
    ['a way out by dots', ['cat', 'FOLDER/../outside']],
    ['a way out by a link', ['cat', 'FOLDER/link-out']],
    ['a way out by a linked folder', ['cat', 'FOLDER/link-up/outside']],
    ['a file to be made beyond a linked folder', ['touch', 'FOLDER/link-up/new']],
    ['what a dangling link points to', ['touch', 'FOLDER/dangling']],
    ['a link that leads to itself', ['cat', 'FOLDER/loop']],
    ['a relative way out', ['cat', '../outside']],
    ['a relative way out by a link', ['cat', 'link-out']],
    ['a relative way out by a linked folder', ['cat', 'link-up/outside']],
    ['an option with a relative way out', ['tar', '--file=link-up/outside']],
    ['an option with a path', ['tar', '--file=/etc/x']],
    ['several short options with a path', ['tar', '-cf/etc/x']],
    ['a short option with a path', ['tar', '-C/etc']],
    ['a variable with a path', ['env', 'HOME=/root', 'id']],
    ['a list with a path outside', ['env', 'PATH=/usr/bin:/tmp', 'id']],
  ])('may not touch %s', async (_, argv) => {
    expect(await judged(argv)).toBe('hosts.outsideFolder');
  });

  test.each<Argv[]>([
    [['sudo', '-n', 'true']],
    [['/usr/bin/sudo', 'id']],
    [['su', '-']],
    [['doas', 'id']],
    [['pkexec', 'id']],
  ])('runs nothing with other rights: %j', async (argv) => {
    expect(await judged(argv)).toBe('hosts.noPrivileges');
  });
});
