import { afterAll, beforeAll, expect, test } from 'vitest';
import { mend, onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { lineOf, said } from './said.ts';

let it: LabDesk;
beforeAll(async () => {
  it = await labDesk();
});
afterAll(async () => {
  mend('h1');
  await it.close();
});
const ask = async (text: string) => {
  const answer = await it.say('carol', text);
  return { verdict: answer.verdict, text: said(answer) };
};

test('T22: /version talentlens shows the version file and git HEAD as they are on the host', async () => {
  const file = onHost('h1', 'head -n 1 /opt/HR人事/version.txt');
  const head = onHost('h1', 'git -C /opt/HR人事 rev-parse --short HEAD');
  const { verdict, text } = await ask('/version talentlens');
  expect(verdict).toBe('ok');
  expect(text.split('\n')[0]).toContain(`talentlens · ${file} · production`);
  expect(lineOf(text, 'version').trimEnd()).toMatch(new RegExp(` ${file.replaceAll('.', '\\.')}$`));
  expect(lineOf(text, 'git HEAD')).toContain(` ${head} `);
});

test('T22: /version talentlens sees another version, and that files were changed beside git', async () => {
  onHost('h1', 'echo 1.0.1 >/opt/HR人事/version.txt');
  const { text } = await ask('/version talentlens');
  expect(lineOf(text, 'version')).toContain('1.0.1');
  expect(lineOf(text, 'git HEAD')).toMatch(/ 1 file/);
  onHost('h1', 'rm /opt/HR人事/version.txt');
  const gone = await ask('/version talentlens');
  expect(gone.verdict).not.toBe('ok');
  expect(lineOf(gone.text, 'version')).toContain('/opt/HR人事/version.txt cannot be read');
});

test('T22: /version teaching compares Python with the least its manual allows', async () => {
  const python = onHost('h3', 'python3 --version').replace('Python ', '');
  const { verdict, text } = await ask('/version teaching');
  expect(verdict).toBe('ok');
  expect(lineOf(text, 'python3')).toContain(`${python} (least 3.8)`);
  expect(lineOf(text, 'version')).toContain(onHost('h3', 'head -n 1 /opt/smart-teaching/version.txt'));
  expect(said(await it.say('carol', '/版本 教学'), 'zh')).toContain(`${python}(最低 3.8)`);
});
