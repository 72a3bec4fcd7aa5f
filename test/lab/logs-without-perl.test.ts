import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hosts } from '../../src/actions/ports.ts';
import { onHost } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { said } from './said.ts';

const app = '/var/log/talentlens/app.log';
const stem = `bare-${Date.now().toString(36)}`;
const folders = { python3: `/tmp/${stem}-python3`, sh: `/tmp/${stem}-sh`, tac: `/tmp/${stem}-tac` } as const;
type Reader = keyof typeof folders;
/** What such a host does not have. */
const taken: Readonly<Record<Reader, string>> = {
  python3: 'perl*',
  sh: 'perl* python*',
  tac: 'perl* python* awk mawk gawk busybox',
};

/** The host as it is, but for programs that are not found on it. */
const withOnly = (hosts: Hosts, path: string): Hosts => ({
  ...hosts,
  exec: (host, argv, options) => hosts.exec(host, ['env', `PATH=${path}`, ...argv], options),
});

const desks = new Map<Reader | 'perl', LabDesk>();
beforeAll(async () => {
  const lines = Array.from({ length: 40 }, (_, n) => {
    const level = n % 4 === 0 ? 'ERROR' : 'INFO';
    return `printf '%s,000 - talentlens - ${level} - ${stem} took ${n} s\\n' "$(date -d '-${50 - n} min' '+%F %T')"`;
  });
  onHost(
    'h1',
    `{ ${lines.join('; ')}; } > ${app}.1; chown www-data ${app}.1; chmod 644 ${app}.1; touch -d '-3 days' ${app}.1`,
  );
  for (const [reader, path] of Object.entries(folders))
    onHost('h1', `mkdir ${path}; cd ${path}; ln -s /usr/bin/* .; rm -f ${taken[reader as Reader]}; chmod 755 .`); // its own keys
  desks.set('perl', await labDesk());
  for (const reader of ['python3', 'sh', 'tac'] as const)
    desks.set(reader, await labDesk((desk) => ({ ...desk, hosts: withOnly(desk.hosts, folders[reader]) })));
});
afterAll(async () => {
  onHost('h1', `rm -rf /tmp/${stem}-*; rm -f ${app}.1`);
  for (const desk of desks.values()) await desk.close();
});

const ask = async (reader: Reader | 'perl', text: string): Promise<string> => {
  const answer = await desks.get(reader)?.say('carol', text);
  if (answer === undefined) throw new Error(`no desk for ${reader}`);
  expect(answer.code, said(answer)).toBe('ok');
  return said(answer);
};

const top = '/logs top talentlens app 1h';
const errorsIn = (answer: string): number => Number(/\d+ +(\d+) +app +talentlens/.exec(answer)?.[1]);

describe.each(['python3', 'sh'] as const)('T6: a host without perl, read with %s', (reader) => {
  test.each([
    ['/logs errors talentlens app 1h', new RegExp(`10 × app +talentlens: ${stem} took <n> s`)],
    ['/logs stats talentlens app 1h', new RegExp(`10 +app +${stem} took <n> s`)],
    [`/logs search talentlens app "${stem}" 1h`, /40 entries have/],
    [top, /\d+ +\d+ +app +talentlens/],
  ])('answers %s as one with perl does, and says what it was read with', async (text, words) => {
    const [answer, usual] = [await ask(reader, text), await ask('perl', text)];
    expect(answer).toMatch(words);
    expect(usual).toMatch(words);
    expect(answer).toContain(reader === 'sh' ? 'read with sh + awk' : 'read with python3');
    expect(usual).not.toContain('read with');
  });

  test('counts as many errors as perl does, of whatever stands there', async () => {
    const [counted, wanted] = [await ask(reader, top), await ask('perl', top)].map((answer) => errorsIn(answer));
    expect(counted).toBe(wanted);
    expect(wanted).toBeGreaterThanOrEqual(10);
  });
});

test('T6: a host without perl, python and awk shows its newest lines, and says what it cannot tell', async () => {
  const newest = onHost('h1', `tail -n 1 ${app}`);
  const answer = await ask('tac', '/logs talentlens app 5');
  expect(answer).toContain(newest.slice(0, 40));
  expect(answer).toMatch(/read with tac, which cannot tell .*how many there were/);
});
