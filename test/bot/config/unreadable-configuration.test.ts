import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { maxFileBytes } from '../../../src/bot/config/configuration-files.ts';
import { configurationFolder, type Files, faultsIn, wellFormed } from './configuration-folder.ts';

describe('files that are none', () => {
  const readable = { ...wellFormed };
  test('a folder that is not there, and one without files', () => {
    const dir = configurationFolder({});
    expect(faultsIn(dir)).toEqual([
      `${dir}:1:1: there is no .yaml file here. zhiban init writes a first configuration.`,
    ]);
    expect(faultsIn(join(dir, 'none'))).toEqual(
      ['none:1:1: this folder cannot be read (ENOENT). Name the folder with --config.'].map((each) =>
        each.replace('none', join(dir, 'none')),
      ),
    );
  });

  test.each<readonly [string, Files, string]>([
    [
      'Latin-1',
      { 'x.yaml': Buffer.from('people: ok\nroles: caf\xe9\n', 'latin1') },
      'x.yaml:2:11: this is not UTF-8 text. Save the file as UTF-8.',
    ],
    [
      'UTF-16',
      { 'x.yaml': Buffer.from('\ufeffpeople: {}', 'utf16le') },
      'x.yaml:1:1: this is not UTF-8 text. Save the file as UTF-8.',
    ],
    [
      'a NUL byte',
      { 'x.yaml': 'a: b\0\n' },
      'x.yaml:1:5: a control character stands here. Remove it, or write it as an escape in "double quotes".',
    ],
    ['another ending', { 'x.yml': 'a: b' }, 'x.yml:1:1: files ending in .yml are not read. Name it x.yaml.'],
    [
      'a huge file',
      { 'x.yaml': '#'.repeat(maxFileBytes + 1) },
      'x.yaml:1:1: this file is larger than 256 KiB. Split it.',
    ],
    ['a folder', { 'x.yaml/y': '' }, 'x.yaml:1:1: this is not a file. Only regular files are read.'],
    [
      'a list',
      { 'x.yaml': '- a\n- b\n' },
      'x.yaml:1:1: this file must hold keys with values. Write key: value at its top.',
    ],
    [
      'a sentence',
      { 'systems/x.yaml': 'hello world' },
      'systems/x.yaml:1:1: this file must hold keys with values. Write key: value at its top.',
    ],
  ])('%s is a fault', (_, files, expected) => {
    expect(faultsIn(configurationFolder({ ...readable, ...files }))).toEqual([expected]);
  });

  test('a pipe is a fault, not a wait; a broken link is a fault', () => {
    const dir = configurationFolder(readable);
    execFileSync('mkfifo', [join(dir, 'pipe.yaml')]);
    symlinkSync('nowhere', join(dir, 'systems', 'link.yaml'));
    expect(faultsIn(dir)).toEqual([
      'pipe.yaml:1:1: this is not a file. Only regular files are read.',
      'systems/link.yaml:1:1: this file cannot be read (ENOENT). Let the user that runs zhiban read it.',
    ]);
  });

  test('a state folder inside the configuration is found through links', () => {
    const dir = configurationFolder({ ...readable, 'deep/x': '' });
    const link = `${dir}-link`;
    symlinkSync(dir, link);
    try {
      const state = wellFormed['zhiban.yaml'].replace('/nonexistent/zhiban-state', `${link}/deep/state`);
      expect(faultsIn(configurationFolder({ ...readable, 'zhiban.yaml': state }))).toEqual([]);
      mkdirSync(join(dir, 'own'));
      const own = configurationFolder({ ...readable, 'zhiban.yaml': state });
      symlinkSync(own, join(dir, 'deep', 'state'));
      expect(faultsIn(own)).toEqual([
        'zhiban.yaml:2:15: the state lies inside the configuration. Choose a folder elsewhere, e.g. /var/lib/zhiban.',
      ]);
    } finally {
      rmSync(link);
    }
  });

  test('empty files, comments, a byte-order mark and Windows line ends are well', () => {
    const crlf = Object.fromEntries(
      Object.entries(readable).map(([name, text]) => [name, `\ufeff${text.replaceAll('\n', '\r\n')}`]),
    );
    expect(
      faultsIn(configurationFolder({ ...crlf, 'empty.yaml': '', 'comments.yaml': '# nothing\n', '.hidden.yaml': ']' })),
    ).toEqual([]);
  });
});
