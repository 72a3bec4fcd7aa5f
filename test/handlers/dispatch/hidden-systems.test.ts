import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ADesk, aDesk, cast } from '../../fakes/a-desk.ts';

const only = [{ role: 'on-call', may: ['service:*', '*:read'], systems: ['demo'] }] as const;

let it: ADesk;
beforeEach(async () => {
  const policy = {
    ...cast,
    grants: [...cast.grants.filter(({ role }) => role === 'admin'), { ...cast.grants[1], ...only[0] }],
  };
  it = await aDesk({ environment: 'lab', policy: policy as typeof cast }); // grants as the schema gives them, narrowed
  const { systems, ...rest } = it.desk.settings();
  const [demo] = systems;
  if (demo === undefined) throw new Error('no system');
  const hidden = ['payroll', 'mergers'].map((id) => ({ ...demo, id, title: id }));
  const settings = { ...rest, systems: [demo, ...hidden] };
  Object.assign(it.desk, { settings: () => settings });
});
afterEach(() => it.close());

test.each(['/put values="a"', '/put payrol values="a"', '/look nowhere', '/put mergerz values="a"'])(
  'asked which system is meant, "%s" names none that the asker may not see',
  async (text) => {
    const said = await it.read('bob', text);
    expect(said).not.toMatch(/payroll\b|mergers\b/);
    expect(await it.read('alice', '/put values="a"')).toMatch(/payroll/);
  },
);

test('the only system one may see needs no naming', async () => {
  expect((await it.say('bob', '/put values="a"')).code).toBe('ok');
});
