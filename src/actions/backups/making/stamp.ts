import { fileOf } from '../../paths.ts';

/** `20261122T011200Z-7F3KQ2`: sorts by time, and no two plans share one. */
export const folderName = (atMs: number, planId: string): string =>
  `${new Date(atMs).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z-${planId}`;

/** The folder's own name of a catalogued backup. */
export function namedFolder({ id, folder }: { readonly id: string; readonly folder: string }) {
  const name = fileOf(folder);
  return !/^\d{8}T\d{6}Z-[0-9A-Z]{4,8}$/.test(name) ? [] : [{ id, folder: name }];
}
