import { expect, onTestFinished, test } from 'vitest';
import { aDesk, cast } from '../../fakes/a-desk.ts';
import { schedule } from '../schedules/scheduled.ts';

/** Bob may look at one system; another one, which comes first, has the only schedule. */
async function withHidden() {
  const grants = cast.grants.map((grant) => (grant.role === 'on-call' ? { ...grant, systems: ['demo'] } : grant));
  const schedules = [schedule('payday', '0 2 * * *', '/look payroll')];
  const it = await aDesk({ environment: 'lab', policy: { ...cast, grants }, schedules });
  onTestFinished(() => it.close());
  const { systems, ...rest } = it.desk.settings();
  const settings = {
    ...rest,
    systems: [...systems.map((one) => ({ ...one, id: 'payroll', title: 'payroll' })), ...systems],
  };
  Object.assign(it.desk, { settings: () => settings });
  return it;
}

test.each(['/help timeline', '/help silence', '/help schedule pause', '/help schedule run'])(
  '%s names no system and no schedule that one may not see',
  async (text) => {
    const it = await withHidden();
    expect(await it.read('alice', text)).toMatch(/payroll|payday/);
    expect(await it.read('bob', text)).not.toMatch(/payroll|payday/);
  },
);
