import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';
import { examples } from '../../examples.ts';
import {
  changed,
  configurationFolder,
  env,
  faultsIn,
  known,
  type WellFormedFile,
  wellFormed,
} from './configuration-folder.ts';
import { cases } from './faulty-configurations.ts';

describe('each fault is named with its place and how to mend it', () => {
  for (const [title, file, from, to, ...messages] of cases)
    test(title, () => {
      const { files, places } = changed([[file, from, to]]);
      expect(faultsIn(configurationFolder(files))).toEqual(messages.map((message, at) => `${places[at]}: ${message}`));
    });
});

describe('faults together', () => {
  test('all are reported at once, over all files, sorted, with the schema and the references side by side', () => {
    const { files, places: marks } = changed([
      ['hosts.yaml', 'user: ops', 'user: ‸7'],
      ['hosts.yaml', '{ env: H1_KEY }', '{ env: ‸NO_SUCH_KEY }'],
      ['people.yaml', 'roles: [admin]', 'roles: [‸admn]'],
      ['people.yaml', 'may: ["*"]', 'mai: ["*"]'],
      ['systems/shop.yaml', 'needs: [db]', 'needs: [‸db]'],
      ['systems/shop.yaml', 'shared: true', 'shared: ‸maybe\n    needs: [web, ‸cache]'],
      ['systems/shop.yaml', 'diskPercent: 95', 'diskPercent: ‸950'],
      ['zhiban.yaml', 'commandsPerMinute: 20', 'commandsPerMinute: ‸0'],
    ]);
    const [user, key, role, circle, shared, cache, disk, limit] = marks;
    expect(faultsIn(configurationFolder(files))).toEqual([
      `${user}: hosts.h1.user must be text. Put it in "quotes".`,
      `${key}: the environment variable of this secret is not set. The name of the variable stands here, not the secret. Set it for the user that runs zhiban.`,
      `${role}: no role is called admn. Did you mean admin?`,
      'people.yaml:17:20: grants[1].mai is not a known key. Did you mean may?',
      `${circle}: services need each other in a circle: web → db → web. Leave one link out: needs says what must run first, not who calls whom.`,
      `${shared}: services.db.shared must be true or false. Correct the value.`,
      `${cache}: there is no service of this system "cache". Known: web, db.`,
      `${disk}: thresholds.diskPercent must be at most 100. Correct the value.`,
      `${limit}: limits.commandsPerMinute must be at least 1. Correct the value.`,
    ]);
  });

  test('while a file cannot be read, the faults within the others are still told, and nothing that hangs on it', () => {
    const files = {
      ...wellFormed,
      'hosts.yaml': 'hosts: {\n',
      'zhiban.yaml': wellFormed['zhiban.yaml'].replace('20', '0'),
    };
    expect(faultsIn(configurationFolder(files))).toEqual([
      'hosts.yaml:2:1: this line is not indented as the ones it belongs to. Use the same number of spaces; close every [ and {.',
      'zhiban.yaml:3:30: limits.commandsPerMinute must be at least 1. Correct the value.',
    ]);
  });

  test('every circle is told', () => {
    const services = ['a', 'b', 'c', 'd']
      .map(
        (id, at) =>
          `  ${id}: { host: here, needs: [${['b', 'a', 'd', 'c'][at]}], runtime: { kind: pidfile, pidFile: /srv/here/${id}, command: [x], folder: /srv/here, logFile: /srv/here/l } }`,
      )
      .join('\n');
    const local = `title: Local\nenvironment: staging\nfolder: /srv/here\nservices:\n${services}\n`;
    expect(faultsIn(configurationFolder({ ...wellFormed, 'systems/local.yaml': local }))).toEqual([
      expect.stringMatching(/^systems\/local\.yaml:5:\d+: services need each other in a circle: a → b → a\./),
      expect.stringMatching(/^systems\/local\.yaml:7:\d+: services need each other in a circle: c → d → c\./),
    ]);
  });

  test('a demo keeps away from real hosts and real systems', () => {
    const files = { ...wellFormed, 'zhiban.yaml': `${wellFormed['zhiban.yaml']}demo: true\n` };
    const hint = 'demo: true is for local demonstrations: it asks no confirm and believes any --as.';
    expect(faultsIn(configurationFolder(files))).toEqual([
      `hosts.yaml:3:16: a demo reaches local hosts only. ${hint}`,
      `systems/local.yaml:2:14: every system of a demo has the environment demo. ${hint}`,
      `systems/shop.yaml:3:14: every system of a demo has the environment demo. ${hint}`,
    ]);
  });
});

