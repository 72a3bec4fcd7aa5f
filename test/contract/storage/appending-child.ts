import { openStore } from '../../../src/bot/storage/open-store.ts';
import { entry } from './rows.ts';

/** Appends so many audit rows to a state, one after the other. */
const [, , folder, times] = process.argv;
if (folder === undefined) throw new Error('which folder?');
const { store, close } = await openStore({ folder, now: Date.now });
for (let time = 0; time < Number(times); time++) await store.audit.append(entry({ atMs: Date.now() }));
await close();
