import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasTurn, rotatingThird } from '../rotating-third.ts';
import {
  addRow,
  approved,
  backUp,
  dataOf,
  type Faults,
  faultyDesk,
  healthy,
  places,
  rowsOf,
  tidy,
} from './backup-lab.ts';
import { onHost } from './lab.ts';
import type { LabDesk } from './lab-desk.ts';
import { said } from './said.ts';

const faults: Faults = {};
let it: LabDesk;
beforeAll(async () => {
  it = await faultyDesk(faults);
  for (const place of Object.values(places)) tidy(place);
});
afterEach(() => {
  delete faults.afterStep;
  delete faults.undoOf;
  // systemd refuses a sixth start within 10 s; no person restores as often as this file does.
  onHost('h1', 'systemctl reset-failed talentlens 2>/dev/null || true');
});
afterAll(async () => {
  await it.close();
  for (const place of Object.values(places)) tidy(place);
});

/** open, stop, set aside twice, put in place twice, start, wait, look. */
const stepsOf = { talentlens: 9, teaching: 19 };

describe('B2: /restore with a fault after', () => {
  beforeAll(async () => {
    await backUp(it, 'talentlens');
    addRow(places.talentlens);
  });

  test.each(rotatingThird(stepsOf.talentlens))('step %i of 9 ends with talentlens as it was, healthy', async (step) => {
    const before = dataOf(places.talentlens);
    faults.afterStep = step;
    const answer = await approved(it, '/restore talentlens latest all');
    expect(answer.code, said(answer)).toBe('command-failed');
    expect(said(answer)).toContain(`the test lets step ${step} fail`);
    expect(dataOf(places.talentlens)).toBe(before);
    await healthy('talentlens');
    expect((await it.desk.store.runs.get(answer.runId ?? 0))?.state).toBe('failed');
  });
});

describe('B2: /restore teaching with a fault after', () => {
  beforeAll(async () => {
    await backUp(it, 'teaching');
    addRow(places.teaching);
  });

  // Each stops and starts three services; the whole set is walked for talentlens above.
  test.each(process.env.TEST_ALL === '1' ? [4, 7, 10, 12] : [7, 12])(
    'step %i ends with teaching as it was, healthy',
    async (step) => {
      const before = dataOf(places.teaching);
      faults.afterStep = step;
      const answer = await approved(it, '/restore teaching latest all');
      expect(answer.code, said(answer)).toBe('command-failed');
      expect(dataOf(places.teaching)).toBe(before);
      await healthy('teaching');
    },
  );
});

describe('B2: an undo that fails', () => {
  /** What is shown to be typed on the host, as a person there would, line by line. */
  const typed = (text: string): readonly string[] =>
    text
      .split('\n')
      .map((line) => line.replace(/^[\s│|>]+/, ''))
      .filter((line) => /^(sudo|test|rm|kill) /.test(line));

  // Stop, set aside twice, put in place twice; the last one done is the first to be undone.
  const undos = [
    ['put-in-place', 6],
    ['set-aside-data', 4],
    ['systemd-unit', 3],
  ] as const;
  test.each(undos.filter((_, at) => hasTurn(at + 1)))(
    'of %s after step %i is told with commands that, typed on the host, put it back',
    async (kind, step) => {
      const before = dataOf(places.talentlens);
      faults.afterStep = step;
      faults.undoOf = kind;
      const answer = await approved(it, '/restore talentlens latest all');
      const text = said(answer);
      expect((await it.desk.store.runs.get(answer.runId ?? 0))?.state, text).toBe('undo-failed');
      expect(text).toContain('could not be put back');
      const commands = typed(text);
      expect(commands.length, text).toBeGreaterThan(0);
      // As the bot's own login, which its sudoers lets do exactly this.
      for (const each of commands) onHost('h1', `runuser -u ops -- sh -c '${each}'`);
      expect(dataOf(places.talentlens), commands.join('\n')).toBe(before);
      await healthy('talentlens');
      delete faults.afterStep;
      delete faults.undoOf;
      expect((await it.say('alice', `/abandon ${answer.runId} "put back by hand"`, true)).code).toBe('ok');
      onHost('h1', `find ${places.talentlens.root} -name '*.zhiban-*' -prune -exec rm -rf {} +`);
    },
  );

  test('is told truly: locks kept, the commands to type shown, and /undo puts it back once it can', async () => {
    const before = dataOf(places.talentlens);
    faults.afterStep = 5;
    faults.undoOf = 'set-aside-data';
    const answer = await approved(it, '/restore talentlens latest all');
    const text = said(answer);
    expect((await it.desk.store.runs.get(answer.runId ?? 0))?.state).toBe('undo-failed');
    expect(text).toContain('could not be put back');
    expect(text).toContain('its locks are kept');
    expect(text).toMatch(
      /sudo -u www-data \/usr\/bin\/mv -nT \/opt\/HR人事\/backend\/hr\.db\.zhiban-[0-9A-Z]{6} \/opt\/HR人事\/backend\/hr\.db/,
    );
    expect(onHost('h1', 'systemctl is-active talentlens || true')).not.toBe('active');
    expect((await it.say('bob', '/restart api', true)).code).toBe('busy');
    delete faults.afterStep;
    delete faults.undoOf;
    const undone = await it.say('alice', `/undo ${answer.runId}`, true);
    expect(dataOf(places.talentlens), said(undone)).toBe(before);
    await healthy('talentlens');
  });
});

