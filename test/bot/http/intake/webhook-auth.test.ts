import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemsToInventory } from '../../../../src/bot/config/systems-to-inventory.ts';
import { type IntakeLimits, intakeHandler } from '../../../../src/bot/http/intake/intake-server.ts';
import { alertmanagerSource, type Source, zkAgentSource } from '../../../../src/handlers/alerts/alert-settings.ts';
import type { Intake } from '../../../../src/handlers/store/intake.ts';
import { fakeIntake } from '../../../fakes/fake-intake.ts';
import { labSettings } from '../../../fakes/lab-settings.ts';

const token = 'tok-0123456789abcdef';
const sources: Readonly<Record<string, { readonly source: Source; readonly token: string }>> = {
  am: { source: alertmanagerSource.parse({ kind: 'alertmanager' }), token },
  zk: { source: zkAgentSource.parse({ kind: 'zk-agent' }), token: 'zk-token' },
  bound: {
    source: alertmanagerSource.parse({ kind: 'alertmanager', systems: ['talentlens'] }),
    token: 'bound-token',
  },
  empty: { source: alertmanagerSource.parse({ kind: 'alertmanager' }), token: '' },
};
const inventory = systemsToInventory(labSettings().systems);
const good = JSON.stringify({ version: '4', alerts: [{ status: 'firing', labels: { alertname: 'X' } }] });

let server: Server;
let kept: { source: string; body: string }[];
let put: Intake['put'];
let backlog: number;
let bytes: number;
let logged: string[];

const serveIt = async (limits: Partial<IntakeLimits> = {}): Promise<void> => {
  const handle = intakeHandler({
    intake: {
      ...fakeIntake(),
      put: (...all) => put(...all),
      backlog: async () => ({ deliveries: backlog, bytes }),
    },
    source: (name) => (Object.hasOwn(sources, name) ? sources[name] : undefined),
    inventory: () => inventory,
    now: () => 1,
    log: (_level, message, fields) => logged.push(`${message} ${JSON.stringify(fields)}`),
    limits,
  });
  server = createServer((incoming, outgoing) => {
    if (!handle(incoming, outgoing)) outgoing.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
};

beforeEach(() => {
  kept = [];
  logged = [];
  backlog = 0;
  bytes = 0;
  put = async (source, body) => {
    kept.push({ source, body });
  };
});
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
);

interface Said {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | readonly Buffer[];
}
const answerTo = async ({
  path,
  headers,
  body,
}: Said): Promise<{ readonly status: number; readonly words: string }> => {
  const { port } = server.address() as AddressInfo; // it listens
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { ...headers },
    body: String(body),
  });
  return { status: answer.status, words: await answer.text() };
};
/** Status, or `hung up`. */
const send = ({ path = '/intake/am', method = 'POST', headers = {}, body = good }: Said): Promise<number | 'hung up'> =>
  new Promise((resolve) => {
    const { port } = server.address() as AddressInfo; // it listens
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { ...headers } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', () => resolve('hung up'));
    for (const part of typeof body === 'string' ? [body] : body) sent.write(part);
    sent.end();
  });
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });

describe('who posts alerts', () => {
  beforeEach(() => serveIt());
  test.each<[string, Said]>([
    ['no secret', {}],
    ['a wrong secret', { headers: bearer('tok-0123456789abcdeX') }],
    ['the beginning of the secret', { headers: bearer(token.slice(0, -1)) }],
    ['more than the secret', { headers: bearer(`${token}x`) }],
    ['an empty secret', { headers: { authorization: 'Bearer ' } }],
    ['the secret in another scheme', { headers: { authorization: `Basic ${token}` } }],
    ['the secret of another source', { headers: bearer('zk-token') }],
    ['the secret in the address, where a header can be sent', { path: `/intake/am?token=${token}` }],
    ['a source that is not there', { path: '/intake/nobody', headers: bearer(token) }],
    ['a source of an inherited name', { path: '/intake/constructor', headers: bearer(token) }],
    ['a source whose secret is empty', { path: '/intake/empty', headers: bearer('') }],
    ['a source whose secret is empty, with none', { path: '/intake/empty' }],
    ['a token in the address that is wrong', { path: '/intake/zk?token=zk-tokeX' }],
  ])('%s is refused alike, and nothing is kept', async (_what, said) => {
    expect(await send(said)).toBe(401);
    expect(kept).toEqual([]);
    expect(logged.join()).not.toContain(token);
  });

  test.each<[string, Said]>([
    ['the secret as bearer token', { headers: bearer(token) }],
    ['in any case of the scheme', { headers: { authorization: `bearer ${token}` } }],
    [
      'in the address, for what is told an address alone',
      { path: '/intake/zk?token=zk-token', body: '{"message":"x"}' },
    ],
  ])('%s is let in', async (_what, said) => {
    expect(await send(said)).toBe(200);
    expect(kept).toHaveLength(1);
  });

  test('anything but POST is told so, and other addresses are somebody else’s', async () => {
    expect(await send({ method: 'GET', body: '' })).toBe(405);
    expect(await send({ path: '/intake' })).toBe(404);
    expect(await send({ path: '/intake/am/more', headers: bearer(token) })).toBe(404);
  });
});

