import { backupIs } from './backup-is.ts';
import { freeBytes } from './free-bytes.ts';
import type { GuardKind } from './guard.ts';
import { restartsBelow } from './restarts-below.ts';
import { serviceUnchanged } from './service-unchanged.ts';

/** Every guard a plan can have. */
export const guardKinds: ReadonlyMap<string, GuardKind> = new Map(
  [restartsBelow, serviceUnchanged, freeBytes, backupIs].map((kind) => [kind.guard, kind]),
);
