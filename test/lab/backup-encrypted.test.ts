import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addRow, approved, backUp, dataOf, healthy, places, rowsOf, tidy } from './backup-lab.ts';
import { backupsWith } from './inventory-with.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const place = places.talentlens;
const identity = await generateX25519Identity();
const recipient = await identityToRecipient(identity);
const identityPlace = 'systems.talentlens.backups.encrypt.identity';
const withEncryption = backupsWith('talentlens', {
  encrypt: { recipients: [recipient], identity: { env: 'AGE_IDENTITY' } },
});
let given = identity;
let it: LabDesk;
beforeAll(async () => {
  tidy(place);
  it = await labDesk((desk) => ({
    ...withEncryption(desk),
    configured: (name) => (name === identityPlace ? given : undefined),
  }));
});
afterAll(async () => {
  await it.close();
  tidy(place);
});
const made = () => it.desk.backups.newestVerified('talentlens');

test('T10: an encrypted backup was opened and found sound before, and nothing plain is left of it', async () => {
  const answer = await it.say('bob', '/backup now talentlens', true);
  expect(answer.code, said(answer)).toBe('ok');
  const backup = await made();
  expect(backup?.encrypted).toBe(true);
  expect(backup?.parts.map(({ file, plain }) => [file, plain?.file])).toEqual([
    ['main.db.age', 'main.db'],
    ['env.tar.zst.age', 'env.tar.zst'],
  ]);
  expect(onHost(place.host, `ls ${backup?.folder}`)).toBe('env.tar.zst.age\nmain.db.age\nmanifest.json');
  expect(onHost(place.host, `stat -c %a ${backup?.folder}/* | sort -u`)).toBe('600');
  for (const { file, sha256 } of backup?.parts ?? [])
    expect(onHost(place.host, `sha256sum ${backup?.folder}/${file} | cut -d' ' -f1`)).toBe(sha256);
  // Whoever holds the identity can open it without Zhiban.
  onHost(place.host, `printf '%s\n' '${identity}' >/root/identity`);
  const plain = onHost(place.host, `age -d -i /root/identity ${backup?.folder}/main.db.age | sha256sum`).split(' ')[0];
  onHost(place.host, 'rm /root/identity');
  expect(plain).toBe(backup?.parts[0]?.plain?.sha256);
  const looked = await it.say('carol', '/backup verify talentlens latest');
  expect(said(looked)).toContain('encrypted, as it was made');
  expect((await made())?.checkedBy).toBe('hash');
});

test('B2: /restore opens it in a private folder, puts it back, and leaves nothing plain behind', async () => {
  const before = rowsOf(place);
  addRow(place);
  const answer = await approved(it, '/restore talentlens latest all');
  expect(answer.code, said(answer)).toBe('ok');
  expect(rowsOf(place)).toBe(before);
  await healthy('talentlens');
  expect(onHost(place.host, `ls -A ${place.backups} | grep -c plain || true`)).toBe('0');
  const everything = JSON.stringify([it.progress, await it.desk.store.runs.list({ limit: 10 })]);
  expect(everything).not.toContain(identity);
  expect(onHost(place.host, `grep -rl 'AGE-SECRET' ~ops/.zhiban ${place.backups} 2>/dev/null | wc -l`)).toBe('0');
});

test('B2: with another identity nothing stops, and nothing plain is left', async () => {
  const before = dataOf(place);
  const since = onHost(place.host, 'systemctl show -p InvocationID talentlens');
  given = await generateX25519Identity();
  const answer = await approved(it, '/restore talentlens latest all');
  given = identity;
  expect(answer.code).toBe('command-failed');
  expect(said(answer)).toContain('could not be decrypted');
  expect(dataOf(place)).toBe(before);
  expect(onHost(place.host, 'systemctl show -p InvocationID talentlens')).toBe(since);
  expect(onHost(place.host, `ls -A ${place.backups} | grep -c plain || true`)).toBe('0');
});

test('B2: an identity that is not in the configuration is asked for privately, opens the backup once, and is gone', async () => {
  const desk = await labDesk(backupsWith('talentlens', { encrypt: { recipients: [recipient] } }));
  try {
    await backUp(desk, 'talentlens');
    const before = rowsOf(place);
    addRow(place);
    const refused = await desk.say('alice', '/restore talentlens latest all');
    expect(refused.code).toBe('faulty-configuration');
    expect(said(refused)).toContain('/restore sealed talentlens');
    const drill = await desk.say('alice', '/restore drill talentlens');
    expect(drill.code).toBe('faulty-configuration');
    expect(said(drill)).toMatch(
      /a drill opens it only with an identity of the configuration.*backups.encrypt.identity/,
    );
    expect(said(drill)).not.toContain('/restore sealed');
    const asked = await desk.say('alice', '/restore sealed talentlens all');
    const question = asked.message.blocks.find(({ type }) => type === 'private-input');
    expect(asked.code, said(asked)).toBe('needs-input');
    const planned = await desk.give('alice', question?.type === 'private-input' ? question.ref : '', identity);
    expect(planned.code, said(planned)).toBe('needs-approval');
    const answer = await desk.say('chenwei', `/approve ${planned.approvalId}`);
    expect(answer.code, said(answer)).toBe('ok');
    expect(rowsOf(place)).toBe(before);
    await healthy('talentlens');
    const everything = JSON.stringify([desk.progress, answer, await desk.desk.store.runs.list({ limit: 10 })]);
    expect(everything).not.toContain(identity);
    const ref = question?.type === 'private-input' ? question.ref : '';
    expect(await desk.desk.store.sealed.open(ref, Date.now())).toBeUndefined();
    expect(onHost(place.host, `grep -rl 'AGE-SECRET' ~ops/.zhiban ${place.backups} 2>/dev/null | wc -l`)).toBe('0');
  } finally {
    await desk.close();
  }
});

test('T10: on a host without age nothing is begun, and how to get it is said; a restore stops nothing', async () => {
  onHost(place.host, 'mv /usr/bin/age /root/age-away');
  try {
    const refused = await it.say('bob', '/backup now talentlens', true);
    expect(refused.code).toBe('command-failed');
    expect(said(refused)).toContain('has no age to encrypt with: install its package `age`');
    const before = dataOf(place);
    const since = onHost(place.host, 'systemctl show -p InvocationID talentlens');
    const restored = await approved(it, '/restore talentlens latest all');
    expect(restored.code).toBe('command-failed');
    expect(said(restored)).toContain('the host has no age');
    expect(dataOf(place)).toBe(before);
    expect(onHost(place.host, 'systemctl show -p InvocationID talentlens')).toBe(since);
  } finally {
    onHost(place.host, 'mv /root/age-away /usr/bin/age');
  }
});
