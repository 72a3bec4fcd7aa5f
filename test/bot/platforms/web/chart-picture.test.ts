import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outside } from '../../../../src/actions/text.ts';
import { aPage } from './a-page.ts';

test('a chart is a picture for each theme, with its words for who cannot see it, for those who may read the room', async () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  const drawn: string[] = [];
  const page = await aPage({
    charts: {
      async png(_chart, _reader, theme) {
        const file = join(page.folder, `${theme}.png`);
        writeFileSync(file, png);
        drawn.push(theme ?? '');
        return file;
      },
    },
  });
  const alice = await page.signIn('alice');
  const points = [
    [0, 3],
    [60_000, 11.8],
  ] as const;
  await page.platform.post(
    { platform: 'web', tenant: '', space: '@alice' },
    {
      key: 'report',
      message: {
        blocks: [{ type: 'chart', alt: outside('API errors, 1 h'), unit: '%', series: [{ name: 'errors', points }] }],
      },
      reader: { language: 'en', timeZone: 'UTC' },
    },
  );
  const html = await (await page.get('/', { cookie: alice })).text();
  const addresses = [...html.matchAll(/<img class="on-\w+" src="([^"]+)" alt="API errors, 1 h"/g)].map(
    ([, address = '']) => address.replaceAll('&amp;', '&'),
  );
  expect(addresses).toHaveLength(2);
  for (const address of addresses) {
    const picture = await page.get(address, { cookie: alice });
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(png);
    expect((await page.get(address, { cookie: await page.signIn('bob') })).status).toBe(404);
  }
  expect(new Set(drawn)).toEqual(new Set(['dark', 'light']));
});
