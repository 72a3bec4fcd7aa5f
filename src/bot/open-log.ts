import pino from 'pino';
import { logFile } from './log-file.ts';
import { inertLogLine } from './log-line.ts';

/** `folder`: into a file there instead of stderr; `path` says which. */
export function openLog(level: string, folder: string | undefined) {
  const stderr = pino.destination({ dest: 2, sync: true });
  const file = folder === undefined ? undefined : logFile(folder, (line) => stderr.write(line));
  const log = pino({ level }, { write: (line) => (file ?? stderr).write(inertLogLine(line)) });
  return { log, path: file?.path };
}
