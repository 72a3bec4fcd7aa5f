import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silencesThere } from '../../../src/bot/alertmanager/silences-there.ts';
import { alertmanagerSource } from '../../../src/handlers/alerts/alert-settings.ts';
import type { Alert, AlertMember } from '../../../src/handlers/store/alerts.ts';
import { firing } from '../../handlers/alerts/an-alert-bot.ts';

type Labels = Readonly<Record<string, string>>;

let asked: string[];
const server = createServer(async (request, response) => {
  let body = '';
  for await (const piece of request) body += String(piece);
  asked.push(body);
  response.setHeader('Content-Type', 'application/json').end('{"silenceID":"s1"}');
});
beforeEach(async () => {
  asked = [];
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

async function silence(...labels: readonly Labels[]) {
  const { port } = server.address() as AddressInfo; // it listens
  const source = alertmanagerSource.parse({ kind: 'alertmanager', system: 'demo', api: `http://127.0.0.1:${port}` });
  const members = labels.map((each, at) => ({ signal: firing(`part${at}`, { labels: each }) }) as AlertMember); // no more of it is read
  const there = silencesThere({ sources: () => ({ am: source }), members: async () => members, now: () => 0 });
  const alert = { id: 1, source: 'am', system: 'demo', folds: false } as Alert; // likewise
  return there.make(alert, { untilMs: 60_000, by: 'person:bob', reason: undefined });
}

test.each<[string, readonly Labels[]]>([
  [
    'their severity',
    [
      { alertname: 'A', severity: 'critical', host: 'h1' },
      { alertname: 'B', severity: 'critical', host: 'h2' },
    ],
  ],
  [
    'their name',
    [
      { alertname: 'A', severity: 'critical', host: 'h1' },
      { alertname: 'A', severity: 'critical', host: 'h2' },
    ],
  ],
  ['nothing', [{ alertname: 'A' }, { alertname: 'B' }]],
])('an alert whose parts share only %s is not silenced there: other systems would be too', async (_, labels) => {
  expect(await silence(...labels)).toBeUndefined();
  expect(asked).toEqual([]);
});

test.each<[string, readonly Labels[], Labels]>([
  [
    'one part is silenced by all its labels, and what names a system, a service or a host is not silenced with it',
    [{ alertname: 'A', severity: 'warning' }],
    { alertname: 'A', severity: 'warning', system: '', service: '', host: '' },
  ],
  [
    'parts of one system are silenced by what they share',
    [
      { alertname: 'A', system: 'demo', host: 'h1' },
      { alertname: 'A', system: 'demo', host: 'h2' },
    ],
    { alertname: 'A', system: 'demo', service: '' },
  ],
])('%s', async (_, labels, expected) => {
  expect(await silence(...labels)).toEqual({ ok: true, value: { source: 'am', id: 's1' } });
  const { matchers } = JSON.parse(asked[0] ?? '') as { matchers: readonly { name: string; value: string }[] }; // as it was sent
  expect(Object.fromEntries(matchers.map(({ name, value }) => [name, value]))).toEqual(expected);
});

test.each<[string, object, readonly { name: string; value: string; isRegex: boolean }[] | undefined]>([
  ['what names the system', {}, [{ name: 'system', value: 'demo', isRegex: false }]],
  [
    'what names it or nothing, where all of it is of that system',
    { system: 'demo' },
    [
      { name: 'alertname', value: '.+', isRegex: true },
      { name: 'system', value: '|demo', isRegex: true },
    ],
  ],
  [
    'what names it, where the rest is of another system',
    { system: 'other' },
    [{ name: 'system', value: 'demo', isRegex: false }],
  ],
  ['nothing, where the token may not speak of it', { systems: ['other'] }, undefined],
])('of a whole system is silenced %s', async (_, more, matchers) => {
  const { port } = server.address() as AddressInfo; // it listens
  const api = `http://127.0.0.1:${port}`;
  const there = silencesThere({
    sources: () => ({ am: alertmanagerSource.parse({ kind: 'alertmanager', api, ...more }) }),
    members: async () => [],
    now: () => 0,
  });
  const made = await there.makeFor('demo', { untilMs: 60_000, by: 'person:bob', reason: 'new disk' });
  expect(made).toEqual(matchers === undefined ? [] : [{ ok: true, value: { source: 'am', id: 's1' } }]);
  expect(asked.map((body) => JSON.parse(body) as unknown)).toMatchObject(
    matchers === undefined
      ? []
      : [{ matchers, comment: 'new disk', createdBy: 'bob', endsAt: '1970-01-01T00:01:00.000Z' }],
  );
});
