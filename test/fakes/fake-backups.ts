import type { Backup, BackupCatalogue, Drill } from '../../src/actions/ports.ts';

/** A catalogue in memory; `given` are there from the beginning. */
export function fakeBackups(given: readonly Backup[] = []): BackupCatalogue {
  const all = new Map(given.map((backup) => [backup.id, backup]));
  const drills = new Map<string, Drill>();
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
      if (!all.has(backup.id))
        all.set(backup.id, {
          ...backup,
          state: 'making',
          parts: [],
          encrypted: false,
          checkedBy: 'opened',
          copies: [],
        });
    },
    async verified(id, { parts, sha256, atMs, encrypted = false }) {
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
      change(id, ['making'], {
        state: 'verified',
        parts,
        sha256,
        bytes,
        encrypted,
        endedAtMs: atMs,
        checkedAtMs: atMs,
      });
    },
    failed: async (id, atMs) => change(id, ['making'], { state: 'failed', endedAtMs: atMs }),
    checked: async (id, { sound, atMs, by = 'opened' }) =>
      change(id, sound ? ['verified', 'damaged', 'pruned'] : ['verified', 'damaged'], {
        state: sound ? 'verified' : 'damaged',
        checkedAtMs: atMs,
        checkedBy: by,
      }),
    pruned: async (id, atMs) => change(id, ['verified', 'failed', 'damaged'], { state: 'pruned', checkedAtMs: atMs }),
    async copied(id, copy) {
      const others = (all.get(id)?.copies ?? []).filter(
        (each) => each.host !== copy.host || each.folder !== copy.folder,
      );
      change(id, ['verified', 'failed', 'damaged', 'pruned', 'making'], { copies: [...others, copy] });
    },
    get: async (id) => all.get(id),
    list: async ({ system, limit }) => newestFirst(system).slice(0, limit),
    withCopies: async (system) =>
      [...all.values()]
        .filter((backup) => backup.system === system && backup.copies.some(({ state }) => state !== 'pruned'))
        .sort((a, b) => b.startedAtMs - a.startedAtMs),
    newestVerified: async (system) => newestFirst(system).find(({ state }) => state === 'verified'),
    async drillBegun(drill) {
      if (!drills.has(drill.id)) drills.set(drill.id, { ...drill, state: 'running' });
    },
    async drillEnded(id, { sound, atMs, ...measured }) {
      const drill = drills.get(id);
      if (drill?.state === 'running')
        drills.set(id, { ...drill, ...measured, state: sound ? 'sound' : 'failed', endedAtMs: atMs });
    },
    lastDrill: async (of) =>
      [...drills.values()].filter(({ system }) => system === of).sort((a, b) => b.startedAtMs - a.startedAtMs)[0],
  };
}
