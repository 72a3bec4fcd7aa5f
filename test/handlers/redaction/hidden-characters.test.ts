import { expect, test } from 'vitest';
import { inertBlock } from '../../../src/handlers/language/inert.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';

const redactor = makeRedactor([{ name: 'LLM', value: 'correct-horse-battery' }]);

/** What is coloured or holds characters nobody sees is shown without them: then no secret may stand there. */
test.each([
  [
    'JSON that was coloured',
    '\u001b[34;1m"password"\u001b[0m\u001b[39m:\u001b[0m \u001b[0;32m"hunter2hunter2"\u001b[39m',
  ],
  ['a coloured setting', 'api_key\u001b[0m=\u001b[32mhunter2hunter2\u001b[0m'],
  ['a known secret with a part made bold', 'key correct-\u001b[1mhorse\u001b[0m-battery'],
  ['a known secret with a place to break the line', 'key correct-\u200bhorse-\u00adbattery'],
])('%s shows no secret once it is inert', (_, words) => {
  const shown = inertBlock(redactor.text(words)).head.join('\n');
  expect(shown).toContain('[masked');
  expect(shown).not.toMatch(/hunter2|horse/);
  expect(redactor.text(redactor.text(words))).toBe(redactor.text(words));
});

test('colours stay where there is no secret', () => {
  expect(redactor.text('\u001b[31mERROR\u001b[0m disk full')).toBe('\u001b[31mERROR\u001b[0m disk full');
});
