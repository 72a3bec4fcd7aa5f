import { expect, test } from 'vitest';
import type { Verdict } from '../../../../src/actions/report.ts';
import { outside } from '../../../../src/actions/text.ts';
import { boardNext, type Situation } from '../../../../src/bot/platforms/web/board-next.ts';
import { inventoryOf, talentlens, teaching } from '../../../actions/systems.ts';

const inventory = inventoryOf({ teaching, talentlens });
const system = inventory.system('teaching');
if (system === undefined) throw new Error('no teaching');

const finding = (mark: Verdict) => ({ mark, label: outside('x'), text: outside('x') });
function situation(
  services: Readonly<Record<string, Verdict>>,
  { resources = 'ok', data = 'ok', ...more }: { resources?: Verdict; data?: Verdict } & Partial<Situation> = {},
): Situation {
  const marks = [...Object.values(services), resources, data];
  return {
    system: system as NonNullable<typeof system>, // looked at above
    measured: {
      verdict: marks.includes('critical') ? 'critical' : marks.every((mark) => mark === 'ok') ? 'ok' : 'warning',
      services: Object.entries(services).map(([id, mark]) => ({ id, ...finding(mark) })),
      resources: [finding(resources)],
      data: [finding(data)],
    },
    alerts: [],
    inventory,
    mayPress: () => true,
    ...more,
  };
}

test.each<readonly [string, Situation, readonly string[]]>([
  ['all is well', situation({ llm: 'ok', backend: 'ok' }), []],
  [
    'a service is down and others with it: the one they need',
    situation({ llm: 'critical', backend: 'critical' }, { alerts: [7, 3] }),
    ['/alert 7', '/restart llm', '/logs llm errors 1h', '/health teaching'],
  ],
  ['a service is slow: no restart', situation({ llm: 'warning' }), ['/logs llm errors 1h', '/health teaching']],
  [
    'a disk is full',
    situation({ llm: 'ok' }, { resources: 'warning' }),
    ['/disk teaching', '/top teaching', '/health teaching'],
  ],
  [
    'who looks may not restart',
    situation({ llm: 'critical' }, { mayPress: (command) => !command.startsWith('/restart') }),
    ['/logs llm errors 1h', '/health teaching'],
  ],
  ['it could not be measured', { ...situation({}), measured: undefined }, ['/health teaching']],
])('the board offers what fits where %s', (_, given, expected) => {
  expect(boardNext(given)).toEqual(expected);
});
