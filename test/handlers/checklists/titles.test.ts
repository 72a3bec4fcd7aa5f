import { join } from 'node:path';
import { expect, test } from 'vitest';
import { worded } from '../../../src/actions/names.ts';
import { known } from '../../../src/bot/compose.ts';
import { loadConfiguration } from '../../../src/bot/config/load-configuration.ts';
import { checklistItemSpec } from '../../../src/handlers/checklists/checklist-spec.ts';
import { itemsOf } from '../../../src/handlers/checklists/items-of.ts';
import { translate } from '../../../src/handlers/language/translate.ts';

const han = /\p{Script=Han}/u;
const inEnglish = { language: 'en', timeZone: 'UTC' } as const;
const inChinese = { language: 'zh', timeZone: 'UTC' } as const;

test("the demo's checklists are read in English and in Chinese", () => {
  const loaded = loadConfiguration(join(import.meta.dirname, '../../../config/demo'), {}, known);
  if (!loaded.ok) throw new Error('config/demo does not load');
  const items = (['daily', 'weekly'] as const).flatMap((kind) => itemsOf(loaded.configuration.settings, 'demo', kind));
  expect(items.length).toBeGreaterThan(5);
  for (const { title, ask } of items)
    for (const words of [title, ...(ask === undefined ? [] : [ask])]) {
      expect(translate(worded(words), inEnglish)).not.toMatch(han);
      expect(translate(worded(words), inChinese)).toMatch(han);
    }
});

test('a title may stand once for everybody; one with a language left out is a fault', () => {
  expect(checklistItemSpec.safeParse({ title: '首页', ask: 'look' }).success).toBe(true);
  expect(checklistItemSpec.safeParse({ title: { en: 'front page', zh: '首页' }, ask: 'look' }).success).toBe(true);
  expect(checklistItemSpec.safeParse({ title: { en: 'front page' }, ask: 'look' }).success).toBe(false);
  expect(translate(worded('首页'), inEnglish)).toBe('首页');
});
