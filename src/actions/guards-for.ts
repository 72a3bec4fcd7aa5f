import type { Service } from './inventory.ts';
import type { Guard } from './plan.ts';
import type { Backup } from './ports.ts';
import { fingerprint } from './runtimes/fingerprint.ts';

/** Beside what is asked for: for the file system itself. */
export const spareBytes = 16 * 1_048_576;

/** That many bytes, and a few more, are still free where this path lies. */
export const roomFor = (host: string, path: string, bytes: number): Guard => ({
  guard: 'free-bytes',
  params: { host, path, bytes: bytes + spareBytes },
});

/** It is still there, verified, and the very same. */
export const stillIs = ({ id, sha256 = '' }: Pick<Backup, 'id' | 'sha256'>): Guard => ({
  guard: 'backup-is',
  params: { id, sha256 },
});

/** Each is still configured as it is now. */
export const unchanged = (services: readonly Service[]): readonly Guard[] =>
  services.map((service) => ({
    guard: 'service-unchanged',
    params: { system: service.system, service: service.id, fingerprint: fingerprint(service) },
  }));
