import { describe, expect, test } from 'vitest';
import { addressesOf } from '../../../../src/bot/http/addresses.ts';
import { aPage, host, origin } from './a-page.ts';

const foreign = [
  'evil.example',
  'evil.example:8377',
  '127.0.0.1',
  '127.0.0.1:8378',
  'localhost.evil.example:8377',
  '127.0.0.1.nip.io:8377',
  '0.0.0.0:8377',
  '',
];

describe('a name that was rebound to this address', () => {
  test.each(foreign)('Host: %s is refused whatever is asked for, with a session too', async (name) => {
    const page = await aPage();
    const cookie = await page.signIn('alice');
    const before = (await page.desk.store.audit.list({ limit: 100 })).length;
    for (const path of [
      '/',
      '/board',
      '/runs',
      '/audit',
      '/rooms/%40alice/events',
      '/rooms/ops/completions?text=/',
      '/signin/x',
      '/assets/page.js',
    ])
      expect((await page.get(path, { host: name, cookie })).status, path).toBe(421);
    const typed = await page.type(cookie, '/put demo values="a"', 'ops', { host: name, origin: `http://${name}` });
    expect(typed.status).toBe(421);
    expect((await page.desk.store.audit.list({ limit: 100 })).length).toBe(before);
    expect(await page.web.messages.newest('ops', 10)).toEqual([]);
  });

  test.each(['127.0.0.1:8377', 'localhost:8377', 'LOCALHOST:8377', '[::1]:8377'])(
    'Host: %s is this machine',
    async (name) => {
      const page = await aPage();
      const cookie = await page.signIn('alice');
      expect((await page.get('/', { host: name, cookie })).status).toBe(200);
    },
  );
});

test('past this machine only the public address is ours', () => {
  const { hosts, origins, secureHost } = addressesOf({ hostname: '0.0.0.0', port: 8377 }, 'https://bot.example.com/');
  expect([...hosts]).toEqual(['bot.example.com']);
  expect([...origins]).toEqual(['https://bot.example.com']);
  expect(secureHost).toBe('bot.example.com');
  expect(addressesOf({ hostname: '127.0.0.1', port: 8377 }, undefined)).toMatchObject({ origin });
  expect(addressesOf({ hostname: '127.0.0.1', port: 8377 }, undefined).hosts.has(host)).toBe(true);
});
