import type { Backup, BackupCatalogue } from '../../src/actions/ports.ts';

/** A catalogue in memory; `given` are there from the beginning. */
export function fakeBackups(given: readonly Backup[] = []): BackupCatalogue {
  const all = new Map(given.map((backup) => [backup.id, backup]));
  const change = (id: string, from: readonly Backup['state'][], more: Partial<Backup>): void => {
    const found = all.get(id);
    if (found !== undefined && from.includes(found.state)) all.set(id, { ...found, ...more });
  };
  const newestFirst = (system: string) =>
    [...all.values()]
      .filter((backup) => backup.system === system && backup.state !== 'pruned')
      .sort((a, b) => b.startedAtMs - a.startedAtMs || (a.id < b.id ? 1 : -1));
  return {
    async begin(backup) {
      if (!all.has(backup.id)) all.set(backup.id, { ...backup, state: 'making', parts: [], encrypted: false });
    },
    async verified(id, { parts, sha256, atMs }) {
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
      change(id, ['making'], { state: 'verified', parts, sha256, bytes, endedAtMs: atMs, checkedAtMs: atMs });
    },
    failed: async (id, atMs) => change(id, ['making'], { state: 'failed', endedAtMs: atMs }),
    checked: async (id, { sound, atMs }) =>
      change(id, ['verified', 'damaged'], { state: sound ? 'verified' : 'damaged', checkedAtMs: atMs }),
    pruned: async (id, atMs) => change(id, ['verified', 'failed', 'damaged'], { state: 'pruned', checkedAtMs: atMs }),
    get: async (id) => all.get(id),
    list: async ({ system, limit }) => newestFirst(system).slice(0, limit),
    newestVerified: async (system) => newestFirst(system).find(({ state }) => state === 'verified'),
  };
}
