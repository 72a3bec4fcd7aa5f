import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasTurn, rotatingThird } from '../rotating-third.ts';
import { backUp, type Faults, faultyDesk, places, tidy } from './backup-lab.ts';
import { backupsWith } from './inventory-with.ts';
import { command, onHost, stateFolder, zhiban } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const root = join(import.meta.dirname, '../roots/killed-at-a-write.ts');
type System = keyof typeof places;

/**
 * Production as the host itself tells it: each file with hash, inode, times, owner and mode, each process with its
 * start, each service's own answer; and the backup folder's own content.
 */
const traces = (system: System): string => {
  const { host, root: folder, backups } = places[system];
  const user = system === 'talentlens' ? 'www-data' : 'teaching';
  return onHost(
    host,
    `find ${folder} -path '*/devops/logs' -prune -o -printf '%p %i %T@ %C@ %s %u:%g %m\\n' | sort
     find ${folder} -path '*/devops/logs' -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
     ps -u ${user} -o pid=,lstart=,args= | grep -v 'sshd:\\|systemd\\|(sd-pam)\\|ps -u\\|sh -c' | sort
     find ${backups} -mindepth 1 -printf '%p %i %T@ %s %m\\n' | sort
     redis-cli info server 2>/dev/null | grep run_id || true`,
  );
};
const scratch = (system: System): string =>
  onHost(places[system].host, `ls -a ${places[system].backups} | grep drill || echo none`);

const faults: Faults = {};
let it: LabDesk;
beforeAll(async () => {
  it = await faultyDesk(faults);
  for (const place of Object.values(places)) tidy(place);
  for (const system of ['talentlens', 'teaching'] as const) await backUp(it, system);
});
afterEach(() => {
  delete faults.afterStep;
  delete faults.before;
});
afterAll(async () => {
  await it.close();
  for (const place of Object.values(places)) tidy(place);
});

describe.each(['talentlens', 'teaching'] as const)('B3: /restore drill %s', (system) => {
  test('opens the backup, says how long and how old, and leaves production and the folder as they were', async () => {
    const before = traces(system);
    const answer = await it.say('alice', `/restore drill ${system}`, true);
    expect(answer.code, said(answer)).toBe('ok');
    expect(traces(system)).toBe(before);
    expect(said(answer)).toMatch(/sound · \d parts, \d+ rows, .* \(RTO, services not counted\) · .* old \(RPO\)/);
    expect(said(answer)).toContain('not proved: that the services run on it');
    const last = await it.desk.backups.lastDrill(system);
    expect(last).toMatchObject({ state: 'sound', runId: answer.runId });
    expect(last?.rtoMs).toBeGreaterThan(0);
    expect(said(await it.say('carol', `/backup list ${system}`))).toMatch(/last restore drill .*sound, data back in/);
  });
});

/** A service of the test's own that reads the copy it is given, answers on a port of its own, and leaves a child behind. */
const serve = `
import http.server, json, sqlite3, subprocess, sys
rows = sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM people").fetchone()[0]
subprocess.Popen(["sleep", "98771"])
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({"status": "healthy" if rows > 0 else "empty"}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)
http.server.HTTPServer(("127.0.0.1", 19000), Handler).serve_forever()
`;
const drillWith = (database: string) => ({
  command: ['python3', '-c', serve, `{scratch}/main${database}`],
  health: {
    url: 'http://127.0.0.1:19000/health',
    status: 200,
    expect: { status: 'healthy' },
    slowAfter: 5_000,
    timeout: 2_000,
  },
  startWithin: 20_000,
});
const running = (): string => onHost('h1', "pgrep -u ops -f '98771|1900[0]' || true");

test('B3: /restore drill starts the service on the copy where the system says how, sees it healthy, and ends all of it', async () => {
  const desk = await labDesk(backupsWith('talentlens', { drill: drillWith(places.talentlens.database) }));
  try {
    await backUp(desk, 'talentlens');
    const before = traces('talentlens');
    const answer = await desk.say('alice', '/restore drill talentlens', true);
    expect(answer.code, said(answer)).toBe('ok');
    expect(said(answer)).toMatch(
      /the service was healthy on the copy after .* and is ended .* \(RTO, its start counted\)/,
    );
    expect(running()).toBe('');
    expect(traces('talentlens')).toBe(before);
  } finally {
    await desk.close();
  }
});

test.runIf(hasTurn(4))('B3: one that does not run on the copy fails the drill, and leaves nothing either', async () => {
  const desk = await labDesk(backupsWith('talentlens', { drill: drillWith('/nowhere.db') }));
  try {
    await backUp(desk, 'talentlens');
    const before = traces('talentlens');
    const answer = await desk.say('alice', '/restore drill talentlens', true);
    expect(answer.code, said(answer)).toBe('unhealthy');
    expect(said(answer)).toContain('The service ended on the copy');
    expect(said(answer)).toContain('no such table: people');
    expect(running()).toBe('');
    expect(traces('talentlens')).toBe(before);
    expect(await desk.desk.backups.lastDrill('talentlens')).toMatchObject({ state: 'failed' });
  } finally {
    await desk.close();
  }
});

