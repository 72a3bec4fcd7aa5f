import { describe, expect, test } from 'vitest';
import { changed, configurationFolder, faultsIn, secretValue } from './configuration-folder.ts';

describe('a secret never stands in the configuration, and no fault shows what stood there', () => {
  const said = 'must say where the secret is, not the secret itself';
  test.each([
    ['plain', secretValue, said],
    ['in quotes', `"${secretValue}"`, said],
    ['in a list', `[${secretValue}]`, said],
    ['under another key', `{ value: ${secretValue} }`, 'hosts.h1.key'],
    ['beside its source', `{ env: H1_KEY, value: ${secretValue} }`, 'hosts.h1.key.value is not a known key'],
    [
      'as the name of a variable',
      `{ env: ${secretValue.replaceAll('-', '_')} }`,
      'the environment variable of this secret is not set',
    ],
    ['as a name no variable has', `{ env: "${secretValue} x" }`, said],
    ['as a path', `{ file: ${secretValue} }`, 'the file of this secret is not there'],
    ['with a variable', `"\${H1_KEY}${secretValue}"`, 'variables are replaced only'],
    ['with an unknown tag', `!secret ${secretValue}`, 'tags (!name) are not read here'],
    ['in broken YAML', `"${secretValue}`, ''],
    ['as an alias', `*${secretValue}`, 'this alias has no anchor before it'],
    ['as an anchor', `&${secretValue} &${secretValue} x`, 'two anchors on one value'],
  ])('%s', (_, written, message) => {
    const { files } = changed([['hosts.yaml', '{ env: H1_KEY }', written]]);
    const faults = faultsIn(configurationFolder(files));
    expect(faults.join('\n')).toContain(message);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join('\n')).not.toMatch(/hunter2|plain.as.day/);
  });

  test('the key of the audit trail is held to its form', () => {
    const { files, places: marks } = changed([['zhiban.yaml', 'audit: {', 'audit: { key: ‸{ env: H1_KEY },']]);
    expect(faultsIn(configurationFolder(files))).toEqual([
      `${marks[0]}: the key of the audit trail must be 64 hex digits. openssl rand -hex 32 makes one.`,
    ]);
  });

  test('an empty file holds no secret, and a folder is not a file', () => {
    const { files } = changed([['hosts.yaml', '{ env: H1_KEY }', '{ file: key }']]);
    expect(faultsIn(configurationFolder({ ...files, key: '\n\n' }))).toEqual([
      'hosts.yaml:7:18: the file of this secret is empty. Write the secret into it.',
    ]);
    expect(faultsIn(configurationFolder({ ...files, 'key/x': '' }))).toEqual([
      'hosts.yaml:7:18: this secret is not in a file of at most 64 KiB. Name the file that holds it.',
    ]);
  });
});