describe('a token that is for some systems', () => {
  beforeEach(() => serveIt());
  const about = (...systems: readonly (string | undefined)[]) =>
    JSON.stringify({
      version: '4',
      alerts: systems.map((system, at) => ({
        status: 'firing',
        labels: { alertname: `A${at}`, ...(system === undefined ? {} : { system }) },
      })),
    });
  const said = (body: string) => answerTo({ path: '/intake/bound', headers: bearer('bound-token'), body });

  test('lets in what is about them', async () => {
    expect(await said(about('talentlens'))).toMatchObject({ status: 200 });
    expect(kept).toHaveLength(1);
  });

  test.each<[string, readonly (string | undefined)[], string]>([
    ['another system', ['teaching'], 'this token may not speak of teaching'],
    ['no system', [undefined], 'this token may not speak of no known system'],
    ['a system that is not there', ['nowhere'], 'this token may not speak of no known system'],
  ])('is refused with 403 for %s, and nothing is kept', async (_what, systems, words) => {
    expect(await said(about(...systems))).toEqual({ status: 403, words: `${words}\n` });
    expect(kept).toEqual([]);
    expect(logged.join()).toContain(words);
  });

  test('of a delivery about several, what is allowed is kept and the rest is named', async () => {
    const { status, words } = await said(about('talentlens', 'teaching'));
    expect(status).toBe(403);
    expect(words).toContain('may not speak of teaching; the alerts of other systems in it were kept');
    expect(kept).toHaveLength(1);
  });
});

describe('what is posted', () => {
  test.each<[string, string, number]>([
    ['no JSON', '{', 400],
    ['another form', '{"alerts":"many"}', 400],
    ['nothing', '', 400],
    ['a status nobody knows', '{"alerts":[{"status":"maybe"}]}', 400],
  ])('%s is refused and not kept', async (_what, body, status) => {
    await serveIt();
    expect(await send({ headers: bearer(token), body })).toBe(status);
    expect(kept).toEqual([]);
  });

  test('a body of 4 MiB is taken, one byte more is not, whatever it said before', async () => {
    await serveIt();
    const most = 4 * 1_024 * 1_024;
    const filler = (bytes: number) => good.replace('"X"', `"${'x'.repeat(bytes - good.length + 1)}"`);
    expect(Buffer.byteLength(filler(most))).toBe(most);
    expect(await send({ headers: bearer(token), body: filler(most) })).toBe(200);
    expect(await send({ headers: bearer(token), body: filler(most + 1) })).toBe(413);
    const chunks = Array.from({ length: 70 }, () => Buffer.alloc(65_536, 'x'));
    expect([413, 'hung up']).toContain(await send({ headers: bearer(token), body: chunks }));
    expect(kept).toHaveLength(1);
  });

  test('is answered 200 only once it is kept', async () => {
    await serveIt();
    let keep = () => {};
    put = () =>
      new Promise((resolve) => {
        keep = resolve;
      });
    let answered = false;
    const sent = send({ headers: bearer(token) }).then((status) => {
      answered = true;
      return status;
    });
    await expect.poll(() => keep.toString()).not.toBe('() => {}');
    expect(answered).toBe(false);
    keep();
    expect(await sent).toBe(200);
  });

  test('that cannot be kept is answered 503, so that it is sent again', async () => {
    await serveIt();
    put = () => Promise.reject(new Error('the disk is full'));
    expect(await send({ headers: bearer(token) })).toBe(503);
    expect(logged.join()).toContain('the disk is full');
  });

  test('while it would fill the disk is answered 503, and counted as it comes in', async () => {
    await serveIt({ backlogBytes: 10_000 });
    const large = good.replace('"X"', `"${'x'.repeat(4_000)}"`);
    expect(await send({ headers: bearer(token), body: large })).toBe(200);
    expect(await send({ headers: bearer(token), body: large })).toBe(200);
    expect(await send({ headers: bearer(token), body: large })).toBe(200);
    bytes = 12_000;
    await expect.poll(() => send({ headers: bearer(token), body: large })).toBe(503);
    bytes = 0;
    await expect.poll(() => send({ headers: bearer(token), body: large })).toBe(200);
  });

  test('while too much waits is answered 503, and taken when there is room again', async () => {
    await serveIt({ backlog: 10 });
    backlog = 10;
    await send({ headers: bearer(token) });
    await expect.poll(() => send({ headers: bearer(token) })).toBe(503);
    backlog = 0;
    await expect.poll(() => send({ headers: bearer(token) })).toBe(200);
  });

  test('at the same time by more than there is room for is answered 503', async () => {
    await serveIt({ inHand: 2 });
    let keep: (() => void)[] = [];
    put = () => new Promise((resolve) => void keep.push(resolve));
    const two = [send({ headers: bearer(token) }), send({ headers: bearer(token) })];
    await expect.poll(() => keep.length).toBe(2);
    expect(await send({ headers: bearer(token) })).toBe(503);
    for (const each of keep) each();
    keep = [];
    expect(await Promise.all(two)).toEqual([200, 200]);
  });

  test('in bodies that together are too large is answered 503', async () => {
    await serveIt({ bytesInHand: 1_000 });
    expect(await send({ headers: bearer(token), body: good.replace('"X"', `"${'x'.repeat(2_000)}"`) })).toBe(503);
    expect(await send({ headers: bearer(token) })).toBe(200);
  });
});
