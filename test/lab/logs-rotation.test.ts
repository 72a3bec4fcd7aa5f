import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { labEnv, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const folder = '/var/log/talentlens';
const teaching = '/opt/smart-teaching/devops/logs';
let it: LabDesk;

/** What the product itself prints is what the host has: nothing more is allowed here than anywhere. */
function installSudoers(): void {
  const main = join(import.meta.dirname, '../../src/bot/main.ts');
  const printed = execFileSync(process.execPath, [main, 'sudoers', 'h1', '--config', 'config/lab'], {
    encoding: 'utf8',
    env: { ...process.env, ...labEnv },
    cwd: join(import.meta.dirname, '../..'),
  });
  const packed = Buffer.from(printed).toString('base64');
  onHost(
    'h1',
    `echo ${packed} | base64 -d > /etc/zs.new && visudo -cqf /etc/zs.new && install -m 440 /etc/zs.new /etc/sudoers.d/zhiban && rm /etc/zs.new`,
  );
}

beforeAll(async () => {
  installSudoers();
  it = await labDesk();
});
const clear = () => {
  onHost('h1', `rm -f ${folder}/app.log.* ${folder}/monitor.log.* ${folder}/app.log-*`);
  onHost('h3', `rm -f ${teaching}/backend.log.*`);
};
beforeEach(clear);
afterAll(async () => {
  clear();
  await it.close();
});

const file = (host: string, path: string, days: number, owner: string): string =>
  onHost(
    host,
    `head -c 2000 /dev/zero > ${path} && chown ${owner}:${owner} ${path} && touch -d '-${days} days' ${path}`,
  );
const names = (host: string, where: string): readonly string[] => onHost(host, `ls -A ${where}`).split('\n').toSorted();

/** Asked by Alice, approved by Chen Wei: it is dangerous. */
async function cleanup(words: string) {
  const asked = await it.say('alice', `/cleanup logs ${words}`);
  if (asked.code !== 'needs-approval') return { asked, done: asked };
  return { asked, done: await it.say('chenwei', `/approve ${asked.approvalId}`) };
}

describe('T9: /cleanup logs', () => {
  test('names files and bytes first, takes the old ones, and nothing else', async () => {
    file('h1', `${folder}/app.log.15`, 15, 'www-data');
    file('h1', `${folder}/app.log.13`, 13, 'www-data');
    file('h1', `${folder}/app.log.20.gz`, 20, 'www-data');
    file('h1', `${folder}/app.log.31.gz`, 31, 'www-data');
    file('h1', `${folder}/app.log.bak`, 90, 'www-data');
    file('h1', `${folder}/other.log.40`, 90, 'www-data');
    const { asked, done } = await cleanup('talentlens');
    const plan = said(asked);
    expect(plan).toContain('app.log.15');
    expect(plan).toContain('app.log.31.gz');
    for (const kept of ['app.log.13', 'app.log.20.gz', 'app.log.bak', 'other.log.40']) expect(plan).not.toContain(kept);
    expect(done.code, said(done)).toBe('ok');
    expect(said(done)).toMatch(/2 files taken away, 3\.9 KB/);
    const left = names('h1', folder);
    for (const kept of ['app.log', 'app.log.13', 'app.log.20.gz', 'app.log.bak', 'other.log.40'])
      expect(left).toContain(kept);
    expect(left).not.toContain('app.log.15');
    expect(left).not.toContain('app.log.31.gz');
    onHost('h1', `rm ${folder}/other.log.40`);
  });

  test('deletes for good when told to do it now, and says so before', async () => {
    file('h1', `${folder}/app.log.15`, 15, 'www-data');
    file('h1', `${folder}/app.log.13`, 13, 'www-data');
    const { asked, done } = await cleanup('talentlens now');
    expect(said(asked)).toMatch(/app\.log\.15 .*deleted for good/);
    expect(done.code, said(done)).toBe('ok');
    expect(said(done)).toMatch(/1 file taken away, 2 KB/);
    expect(names('h1', folder).filter((name) => name.startsWith('app.log.15'))).toEqual([]);
    expect(names('h1', folder)).toContain('app.log.13');
  });

  test('can be undone', async () => {
    file('h1', `${folder}/app.log.15`, 15, 'www-data');
    const { done } = await cleanup('talentlens');
    expect(names('h1', folder)).not.toContain('app.log.15');
    const undone = await it.say('alice', `/undo ${done.runId}`);
    const code = undone.approvalId;
    const ended =
      undone.code === 'needs-approval'
        ? await it.say('chenwei', `/approve ${code}`)
        : undone.code === 'needs-confirm'
          ? await it.say('alice', `/confirm ${code}`)
          : undone;
    expect(ended.code, said(ended)).toBe('ok');
    expect(names('h1', folder)).toContain('app.log.15');
  });

  test.each([
    ['h1', 'talentlens', `${folder}/app.log.15`, 'www-data'],
    ['h3', 'teaching', `${teaching}/backend.log.15`, 'teaching'],
  ])('on %s leaves a file alone that a process has open', async (host, system, path, owner) => {
    file(host, path, 15, owner);
    const holding = onHost(
      host,
      `nohup setpriv --reuid ${owner} --clear-groups sh -c 'exec 9<${path}; exec sleep 30' >/dev/null 2>&1 </dev/null & echo $!`,
    );
    const { done } = await cleanup(system);
    onHost(host, `kill ${holding}`);
    expect(done.code, said(done)).toBe('ok');
    expect(said(done)).toMatch(/1 left alone/);
    expect(onHost(host, `test -f ${path} && echo there`)).toBe('there');
  });

  test('as the user whose logs they are, without sudo', async () => {
    file('h3', `${teaching}/backend.log.15`, 15, 'teaching');
    const { done } = await cleanup('teaching');
    expect(done.code, said(done)).toBe('ok');
    expect(names('h3', teaching)).not.toContain('backend.log.15');
    expect(names('h3', teaching).some((name) => name.startsWith('backend.log.15.zhiban-'))).toBe(true);
  });

  test('says when there is nothing to do', async () => {
    expect((await cleanup('talentlens')).done.code).toBe('not-found');
  });

  test('is not for one person alone', async () => {
    file('h1', `${folder}/app.log.15`, 15, 'www-data');
    const asked = await it.say('alice', '/cleanup logs talentlens');
    expect(asked.code).toBe('needs-approval');
    expect((await it.say('alice', `/approve ${asked.approvalId}`)).code).toBe('denied');
    expect((await it.say('bob', '/cleanup logs talentlens')).code).toBe('denied');
    expect(names('h1', folder)).toContain('app.log.15');
  });
});

describe('T8: rotation', () => {
  // Who wrote to the rotated file is to write to the new one again.
  afterEach(() => onHost('h1', 'systemctl restart talentlens'));

  test('/logs rotate runs logrotate for the logs of the system', async () => {
    onHost('h1', `printf 'x\\n' >> ${folder}/app.log`);
    const before = onHost('h1', `stat -c %i ${folder}/app.log`);
    const asked = await it.say('alice', '/logs rotate talentlens');
    expect(said(asked)).toContain('sudo -n /usr/sbin/logrotate --force /etc/logrotate.d/talentlens');
    const done = await it.say('alice', `/confirm ${asked.approvalId}`);
    expect(done.code, said(done)).toBe('ok');
    expect(onHost('h1', `stat -c %i ${folder}/app.log.1`)).toBe(before);
    expect(onHost('h1', `stat -c '%a %U' ${folder}/app.log`)).toBe('640 www-data');
  });

  test('/logs rotation names a process that still writes to a rotated file', async () => {
    const asked = await it.say('alice', '/logs rotate talentlens');
    await it.say('alice', `/confirm ${asked.approvalId}`);
    const found = said(await it.say('carol', '/logs rotation talentlens'));
    expect(found).toMatch(/\(\d+\) still has app\.log\.1 open/);
  });

  test('/logs rotation compares with what the manual wants', async () => {
    onHost(
      'h1',
      `sed -i 's/rotate 14/rotate 3/; s/create 0640/create 0644/' /etc/logrotate.d/talentlens; chmod 644 ${folder}/app.log`,
    );
    const found = said(await it.say('carol', '/logs rotation talentlens'));
    onHost(
      'h1',
      `sed -i 's/rotate 3/rotate 14/; s/create 0644/create 0640/' /etc/logrotate.d/talentlens; chmod 640 ${folder}/app.log`,
    );
    expect(found).toMatch(/keeps 3, the manual wants 14/);
    expect(found).toMatch(/creates 0644 www-data www-data, the manual wants 0640 www-data/);
    expect(found).toMatch(/app\.log has mode 0644, the manual wants 0640/);
  });

  test('/logs rotation names two rotations of one file', async () => {
    onHost('h1', `printf '%s\\n' '${folder}/app.log {' ' weekly' '}' > /etc/logrotate.d/zz-twice`);
    const found = said(await it.say('carol', '/logs rotation talentlens check'));
    onHost('h1', 'rm /etc/logrotate.d/zz-twice');
    expect(found).toMatch(/rotated twice: .*talentlens.*zz-twice/);
  });

  test('/logs rotation finds nothing wrong where nothing is', async () => {
    expect(said(await it.say('carol', '/logs rotation talentlens'))).toMatch(/rotation as it should be/);
  });
});