test.runIf(hasTurn(5))(
  'B3: a port that somebody else holds is said, and who holds it is not taken for the copy',
  async () => {
    const desk = await labDesk(backupsWith('talentlens', { drill: drillWith(places.talentlens.database) }));
    onHost('h1', 'setsid python3 -m http.server 19000 --bind 127.0.0.1 >/dev/null 2>&1 </dev/null & sleep 1');
    try {
      await backUp(desk, 'talentlens');
      const answer = await desk.say('alice', '/restore drill talentlens', true);
      expect(answer.code, said(answer)).toBe('command-failed');
      expect(said(answer)).toContain('something is in the way at port 19000');
    } finally {
      onHost('h1', "pkill -f 'http.server 1900[0]'");
      await desk.close();
    }
  },
);

describe('B3: /restore drill with a fault', () => {
  // Open, check, two parts, close, record.
  test.each(rotatingThird(5))('after step %i leaves no trace either, and is called failed', async (step) => {
    const before = traces('talentlens');
    faults.afterStep = step;
    const answer = await it.say('alice', '/restore drill talentlens', true);
    expect(answer.code, said(answer)).toBe('command-failed');
    expect(traces('talentlens')).toBe(before);
    expect(await it.desk.backups.lastDrill('talentlens')).toMatchObject({ state: 'failed' });
  });

  test.runIf(hasTurn(1))(
    'in the copy itself: it is found, counts as verified no more, and nothing is left',
    async () => {
      const id = await backUp(it, 'talentlens');
      const folder = (await it.desk.backups.get(id))?.folder;
      onHost('h1', `printf 'xxxxxxxx' | dd of=${folder}/main.db bs=1 seek=5000 conv=notrunc status=none`);
      const before = traces('talentlens');
      const answer = await it.say('alice', '/restore drill talentlens', true);
      expect(answer.code, said(answer)).toBe('stale');
      expect(said(answer)).toContain(`Backup ${id} is damaged`);
      expect(traces('talentlens')).toBe(before);
      expect((await it.desk.backups.get(id))?.state).toBe('damaged');
      expect(said(await it.say('carol', '/backup list talentlens'))).toMatch(/▲ last restore drill .*failed/);
    },
  );

  test.runIf(hasTurn(2))(
    'of production: a file that became another one meanwhile is named, not overlooked',
    async () => {
      faults.before = {
        kind: 'close-drill',
        act: () => onHost('h1', "cd '/opt/HR人事/backend' && cp -p .env .env.new && mv .env.new .env"),
      };
      const answer = await it.say('alice', '/restore drill talentlens', true);
      expect(answer.code, said(answer)).toBe('unhealthy');
      expect(said(answer)).toContain('/opt/HR人事/backend/.env became another file');
      expect(scratch('talentlens')).toBe('none');
    },
  );
});

test.runIf(hasTurn(3))('B3: /restore drill of an encrypted backup opens it, and leaves nothing plain', async () => {
  const identity = await generateX25519Identity();
  const encrypt = { recipients: [await identityToRecipient(identity)], identity: { env: 'AGE_IDENTITY' } };
  const desk = await labDesk((each) => ({
    ...backupsWith('talentlens', { encrypt })(each),
    configured: (name) => (name === 'systems.talentlens.backups.encrypt.identity' ? identity : undefined),
  }));
  try {
    await backUp(desk, 'talentlens');
    const before = traces('talentlens');
    const answer = await desk.say('alice', '/restore drill talentlens', true);
    expect(answer.code, said(answer)).toBe('ok');
    expect(said(answer)).toMatch(/sound · 2 parts, \d+ rows/);
    expect((await desk.desk.backups.newestVerified('talentlens'))?.checkedBy).toBe('opened');
    expect(traces('talentlens')).toBe(before);
  } finally {
    await desk.close();
  }
});

/** A drill has six steps. */
const points = 4 * 6 + 4;
/** Each starts the command line three times: one a day, another each day. */
const some = rotatingThird(points).filter((_, at) => process.env.TEST_ALL === '1' || at === 4);

describe(`B3: kill -9 at each of ${points} points of /restore drill`, () => {
  let state = stateFolder();
  afterEach(() => state.remove());
  beforeEach(async () => {
    state = stateFolder();
    const made = await command(state.path, 'alice', '/backup now talentlens', '--yes');
    expect(made.json.code, made.stdout).toBe('ok');
  });

  test.each(some)('point %i: /undo or /resume ends it without a trace', async (point) => {
    const before = traces('talentlens');
    const killed = await zhiban(state.path, ['/restore drill talentlens', 'alice'], root, {
      ZHIBAN_KILL_AT: String(point),
    });
    expect(killed.signal).toBe('SIGKILL');
    // The backup was run 1; where the drill was not begun or is through, there is nothing to end.
    const ended = await command(state.path, 'alice', point % 2 === 0 ? '/resume 2' : '/undo 2');
    expect(ended.stdout, ended.stderr).not.toContain('could not be put back');
    expect(scratch('talentlens'), ended.stdout + ended.stderr).toBe('none');
    expect(traces('talentlens')).toBe(before);
  });
});
