import type { ActionContext } from '../../ports.ts';
import type { Block } from '../../report.ts';

/** A text as a file beside the answer; nothing where none can be kept, or there is nothing to keep. */
export async function keepFile(
  stem: string,
  text: string,
  { files, now, timeZone = 'UTC' }: Pick<ActionContext, 'files' | 'now' | 'timeZone'>,
): Promise<readonly Block[]> {
  if (files === undefined || text === '') return [];
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const name = `${stem}-${time.format(now()).replace(':', '')}.log`;
  const kept = await files.keep(name, `${text}\n`);
  return kept === undefined ? [] : [{ type: 'file', name, ...kept }];
}
