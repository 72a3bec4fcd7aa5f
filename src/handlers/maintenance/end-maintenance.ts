import type { Block } from '../../actions/report.ts';
import type { Text } from '../../actions/text.ts';
import { lookAtSilenced } from '../alerts/silenced-elsewhere.ts';
import type { Desk } from '../desk.ts';
import { notify } from '../notices/notify.ts';
import { roomsOf } from '../notices/rooms.ts';
import type { AuditEntry } from '../store/audit-log.ts';
import type { MaintenanceWindow } from '../store/maintenance.ts';
import { firedMeanwhile } from './fired-meanwhile.ts';
import { endedText, firedBlocks } from './maintenance-words.ts';
import { heardElsewhere } from './quiet-elsewhere.ts';

/** What the end of a window says: the verdict, then what fired meanwhile. Undefined when it was over already. */
export async function endMaintenance(
  desk: Desk,
  window: MaintenanceWindow,
  by: string,
  audit: AuditEntry,
): Promise<{ readonly headline: Text; readonly blocks: readonly Block[] } | undefined> {
  const atMs = desk.clock.now();
  if (!(await desk.store.maintenance.end(window.id, by, atMs, audit))) return undefined;
  const headline = endedText(desk, window, by, atMs);
  // What fired there and was not sent is asked for before it is heard again.
  await lookAtSilenced(
    desk,
    window.elsewhere.map((there) => ({ there })),
  ).catch((error: unknown) =>
    desk.log('warn', 'what was silenced elsewhere could not be looked at', {
      system: window.system,
      error: String(error),
    }),
  );
  const goesOn = await heardElsewhere(desk, window, atMs);
  const blocks = [...goesOn, ...firedBlocks(await firedMeanwhile(desk, window))];
  // The words of its beginning, replaced where they stand.
  await notify(
    desk,
    { key: beginKey(window), people: [], rooms: roomsOf(desk.settings(), window.system), message: over(headline) },
    { onlyEdit: true },
  );
  await notify(desk, {
    key: `maintenance-end:${window.id}`,
    people: [],
    rooms: roomsOf(desk.settings(), window.system),
    message: { blocks: [{ type: 'text', mark: 'ok', text: headline }, ...blocks] },
  });
  return { headline, blocks };
}

export const beginKey = ({ id }: MaintenanceWindow): string => `maintenance:${id}`;

const over = (text: Text) => ({ blocks: [{ type: 'text' as const, text }] });
