import { appendFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemSpec } from '../../../src/actions/inventory.ts';
import type { Hosts } from '../../../src/actions/ports.ts';
import { identify } from '../../../src/auth/identify.ts';
import type { Principal } from '../../../src/auth/principal.ts';
import { systemsToInventory } from '../../../src/bot/config/systems-to-inventory.ts';
import { cancel } from '../../../src/handlers/commands/cancel.ts';
import { follow } from '../../../src/handlers/commands/logs/follow.ts';
import type { Answer, Message } from '../../../src/handlers/message.ts';
import type { Request } from '../../../src/handlers/request.ts';
import { type ADesk, aDesk, cast } from '../../fakes/a-desk.ts';
import { folder, thisMachine } from './this-machine.ts';

const room = folder();
afterAll(() => room.remove());
const path = join(room.path, 'app.log');
const line = (text: string, level = 'INFO'): string => `2026-11-21 03:12:08,000 - app - ${level} - ${text}\n`;

let it: ADesk;
let programs = 0;
let running = 0;
/** What happens on the host before a look, by its number. */
let events: ReadonlyMap<number, () => void> = new Map();
let shown: Message[] = [];

const counted: Hosts = {
  ...thisMachine(),
  async exec(host, argv, options) {
    programs += 1;
    events.get(programs)?.();
    running += 1;
    const answer = await thisMachine().exec(host, argv, options);
    running -= 1;
    return answer;
  },
};

beforeEach(async () => {
  writeFileSync(path, line('old'));
  [programs, running, shown, events] = [0, 0, [], new Map()];
  it = await aDesk({ hosts: counted });
});
afterEach(() => it.close());

function requestOf(who: string, signal = AbortSignal.timeout(30_000), policy = () => cast): Request {
  const log = { host: 'here', path };
  const system = {
    ...systemSpec.parse({
      title: 'Demo',
      environment: 'production',
      folder: room.path,
      services: {},
      logs: { app: log },
    }),
    id: 'demo',
    services: [],
  };
  const inventory = systemsToInventory([system]);
  return {
    desk: { ...it.desk, inventory: () => inventory, settings: () => ({ ...it.desk.settings(), policy: policy() }) },
    principal: identify({ platform: 'test', id: who }, cast) as Principal, // of the cast
    conversation: { platform: 'test', tenant: '', space: who },
    private: true,
    text: '/logs follow demo',
    deliveryKey: 'follow',
    language: 'en',
    confirmed: false,
    progress: (message) => shown.push(message),
    signal,
  };
}

async function followed(more: Readonly<Record<string, unknown>> = {}, request = requestOf('bob')): Promise<string> {
  const answer = await follow.handle(follow.input.parse({ system: 'demo', ...more }), request);
  return JSON.stringify(answer);
}
const lines = (answer: string): readonly string[] =>
  [...answer.matchAll(/(?:INFO|ERROR) - ([\w ]+)/g)].map(([, text = '']) => text);
const codeShown = (): string => /\/cancel (\w+)/.exec(JSON.stringify(shown))?.[1] ?? '';

describe('following ends', () => {
  test('when its time is up, and nothing is left behind', async () => {
    events = new Map([[3, () => appendFileSync(path, line('one') + line('two', 'ERROR'))]]);
    const answer = await followed({ total: 10_000 });
    expect(lines(answer)).toEqual(['one', 'two']);
    expect(programs).toBe(11);
    expect(running).toBe(0);
    expect(it.desk.watches.size).toBe(0);
  });

  test('when the one who asked stops it', async () => {
    const request = requestOf('bob');
    const stopping = new Promise<unknown>((stopped) => {
      events = new Map([[4, () => stopped(cancel.handle({ id: codeShown() }, request))]]);
    });
    const answer = await followed({ total: 1_800_000 }, request);
    expect(await stopping).toMatchObject({ ok: true });
    // The same as its button.
    expect(shown[0]?.blocks.find(({ type }) => type === 'buttons')).toMatchObject({
      buttons: [{ command: expect.stringMatching(/^\/cancel \w+$/) }],
    });
    expect(answer).toContain('"verdict":"ok"');
    expect(programs).toBeLessThan(7);
    expect(it.desk.watches.size).toBe(0);
  });

  test('not when somebody else tries', async () => {
    const stopping = new Promise<unknown>((stopped) => {
      events = new Map([[3, () => stopped(cancel.handle({ id: codeShown() }, requestOf('carol')))]]);
    });
    await followed({ total: 6_000 });
    expect(((await stopping) as Answer).code).toBe('not-found'); // no such run, to her
    expect(programs).toBe(7);
  });

  test('when the process ends', async () => {
    const end = new AbortController();
    events = new Map([[3, () => setImmediate(() => end.abort())]]);
    await followed({ total: 1_800_000 }, requestOf('bob', end.signal)).catch((error: unknown) => error);
    expect(programs).toBeLessThan(6);
    expect(it.desk.watches.size).toBe(0);
  });

  test('when the right is taken away', async () => {
    let policy = cast;
    events = new Map([
      [
        3,
        () => {
          policy = { ...cast, grants: [] };
        },
      ],
    ]);
    const request = requestOf('bob', undefined, () => policy);
    await followed({ total: 1_800_000 }, request);
    expect(programs).toBe(3);
  });
});