describe('a shared service', () => {
  const other = (shared: boolean) => `title: Other
environment: production
folder: /opt/other
services:
  database: { host: h1, shared: ${shared}, runtime: { kind: systemd, unit: db.service }, port: 5432 }
`;
  test('may stand in two systems when both say that it is shared', () => {
    expect(faultsIn(configurationFolder({ ...wellFormed, 'systems/other.yaml': other(true) }))).toEqual([]);
    expect(faultsIn(configurationFolder({ ...wellFormed, 'systems/other.yaml': other(false) }))).toHaveLength(2);
  });
});

describe('what wants to be endless, ends', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
    .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(',')}]`)
    .join('\n')}\n`;
  test.each([
    ['aliases that multiply', bomb, 'the configuration is too large'],
    ['an alias inside its own anchor', 'team: &t { x: *t }\n', 'this is nested more than 40 deep'],
    ['brackets without end', `team: ${'['.repeat(60_000)}`, 'this is nested too deep to be read'],
    ['dashes without end', `team:\n${'- '.repeat(60_000)}x`, 'this is nested too deep to be read'],
    [
      'nesting within the limit of the parser',
      `team: ${'['.repeat(60)}${']'.repeat(60)}`,
      'this is nested more than 40 deep',
    ],
    ['a hundred thousand values', `team: [${'1,'.repeat(100_000)}]`, 'the configuration is too large'],
    ['many errors', 'x: "\\q"\n'.repeat(5_000), 'an unknown escape after a backslash'],
    ['a key of a megabyte cut to size', `${'k'.repeat(200_000)}: 1`, 'a key is longer than 1024 characters'],
  ])('%s', (_, text, message) => {
    const startedAt = performance.now();
    const faults = faultsIn(configurationFolder({ ...wellFormed, 'x.yaml': text }));
    expect(faults.join('\n')).toContain(message);
    expect(faults.length).toBeLessThan(100);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test('seven hundred services in a row are ordered, and a circle over all of them is one fault', () => {
    const chain = (last: string) =>
      `title: Many\nenvironment: staging\nfolder: /srv/here\nservices:\n${Array.from({ length: 700 }, (_, at) => `  s${at}: { host: h1, runtime: { kind: systemd, unit: s${at}.service }, needs: [${at === 699 ? last : `s${at + 1}`}] }`).join('\n')}\n`;
    expect(faultsIn(configurationFolder({ ...wellFormed, 'systems/many.yaml': chain('') }))).toEqual([]);
    expect(faultsIn(configurationFolder({ ...wellFormed, 'systems/many.yaml': chain('s0') }))).toHaveLength(1);
  });

  test('random damage never throws: it is read, or its faults are told with a place within the files', () => {
    const names = Object.keys(wellFormed) as readonly WellFormedFile[]; // exactly these keys
    const piece = fc.oneof(
      fc.constantFrom(
        '\n',
        '  ',
        '\t',
        ':',
        ': ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        '"',
        "'",
        '&a ',
        '*a',
        '#',
        '!',
        '|\n',
        '>',
        '%',
        '@',
        '---\n',
        '? ',
        '\u0000',
        '\u2028',
        '\ufeff',
        '${',
        '}',
        '~',
        'null',
        '1e999',
        '.nan',
        '<<: ',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    const damage = fc.array(
      fc.record({
        file: fc.constantFrom(...names),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(40),
        put: piece,
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(damage, (all) => {
        const files: Record<string, string> = { ...wellFormed };
        for (const { file, at, cut, put } of all) {
          const text = files[file] ?? '';
          const from = Math.floor(at * text.length);
          files[file] = text.slice(0, from) + put + text.slice(from + cut);
        }
        const dir = configurationFolder(files);
        const loaded = loadConfiguration(dir, env, known);
        rmSync(dir, { recursive: true });
        if (loaded.ok) return;
        expect(loaded.faults.length).toBeGreaterThan(0);
        for (const { file, line, column, message, hint } of loaded.faults) {
          const text = files[file.slice(dir.length + 1)];
          if (text === undefined) expect([dir]).toContain(file);
          else expect(text.split('\n').length).toBeGreaterThanOrEqual(line - 1);
          expect(Math.min(line, column)).toBeGreaterThan(0);
          expect(message).not.toBe('');
          expect(hint).not.toBe('');
        }
      }),
      { numRuns: examples(150) },
    );
  }, 60_000);
});
