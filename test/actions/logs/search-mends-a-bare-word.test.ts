import { expect, test } from 'vitest';
import { search } from '../../../src/actions/logs/search.ts';
import { FakeMachines } from '../fake-machines.ts';
import { inventoryOf, teaching } from '../systems.ts';

test.each([
  [{ module: 'timeout', window: 86_400_000 }, '/logs search teaching "timeout" 1d'],
  [{ module: 'timeout', window: 5_400_000 }, '/logs search teaching "timeout" 90m'],
  [{ module: 'timeout', day: 'today' }, '/logs search teaching "timeout" today'],
])('words to search for without quotation marks are offered again with them: %j', async (words, next) => {
  const world = new FakeMachines(inventoryOf({ teaching }));
  const asked = search.input.parse({ system: 'teaching', ...words });
  const answer = await search.report(asked, world.context());
  expect(answer).toMatchObject({ ok: false, failure: { code: 'bad-input', next: [next] } });
});
