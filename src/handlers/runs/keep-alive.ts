import { aboutRun } from '../audit/entry.ts';
import type { Desk } from '../desk.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { Run } from '../store/runs.ts';

const beatMs = 5_000;
/** An owner that did not beat for so long is taken for dead; with the beat it is noticed within 30 s. */
const silentForMs = 20_000;

export interface KeepAlive {
  /** Ends the loop and signs the instance off. */
  stop(): Promise<void>;
}

/** Says every few seconds that this process lives, and marks the runs of those that do not: `found` is given them, each time. */
export async function keepAlive(desk: Desk, found: (runs: readonly Run[]) => void | Promise<void>): Promise<KeepAlive> {
  const end = new AbortController();
  const beat = async () => {
    await desk.store.instances.heartbeat(desk.instance, desk.clock.now());
    await desk.store.sealed.dropExpired(desk.clock.now());
    await closeStranded(desk);
    await found(await reapInterrupted(desk));
  };
  await beat();
  const loop = (async () => {
    while (!end.signal.aborted) {
      await desk.clock.sleep(beatMs, end.signal).catch(() => undefined);
      if (end.signal.aborted) return;
      await beat().catch((error: unknown) => desk.log('error', 'the heartbeat failed', { error: String(error) }));
    }
  })();
  return {
    async stop() {
      end.abort();
      await loop;
      await desk.store.instances.leave(desk.instance);
    },
  };
}

function reapInterrupted(desk: Desk): Promise<readonly Run[]> {
  return desk.store.instances.reap({
    nowMs: desk.clock.now(),
    silentForMs,
    audit: (run): AuditEntry => ({
      atMs: desk.clock.now(),
      principal: 'scheduler',
      via: 'scheduler',
      event: 'run.interrupted',
      configuration: desk.settings().version,
      ...aboutRun(run),
      opens: run.auditSeq,
      outcome: 'interrupted',
    }),
  });
}

async function closeStranded(desk: Desk): Promise<void> {
  for (const [runId, audit] of desk.stranded) {
    await desk.store.runs.close({ runId, state: 'interrupted', audit });
    desk.stranded.delete(runId);
  }
}
