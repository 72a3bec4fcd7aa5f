import type { Desk } from '../../handlers/desk.ts';
import { type Loop, startLoop } from '../../handlers/loop.ts';
import type { OpenedStore } from './open-store.ts';
import type { KeepDays } from './retention.ts';

const everyMs = 3_600_000;

/** Once an hour what is older than it is kept goes. */
export function startTidying(desk: Desk, opened: Pick<OpenedStore, 'forgetOld'>, keepDays: () => KeepDays): Loop {
  const end = new AbortController();
  const loop = startLoop(desk, 'tidying the state', everyMs, async () => {
    const gone = await opened.forgetOld(keepDays(), end.signal);
    if (Object.keys(gone).length > 0) desk.log('info', 'forgotten as it was old', gone);
  });
  return {
    async stop() {
      end.abort();
      await loop.stop();
    },
  };
}
