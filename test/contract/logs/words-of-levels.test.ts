import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { folder, readHere } from '../../actions/logs/this-machine.ts';
import { examples } from '../../examples.ts';

const room = folder();
afterAll(() => room.remove());

const start = Date.UTC(2026, 9, 24, 22);

describe('what is looked for by its words is what a look at every line finds', () => {
  const words = [
    'error',
    'Error:',
    'ERROR',
    '[error]',
    '[Warn]',
    'CRITICAL',
    'fatal:',
    'panic',
    'an ERR',
    'INFO',
    'x',
    ' - ',
    '- a - ERROR - b',
  ];
  const said = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
  test('whatever stands behind the stamp', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 300, maxLength: 300, size: 'max' }), async (lines) => {
        const path = join(room.path, 'words.log');
        writeFileSync(
          path,
          lines.map((line, at) => `${new Date(start + at * 1_000).toISOString()} ${line}\n`).join(''),
        );
        const window = { sinceMs: start };
        const fast = await readHere({ path }, { window, level: 40 });
        const slow = await readHere({ path }, { window, level: 40, modules: true });
        expect(fast.matched).toBe(slow.matched);
      }),
      { numRuns: examples(16), seed: 20261122 },
    );
  });
});