test('B2: /restore puts data and environment back, owner and mode kept, the former data set aside', async () => {
  const id = await backUp(it, 'talentlens');
  const [there, taken] = [rowsOf(places.talentlens), dataOf(places.talentlens)];
  addRow(places.talentlens);
  addRow(places.talentlens);
  onHost('h1', "sed -i 's/^MODELSCOPE_API_KEY=.*/MODELSCOPE_API_KEY=wrong/' /opt/HR人事/backend/.env");
  // What SQLite keeps beside a database, as a service that was killed leaves it.
  const beside = ['wal', 'shm', 'journal'];
  faults.before = {
    kind: 'set-aside-data',
    act: () => {
      delete faults.before;
      for (const each of beside) onHost('h1', `echo former ${each} >${places.talentlens.database}-${each}`);
    },
  };
  const asked = await it.say('alice', '/restore talentlens latest all');
  expect(said(asked)).toContain(`from backup ${id}`);
  expect(said(asked)).toContain('at least 2 rows in people');
  const answer = await it.say('chenwei', `/approve ${asked.approvalId}`);
  expect(answer.code, said(answer)).toBe('ok');
  expect(rowsOf(places.talentlens)).toBe(there);
  // A copy by SQLite's own backup has another change counter: its bytes are judged by the hash it was recorded with.
  expect(dataOf(places.talentlens).split('\n').slice(1, 4)).toEqual(taken.split('\n').slice(1, 4));
  const sha256 = (await it.desk.backups.get(id))?.parts[0]?.sha256;
  expect(onHost('h1', `sha256sum <${places.talentlens.database}`).split(' ')[0]).toBe(sha256);
  // All its files went with it: a log left behind would be mixed with what came back.
  const asides = beside.map((each) => `${places.talentlens.database}-${each}.zhiban-${asked.approvalId}`);
  expect(onHost('h1', `cat ${asides.join(' ')}`)).toBe('former wal\nformer shm\nformer journal');
  expect(onHost('h1', `grep -c wrong /opt/HR人事/backend/.env.zhiban-${asked.approvalId}`)).toBe('1');
  expect(
    onHost('h1', `sqlite3 /opt/HR人事/backend/hr.db.zhiban-${asked.approvalId} 'SELECT count(*) FROM people'`),
  ).toBe(String(there + 2));
  await healthy('talentlens');
});

test.runIf(hasTurn(3))(
  'B2: /restore … env puts the environment back alone: the data stays the file it was',
  async () => {
    await backUp(it, 'talentlens');
    addRow(places.talentlens);
    onHost('h1', "sed -i 's/^MODELSCOPE_API_KEY=.*/MODELSCOPE_API_KEY=wrong/' /opt/HR人事/backend/.env");
    const file = () => onHost('h1', `stat -c %i ${places.talentlens.database}`);
    const [there, before] = [rowsOf(places.talentlens), file()];
    const answer = await approved(it, '/restore talentlens latest env');
    expect(answer.code, said(answer)).toBe('ok');
    expect(onHost('h1', 'grep -c wrong /opt/HR人事/backend/.env || true')).toBe('0');
    expect(
      onHost('h1', "stat -c '%U:%G %a' /opt/HR人事/backend/.env*zhiban-* /opt/HR人事/backend/.env | sort -u | wc -l"),
    ).toBe('1');
    expect([rowsOf(places.talentlens), file()]).toEqual([there, before]);
    await healthy('talentlens');
  },
);
