import { afterAll, beforeAll, expect, test } from 'vitest';
import { sqliteProgram } from '../../src/actions/databases/engines/sqlite/sqlite-program.ts';
import { onHost } from './lab.ts';

const folder = '/var/tmp/zhiban-load';
/** Two transfers at a time keep the sum; a torn copy would not. Each also adds a row to a growing table. */
const writer = `
import sqlite3, sys, random, time
path, mode, until = sys.argv[1], sys.argv[2], time.time() + 240
database = sqlite3.connect(path, timeout=30, isolation_level=None)
database.execute(f"PRAGMA journal_mode={mode}")
while time.time() < until:
    one, other = random.sample(range(1, 401), 2)
    try:
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE accounts SET sum = sum - 7 WHERE id = ?", (one,))
        database.execute("UPDATE accounts SET sum = sum + 7 WHERE id = ?", (other,))
        database.execute("INSERT INTO moves (words) VALUES (?)", ("x" * random.randint(10, 3000),))
        database.execute("COMMIT")
        time.sleep(0.01)
    except sqlite3.OperationalError:
        try: database.execute("ROLLBACK")
        except sqlite3.OperationalError: pass
`;

const makeDatabase = (name: string, mode: string) => `
sqlite3 ${folder}/${name}.db "PRAGMA journal_mode=${mode}; CREATE TABLE accounts (id INTEGER PRIMARY KEY, sum INTEGER);
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO accounts SELECT i, 100 FROM n;
  CREATE TABLE moves (id INTEGER PRIMARY KEY, words TEXT);" >/dev/null
for each in 1 2; do setsid python3 ${folder}/writer.py ${folder}/${name}.db ${mode} >/dev/null 2>&1 </dev/null & echo $! >>${folder}/pids; done`;

beforeAll(() => {
  onHost('h3', `rm -rf ${folder}; mkdir -p ${folder}; cat >${folder}/writer.py <<'END'\n${writer}\nEND`);
  onHost('h3', makeDatabase('rollback', 'DELETE'));
  onHost('h3', makeDatabase('wal', 'WAL'));
  onHost('h3', `cat >${folder}/copies.sh <<'END'\n${sqliteProgram}\nEND`);
});
afterAll(() => onHost('h3', `kill $(cat ${folder}/pids) 2>/dev/null; sleep 0.2; rm -rf ${folder}`));

test.each(['rollback', 'wal'])(
  'T10: 50 copies taken while two processes write to a %s database are each whole',
  (name) => {
    const moves = () =>
      Number(onHost('h3', `sqlite3 -cmd '.timeout 20000' ${folder}/${name}.db 'SELECT count(*) FROM moves'`));
    const before = moves();
    let sound = 0;
    for (let round = 0; round < 10; round += 1) {
      const told = onHost(
        'h3',
        `cd ${folder} && . ./copies.sh
         for at in 1 2 3 4 5; do
           rm -f copy.db; copy ${folder}/${name}.db copy.db || { echo "not copied"; continue; }
           echo "$(sqlite3 'file:copy.db?mode=ro&immutable=1' 'PRAGMA integrity_check') $(sqlite3 'file:copy.db?mode=ro&immutable=1' 'SELECT sum(sum) FROM accounts')"
         done`,
      );
      sound += told.split('\n').filter((line) => line === 'ok 40000').length;
      expect(
        told.split('\n').every((line) => line === 'ok 40000'),
        told,
      ).toBe(true);
    }
    expect(sound).toBe(50);
    // The writers did write meanwhile, or the test would say nothing.
    expect(moves() - before).toBeGreaterThan(50);
  },
);
