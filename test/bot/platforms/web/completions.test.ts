import { describe, expect, test } from 'vitest';
import { type APage, aPage } from './a-page.ts';

interface Found {
  readonly from: number;
  readonly offers: readonly { readonly insert: string; readonly label: string; readonly help: string }[];
}

const asked = async (
  page: APage,
  who: string,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Found> => {
  const cookie = [await page.signIn(who), headers.cookie].filter(Boolean).join('; ');
  const answer = await page.get(`/rooms/ops/completions?text=${encodeURIComponent(text)}`, { cookie });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Found;
};
const labels = async (...question: Parameters<typeof asked>) =>
  (await asked(...question)).offers.map(({ label }) => label);

describe('what may follow', () => {
  test('is every command one may use, each with what it does', async () => {
    const page = await aPage();
    const all = await asked(page, 'alice', '/');
    expect(all.offers.map(({ label }) => label)).toEqual(expect.arrayContaining(['/put', '/look', '/help', '/freeze']));
    for (const { help } of all.offers) expect(help).not.toBe('');
    expect(all.from).toBe(0);
  });

  test('never shows a command one may not use', async () => {
    const page = await aPage();
    expect(await labels(page, 'bob', '/')).toContain('/put');
    const carol = await labels(page, 'carol', '/');
    expect(carol).toContain('/look');
    for (const denied of ['/put', '/shove', '/freeze', '/reconfigure']) expect(carol, denied).not.toContain(denied);
    expect(await labels(page, 'carol', '/put ')).toEqual([]);
  });

  test('is narrowed by what is typed, with or without its slash, in full width too', async () => {
    const page = await aPage();
    expect(await labels(page, 'alice', '/pu')).toEqual(['/put']);
    expect(await labels(page, 'alice', 'pu')).toEqual(['/put']);
    expect(await labels(page, 'alice', '/pu')).toEqual(['/put']);
    expect(await labels(page, 'alice', '/nothing')).toEqual([]);
  });

  test('replaces the word being typed', async () => {
    const page = await aPage();
    const found = await asked(page, 'alice', '/put de');
    expect(found).toMatchObject({ from: 5, offers: [{ insert: 'demo ', label: 'demo' }] });
  });

  test('of a word that was given is what is left', async () => {
    const page = await aPage();
    expect(await labels(page, 'alice', '/put demo ')).toEqual(['values=']);
    expect(await labels(page, 'alice', '/put demo values=a ')).toEqual([]);
  });

  test('speaks Chinese to those who do', async () => {
    const page = await aPage();
    const found = await asked(page, 'alice', '/帮', { cookie: 'zhiban_language=zh' });
    expect(found.offers).toMatchObject([{ insert: '/帮助 ', label: '/帮助 (help)' }]);
    expect(found.offers[0]?.help).toMatch(/[\u4e00-\u9fff]/);
  });

  test('names open requests only to those who may answer them', async () => {
    const page = await aPage();
    const bob = await page.signIn('bob');
    await page.type(bob, '/shove demo values="a"', 'ops');
    const [request] = await page.desk.store.approvals.open();
    expect(await labels(page, 'alice', '/approve ')).toEqual([request?.code]);
    expect(await labels(page, 'bob', '/approve ')).toEqual([]);
    expect(await labels(page, 'carol', '/approve ')).toEqual([]);
    expect(await labels(page, 'bob', '/confirm ')).toEqual([]);
  });
});
