// A process of its own that takes in alerts over HTTP: `node intake-server.ts FOLDER`; prints its port.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemsToInventory } from '../../src/bot/config/systems-to-inventory.ts';
import { intakeHandler } from '../../src/bot/http/intake/intake-server.ts';
import { openStore } from '../../src/bot/storage/open-store.ts';
import { zkAgentSource } from '../../src/handlers/alerts/alert-settings.ts';

const { store } = await openStore({ folder: process.argv[2] ?? '', now: Date.now });
const source = zkAgentSource.parse({ kind: 'zk-agent' });
const handle = intakeHandler({
  intake: store.intake,
  source: () => ({ source, token: 'token' }),
  inventory: () => systemsToInventory([]),
  now: Date.now,
  log: () => {},
});
const server = createServer((incoming, outgoing) => void (handle(incoming, outgoing) || outgoing.writeHead(404).end()));
server.listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port); // it listens
});
