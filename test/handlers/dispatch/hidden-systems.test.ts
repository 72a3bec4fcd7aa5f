import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ADesk, aDesk, cast } from '../../fakes/a-desk.ts';
import { change, makeSystem } from './cast.ts';

const service = { word: 'service', optional: false } as const;
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
  const hidden = ['payroll', 'mergers'].map((id) => {
    const { services } = makeSystem(id, id, [], { [`${id}-db`]: { title: '' } });
    return { ...demo, id, title: id, services };
  });
  const settings = { ...rest, systems: [demo, ...hidden] };
  const commands = [...it.desk.commands, change({ name: 'halt', takes: { service }, example: '/halt llm' })];
  Object.assign(it.desk, { commands, settings: () => settings });
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

test.each([
  ['/put payroll values="a"', '/put nosuch values="a"'],
  ['/look mergers', '/look nosuch'],
  ['/halt payroll-db', '/halt nosuch-db'],
  ['/can @me halt payroll-db', '/can @me halt nosuch-db'],
])('"%s", of a system the asker may not see, is answered in the words of "%s", of none', async (guessed, unknown) => {
  const said = await it.read('bob', guessed);
  expect(said.replaceAll(/payroll|mergers/g, 'nosuch')).toBe(await it.read('bob', unknown));
  expect(said).not.toMatch(/Alice|grant/);
  expect(said).toMatch(/I know no|demo/);
  expect(await it.read('alice', '/look mergers')).not.toBe(await it.read('alice', '/look nosuch'));
});

test('in the room of a system the asker may not see, a command is asked about and never falls on another system', async () => {
  const channels = [{ platform: 'test', tenant: '', space: 'ops', system: 'payroll' }];
  const settings = { ...it.desk.settings(), channels };
  Object.assign(it.desk, { settings: () => settings });
  const answer = await it.say('bob', '/put values="a"', { room: 'ops' });
  expect(answer.code).toBe('bad-input');
  expect(it.text(answer)).toContain('demo');
  expect(it.text(answer)).not.toContain('payroll');
  expect(it.world.effects).toEqual([]);
  expect((await it.say('alice', '/put values="a"', { room: 'ops' })).code).toBe('ok');
});

test.each([
  ['other hours', { hours: { days: [1], from: '00:00', to: '00:01' } }],
  ['other values', { input: { values: ['b'] } }],
])('who has a grant for a system at %s is told so', async (_, limits) => {
  const { policy, ...rest } = it.desk.settings();
  const more = { ...policy.grants[1], role: 'on-call', may: ['service:put'], systems: ['payroll'], ...limits };
  const settings = { ...rest, policy: { ...policy, grants: [...policy.grants, more] } };
  Object.assign(it.desk, { settings: () => settings });
  const answer = await it.say('bob', '/put payroll values="a"');
  expect(answer.code).toBe('denied');
  expect(it.text(answer)).toContain('on payroll');
});
