import { closeSync, constants, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { giveToFolderOwner, makeStateFolder } from './storage/state-folder.ts';

export interface LogFile {
  readonly path: string;
  write(line: string): void;
}

const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW;
/** A full one takes the place of the one before. */
const mostBytes = 5_000_000;

/** The log of a process whose terminal is a chat. What cannot be written there is written by `otherwise`. */
export function logFile(folder: string, otherwise: (line: string) => void): LogFile {
  const path = join(folder, 'bot.log');
  let file: number | undefined;
  let bytes = 0;

  const open = (): number => {
    makeStateFolder(folder);
    const opened = openSync(path, flags, 0o600);
    bytes = fstatSync(opened).size;
    if (bytes === 0) giveToFolderOwner(opened, path);
    return opened;
  };
  const roomIn = (opened: number): number => {
    if (bytes < mostBytes) return opened;
    closeSync(opened);
    file = undefined;
    renameSync(path, `${path}.old`);
    return open();
  };
  return {
    path,
    write(line) {
      try {
        file = roomIn(file ?? open());
        bytes += writeSync(file, line);
      } catch {
        otherwise(line);
      }
    },
  };
}
