import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemsToInventory } from '../../../../src/bot/config/systems-to-inventory.ts';
import { intakeHandler } from '../../../../src/bot/http/intake/intake-server.ts';
import { zkAgentSource } from '../../../../src/handlers/alerts/alert-settings.ts';
import { type AnAlertBot, anAlertBot } from '../../../handlers/alerts/an-alert-bot.ts';
import { aliveOnPlatforms } from '../../platforms/alive-on-platforms.ts';

let it: AnAlertBot;
let server: Server;
beforeEach(async () => {
  const source = zkAgentSource.parse({ kind: 'zk-agent', system: 'demo' });
  it = await anAlertBot({ intake: { zk: source } });
  const handle = intakeHandler({
    intake: it.desk.store.intake,
    source: (name) => (name === 'zk' ? { source, token: 'zk-token' } : undefined),
    inventory: () => systemsToInventory([]),
    now: it.desk.clock.now,
    log: () => {},
  });
  server = createServer((incoming, outgoing) => void (handle(incoming, outgoing) || outgoing.writeHead(404).end()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await it.close();
});

/** As an application posts to ERROR_MONITOR_WEBHOOK_URL, which is an address and nothing else. */
const post = async (body: unknown): Promise<number> => {
  const { port } = server.address() as AddressInfo; // it listens
  const answer = await fetch(`http://127.0.0.1:${port}/intake/zk?token=zk-token`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });
  return answer.status;
};
const error = (type: string, message: string) => ({ type, message, module: 'agents/cad', level: 'error' });

test('A3: errors that ZK-Agent posts are one message for each sort, and over when they stop coming', async () => {
  for (const task of [4711, 4712, 4713])
    expect(await post(error('TaskTimeout', `CAD task ${task} took 601 s`))).toBe(200);
  expect(await post(error('DatabaseError', 'connect ECONNREFUSED 10.0.0.12:5432'))).toBe(200);
  await it.pass(2_000);
  await it.until(() => it.shows().length === 2);
  expect(it.shows()[0]).toMatch(/^■ demo · TaskTimeout agents\/cad: CAD task 471\d took 601 s · critical/);
  expect(it.shows()[1]).toMatch(/^■ demo · DatabaseError agents\/cad: connect ECONNREFUSED/);
  it.clock.advance(600_000);
  expect(await post(error('DatabaseError', 'connect ECONNREFUSED 10.0.0.12:5432'))).toBe(200);
  await it.pass(2_000);
  it.clock.advance(400_000);
  await it.pass(3_000);
  await it.until(() => it.shows()[0]?.startsWith('●'));
  expect(it.shows()[1]).toMatch(/^■/);
  it.clock.advance(600_000);
  await it.pass(3_000);
  await it.until(() => it.shows()[1]?.startsWith('●'));
  expect(it.shows().filter((words) => /Error|Timeout/.test(words) && !words.includes('not acknowledged'))).toHaveLength(
    2,
  );
});

test('A3: words of an error ping nobody and are no markup', async () => {
  await post(error('X', '<!channel> @all [pay](http://evil) \u202e'));
  await it.pass(2_000);
  await it.until(() => it.shows().length === 1);
  const [shown] = it.chat.in('ops');
  if (shown === undefined) throw new Error('it was there a moment ago');
  expect(it.shows()[0]).toContain('X agents/cad: <!channel> @all [pay](http://evil)');
  expect(it.shows()[0]).not.toContain('\u202e');
  expect(aliveOnPlatforms(shown.message)).toEqual({ slack: [], telegram: [], dingtalk: [] });
});
