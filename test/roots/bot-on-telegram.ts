// A composition root of the tests: a bot on a Telegram in another process, until it is killed. Writes `ready` when it asks
// for updates. Arguments: folder of the state, where Telegram is, the token, `kept`: killed with -9 as soon as the first
// update is durably kept.

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { botOnTelegram } from '../contract/platforms/telegram-world.ts';
import type { TelegramEmulator } from '../emulators/telegram/telegram-emulator.ts';
import { makeWorld } from '../fakes/world.ts';

const [folder = '', apiRoot = '', token = '', killAt = ''] = process.argv.slice(2);
const world = makeWorld();
// What was done outlives the process, as it does on a host.
const remember = (effect: string) => appendFileSync(join(folder, 'effects'), `${effect}\n`);
Object.assign(world.effects, { push: (...all: string[]) => all.forEach(remember) });
const telegram = { apiRoot, token } as TelegramEmulator; // all that is asked of one that is elsewhere
const { desk } = await botOnTelegram({ telegram, folder, world, instance: crypto.randomUUID() });
const { deliveries } = desk.store;
const { accept } = deliveries;
Object.assign(deliveries, {
  accept: async (one: Parameters<typeof accept>[0]) => {
    const kept = await accept(one);
    if (killAt === 'kept') process.kill(process.pid, 'SIGKILL');
    return kept;
  },
});
process.stdout.write('ready\n');
