import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { keyFactsArgv } from '../../../src/actions/steps/env-values/env-value-programs.ts';
import { status } from '../../../src/actions/tokens/status.ts';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { translate } from '../../../src/handlers/language/translate.ts';
import { FakeHosts } from '../../fakes/fake-hosts.ts';
import { labSettings } from '../../fakes/lab-settings.ts';

const { systems } = labSettings();
/** Noon of 22 November 2026 in Shanghai. */
const nowMs = Date.parse('2026-11-22T04:00:00Z');

const asked = async (said: Partial<{ stdout: string; exitCode: number }> | 'silent', system = 'talentlens') => {
  const hosts = new FakeHosts();
  if (said === 'silent') hosts.silent('h1').silent('h3');
  else hosts.on(() => true, said);
  const report = await status.report(
    { system },
    {
      hosts,
      inventory: systemsToInventory(systems),
      now: () => nowMs,
      timeZone: 'Asia/Shanghai',
      signal: AbortSignal.timeout(5_000),
    } as never, // no more of it is asked for
  );
  if (!report.ok) throw new Error(JSON.stringify(report.failure));
  const [block] = report.value.blocks;
  const findings = block?.type === 'findings' ? block.findings : [];
  return {
    verdict: report.value.verdict,
    text: translate(findings[0]?.text ?? { outside: '' }, { language: 'en', timeZone: 'Asia/Shanghai' }),
    findings,
  };
};

describe('how long a key still holds', () => {
  test.each<[string, string, string]>([
    ['2026-12-22', 'ok', '30 days left, until 2026-12-22'],
    ['2026-11-30', 'ok', '8 days left'],
    ['2026-11-29', 'warning', '7 days left, until 2026-11-29 · a new one: modelscope.cn'],
    ['2026-11-23', 'warning', '1 day left, until 2026-11-23'],
    ['2026-11-22', 'warning', 'holds to the end of today'],
    ['2026-11-21', 'critical', 'ran out 1 day ago, on 2026-11-21 · a new one: modelscope.cn'],
    ['2026-13-40', 'unknown', 'says no date'],
    ['', 'unknown', 'MODELSCOPE_API_KEY_EXPIRES'],
  ])('%s is %s', async (date, verdict, words) => {
    const found = await asked({ stdout: `set yes\nexpires ${date}\n` });
    expect(found.verdict).toBe(verdict);
    expect(found.text).toContain(words);
  });

  test('a key that is not there is critical, whatever its date; a file or host that says nothing is unknown', async () => {
    expect(await asked({ stdout: 'set no\nexpires 2026-12-22\n' })).toMatchObject({ verdict: 'critical' });
    expect(await asked({ exitCode: 24 })).toMatchObject({ verdict: 'unknown' });
    expect(await asked('silent')).toMatchObject({ verdict: 'unknown' });
  });

  test('without a date it is only looked whether it is there, in each of its files', async () => {
    const { verdict, findings } = await asked({ stdout: 'set yes\nexpires \n' }, 'teaching');
    expect(verdict).toBe('ok');
    expect(findings).toHaveLength(2);
  });
});

describe('the program that looks', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhiban-env-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const look = (text: string, expires = 'KEY_EXPIRES'): string => {
    const path = join(folder, '人事 .env');
    writeFileSync(path, text);
    const [program = '', ...args] = keyFactsArgv({ user: undefined, path }, 'KEY', expires);
    return execFileSync(program, args, { encoding: 'utf8' });
  };

  test.each<[string, string]>([
    ['KEY=secret-value\nKEY_EXPIRES=2026-01-06\n', 'set yes\nexpires 2026-01-06\n'],
    ['export KEY="secret-value"\r\nKEY_EXPIRES="2026-01-06" \r\n', 'set yes\nexpires 2026-01-06\n'],
    ['KEY=\nKEY_EXPIRES=2026-01-06', 'set no\nexpires 2026-01-06\n'],
    ["KEY=''\n", 'set no\nexpires \n'],
    ['# KEY=secret-value\nOTHER_KEY=x\nKEY_EXPIRES=secret-value\n', 'set no\nexpires \n'],
    ['', 'set no\nexpires \n'],
  ])('says of %j whether it is set and until when, never the value', (text, said) => {
    expect(look(text)).toBe(said);
  });

  test('takes no other variable for the date where none is named', () => {
    expect(look('KEY=secret-value\n=2026-01-06\n', '')).toBe('set yes\nexpires \n');
  });
});
