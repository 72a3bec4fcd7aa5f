import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { backUp, type Faults, faultyDesk, places, tidy } from './backup-lab.ts';
import { onHost } from './lab.ts';
import type { LabDesk } from './lab-desk.ts';
import { said } from './said.ts';

const { host, backups } = places.talentlens;
const faults: Faults = {};
let it: LabDesk;
beforeAll(async () => {
  it = await faultyDesk(faults);
});
beforeEach(() => {
  delete faults.afterStep;
  delete faults.before;
  tidy(places.talentlens);
});
afterAll(async () => {
  await it.close();
  tidy(places.talentlens);
});
const lying = () => onHost(host, `ls -A ${backups}`);
const newestState = async () => (await it.desk.backups.list({ system: 'talentlens', limit: 1 }))[0]?.state;

test.each([1, 2, 3])(
  'T10: broken off after step %i, nothing of it lies there and it counts as failed',
  async (step) => {
    const id = await backUp(it, 'talentlens');
    const before = lying();
    faults.afterStep = step;
    const answer = await it.say('bob', '/backup now talentlens', true);
    expect(answer.code, said(answer)).toBe('command-failed');
    expect(lying()).toBe(before);
    expect(await newestState()).toBe('failed');
    expect((await it.desk.backups.newestVerified('talentlens'))?.id).toBe(id);
    expect(said(await it.say('carol', '/backup list talentlens'))).toMatch(/backup [0-9A-Z]{6} failed/);
  },
);
