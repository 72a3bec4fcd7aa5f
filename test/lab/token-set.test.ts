import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Answer } from '../../src/handlers/message.ts';
import { mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';

const value = 'sk-fresh-0123456789-given-privately';
const envs = '/opt/smart-teaching/.env /opt/smart-teaching/llm/.env';

let it: LabDesk;
beforeAll(async () => {
  mend('h1');
  mend('h3');
  it = await labDesk();
});
afterEach(() => {
  onHost('h3', 'rm -f /opt/smart-teaching/.env.zhiban-* /opt/smart-teaching/llm/.env.zhiban-*');
  onHost('h1', 'rm -f /opt/HR人事/backend/.env.zhiban-*');
});
afterAll(() => it.close());

const refOf = (answer: Answer): string => {
  const question = answer.message.blocks.find(({ type }) => type === 'private-input');
  if (question?.type !== 'private-input') throw new Error(`nothing was asked: ${JSON.stringify(answer)}`);
  return question.ref;
};
/** Bob asks and gives; Alice, a second person, says yes. */
async function setToken(command: string, given: string): Promise<{ readonly planned: Answer; readonly done: Answer }> {
  const asked = await it.say('alice', command);
  const planned = await it.give('alice', refOf(asked), given);
  expect(planned.code).toBe('needs-approval');
  return { planned, done: await it.say('chenwei', `/approve ${planned.approvalId}`) };
}
const on = (host: string, script: string): string => onHost(host, script);

test('I18: /token set teaching openai writes both env files from a private form, owner and mode kept, and llm runs with it', async () => {
  const before = on('h3', `stat -c '%U:%G %a' ${envs}; cat ${envs}; cat /opt/smart-teaching/devops/logs/pids/llm.pid`);
  const { planned, done } = await setToken('/token set teaching openai', value);
  expect(done, JSON.stringify(done.message)).toMatchObject({ code: 'ok' });
  expect(JSON.stringify([planned, done])).not.toContain(value);
  expect(on('h3', `grep -h ^OPENAI_API_KEY= ${envs}`)).toBe(`OPENAI_API_KEY=${value}\nOPENAI_API_KEY=${value}`);
  expect(on('h3', `stat -c '%U:%G %a' ${envs}`)).toBe('teaching:teaching 600\nteaching:teaching 600');
  const former = envs.split(' ').map((path) => `${path}.zhiban-${planned.approvalId}`);
  expect(on('h3', `stat -c '%a' ${former.join(' ')}`)).toBe('600\n600');
  expect(before).toContain(on('h3', `cat ${former[0]}`));
  expect(on('h3', 'cat /opt/smart-teaching/devops/logs/pids/llm.pid')).not.toBe(before.split('\n').at(-1));
  // The words looked for stand in no argument of the looking itself.
  const backwards = [...value].toReversed().join('');
  const places = '/proc/[0-9]*/cmdline /var/log /opt/smart-teaching/devops';
  expect(on('h3', `printf %s ${backwards} | rev | grep -rlFf - ${places} 2>/dev/null || true`)).toBe('');
});

test('I18: a key with which the service does not get well is taken out again: both files and the service as before', async () => {
  const before = on('h3', `cat ${envs}`);
  const log = '/opt/smart-teaching/devops/logs/llm.log';
  const failures = () => Number(on('h3', `grep -c 'startup failed' ${log} || true`));
  const failedBefore = failures();
  // The next start of llm ends at once, whatever the key; the one after it is well.
  on('h3', 'mkdir -p /run/lab/faults && echo crash-on-start > /run/lab/faults/llm');
  const asked = await it.say('alice', '/token set teaching openai');
  const planned = await it.give('alice', refOf(asked), 'sk-bad-0123456789-given-privately');
  const answering = it.say('chenwei', `/approve ${planned.approvalId}`);
  await expect.poll(failures, { timeout: 60_000 }).toBeGreaterThan(failedBefore);
  on('h3', 'rm -f /run/lab/faults/llm');
  const done = await answering;
  expect(done.code).not.toBe('ok');
  expect(on('h3', `cat ${envs}`)).toBe(before);
  expect(on('h3', 'cat /opt/smart-teaching/devops/logs/pids/llm.pid')).not.toBe('');
  expect(JSON.stringify(done)).not.toContain('sk-bad');
});

test('T15: /token set talentlens modelscope writes a file of another user, which the login may not even read', async () => {
  const path = '/opt/HR人事/backend/.env';
  const before = on('h1', `cat ${path}`);
  const { planned, done } = await setToken('/token set talentlens modelscope', 'ms-fresh-0123456789-given');
  expect(done, JSON.stringify(done.message)).toMatchObject({ code: 'ok' });
  expect(on('h1', `grep ^MODELSCOPE_API_KEY= ${path}`)).toBe('MODELSCOPE_API_KEY=ms-fresh-0123456789-given');
  expect(on('h1', `stat -c '%U:%G %a' ${path} ${path}.zhiban-${planned.approvalId}`)).toBe(
    'www-data:www-data 600\nwww-data:www-data 600',
  );
  expect(on('h1', `cat ${path}.zhiban-${planned.approvalId}`)).toBe(before);
  const undone = await it.say('alice', `/undo ${done.runId}`);
  expect((await it.say('chenwei', `/approve ${undone.approvalId}`)).code).toBe('ok');
  expect(on('h1', `cat ${path}`)).toBe(before);
});
