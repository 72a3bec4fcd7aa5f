import { describe, expect, test } from 'vitest';
import { outside } from '../../../src/actions/text.ts';
import { ofFault } from '../../../src/bot/doctor/doctor.ts';
import { amiss, type Finding, well } from '../../../src/bot/doctor/finding.ts';
import { findingsJson } from '../../../src/bot/doctor/findings-json.ts';
import { findingsReport } from '../../../src/bot/doctor/findings-report.ts';
import { renderText } from '../../../src/bot/platforms/terminal/render.ts';
import { translate } from '../../../src/handlers/language/translate.ts';
import { reportMessage } from '../../../src/handlers/messages.ts';

const nowMs = Date.UTC(2025, 10, 21, 1);
const reader = { language: 'en', timeZone: 'Asia/Shanghai', nowMs } as const;
const mixed: readonly Finding[] = [
  well('login', 'h1', outside('logs in')),
  amiss('path', 'warning', 'h1', outside('a file is missing'), outside('make it')),
  well('clock', 'h1', outside('clock right')),
  amiss('login', 'critical', 'h2', outside('h2 refuses'), outside('systemctl status ssh')),
  amiss('space', 'unknown', 'h3', outside('not read')),
  well('people', 'people', outside('all told apart')),
];
const shown = (findings: readonly Finding[]): readonly string[] =>
  renderText(reportMessage(findingsReport(findings, 'config', nowMs)), { ...reader, colour: false }).split('\n');

describe('the doctor says', () => {
  test('the worst first, each with how to mend it, then what is well in a line for each', () => {
    expect(shown(mixed)).toEqual([
      '■ critical · config: 3 things to mend, 3 well · measured 09:00:00 CST',
      '■ h2  h2 refuses',
      '      → systemctl status ssh',
      '▲ h1  a file is missing',
      '      → make it',
      '? h3  not read',
      '● h1      logs in · clock right',
      '● people  all told apart',
    ]);
  });

  test('one line first when all is well', () => {
    expect(shown([well('login', 'h1', outside('logs in'))])[0]).toBe(
      '● config: the one thing looked at is well · measured 09:00:00 CST',
    );
  });

  test('that nothing else was looked at when the configuration is faulty', () => {
    const fault = { file: 'config/a.yaml', line: 3, column: 5, message: 'no such key', hint: 'Did you mean name?' };
    expect(shown([ofFault(fault, 'critical')])).toEqual([
      '■ critical · config: 1 fault in the configuration; nothing else was looked at · measured 09:00:00 CST',
      '■ config/a.yaml:3:5  no such key',
      '                     → Did you mean name?',
    ]);
  });

  test('as JSON: every finding, ok when nothing is critical', () => {
    const said = (findings: readonly Finding[]) => findingsJson(findings, (text) => translate(text, reader));
    expect(said(mixed)).toMatchObject({ ok: false });
    expect(said(mixed).findings).toHaveLength(6);
    expect(said(mixed).findings[1]).toEqual({
      ...{ subject: 'path', mark: 'warning', about: 'h1', what: 'a file is missing', mend: 'make it' },
    });
    expect(said(mixed.filter(({ mark }) => mark !== 'critical')).ok).toBe(true);
  });
});