describe('following', () => {
  test.each([
    ['renamed', () => renameSync(path, `${path}.1`), () => writeFileSync(path, line('after'))],
    ['copied and emptied', () => truncateSync(path, 0), () => appendFileSync(path, line('after'))],
  ])('goes on over a file that is %s, without losing or repeating a line', async (_how, rotate, write) => {
    events = new Map([
      [3, () => appendFileSync(path, line('before'))],
      [
        5,
        () => {
          rotate();
          write();
        },
      ],
      [7, () => appendFileSync(path, line('later'))],
    ]);
    expect(lines(await followed({ total: 10_000 }))).toEqual(['before', 'after', 'later']);
  });

  test('what was written to the renamed file just before is shown too', async () => {
    events = new Map([
      [
        4,
        () => {
          appendFileSync(path, line('last of the old'));
          renameSync(path, `${path}.1`);
          writeFileSync(path, line('first of the new'));
        },
      ],
    ]);
    expect(lines(await followed({ total: 8_000 }))).toEqual(['last of the old', 'first of the new']);
  });

  test('a line is shown when it is whole', async () => {
    events = new Map([
      [3, () => appendFileSync(path, line('half a line').slice(0, 30))],
      [5, () => appendFileSync(path, line('half a line').slice(30))],
    ]);
    expect(lines(await followed({ total: 8_000 }))).toEqual(['half a line']);
    expect(JSON.stringify(shown.slice(0, 2))).not.toContain('2026-11-21 03:12');
  });

  const trace = 'Traceback (most recent call last):\n  File "main.py", line 42\nTimeoutError: no answer\n';
  test.each([
    ['under an error shown before', 'ERROR', 1],
    ['under a line that was no error', 'INFO', 1],
  ])('only errors: a trace that is written later, %s, is shown whole', async (_where, level, count) => {
    const half = trace.indexOf('TimeoutError');
    events = new Map([
      [3, () => appendFileSync(path, line('before') + line('broke', level))],
      [5, () => appendFileSync(path, trace.slice(0, half))],
      [7, () => appendFileSync(path, trace.slice(half))],
      [9, () => appendFileSync(path, line('after'))],
    ]);
    const answer = await followed({ total: 12_000, level: 'error' });
    for (const each of trace.trimEnd().split('\n')) expect(answer).toContain(JSON.stringify(each).slice(1, -1));
    expect(answer).not.toContain('before');
    expect(answer).not.toContain('after');
    expect(answer).toMatch(new RegExp(`"count":${count},`));
  });

  test('a flood is passed over, counted, and never held', async () => {
    events = new Map([[3, () => appendFileSync(path, line('x'.repeat(200)).repeat(20_000))]]);
    const answer = await followed({ total: 6_000 });
    expect(answer).toMatch(/"bytes":4\d{6}/);
    expect(answer.length).toBeLessThan(20_000);
  });

  test('nothing new is no new message', async () => {
    await followed({ total: 20_000 });
    expect(shown.length).toBeGreaterThan(0);
    expect(new Set(shown.map((message) => JSON.stringify(message))).size).toBe(1);
  });
});
