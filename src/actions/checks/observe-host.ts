import type { Question } from '../ask-hosts.ts';
import { type DiskSeen, diskArgv, disksSeen, type FolderLimit } from '../host/disk-space.ts';
import { type MemorySeen, memoryArgv, memorySeen } from '../host/memory.ts';

export interface HostObserved {
  readonly disks: readonly DiskSeen[];
  readonly memory: MemorySeen | undefined;
}

/** Room under some folders, and memory. */
export const observeHost = (host: string, folders: readonly string[], limit?: FolderLimit): Question<HostObserved> => ({
  host,
  commands: [diskArgv(folders, limit), memoryArgv],
  read: ([disks, memory]) => ({ disks: disksSeen(disks), memory: memorySeen(memory) }),
});
