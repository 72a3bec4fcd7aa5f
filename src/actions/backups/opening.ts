import type { Copy } from '../backups/inspect-copy.ts';
import type { System } from '../inventory.ts';
import type { Step } from '../plan.ts';
import type { Backup, BackupPart } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { outside, texts } from '../text.ts';
import { limitFor } from './time-limit.ts';

const say = texts('opening', {
  decrypt: { en: 'decrypt backup {id} into a private folder', zh: '将备份 {id} 解密到私有目录' },
  clear: { en: 'delete what was decrypted', zh: '删除解密后的文件' },
  noIdentity: {
    en: 'Backup {id} is encrypted, and the configuration names no identity to open it (backups.encrypt.identity of {system}). To give it for one restore: /restore sealed {system}',
    zh: '备份 {id} 已加密,而配置中没有可解密的 identity({system} 的 backups.encrypt.identity)。如只为本次恢复提供:/restore sealed {system}',
  },
});

/** How the files of a backup are read: as they lie, or decrypted first. */
export interface Opening {
  /** Where the plain files lie, after `before`. */
  readonly folder: string;
  /** None, or the one that decrypts; undone it takes away what it made. */
  readonly before: readonly Step[];
  /** None, or the one that takes away what was decrypted. */
  readonly after: readonly Step[];
  /** What is needed on the host beside the backup, in bytes. */
  readonly bytes: number;
}

/** A part as its plain file is: what a step that reads it must be given, with `folder` of its opening. */
export const plainPart = (part: BackupPart): BackupPart => ({ ...part, ...part.plain });

/** A part as it lies in the backup's own folder, to be looked at there. */
export const lyingCopy = ({ name, kind, file, sha256, sources, plain }: BackupPart): Copy & { sha256: string } => ({
  name,
  kind,
  file,
  sha256,
  paths: sources.map(({ path }) => path),
  ...(plain === undefined ? {} : { sealed: true }),
});

/** Of these parts. `given`: the identity, where it is not the configured one. Fails where an encrypted backup cannot be opened. */
export function openingOf(
  system: System,
  { id, host, folder, encrypted }: Backup,
  parts: readonly BackupPart[],
  planId: string,
  given?: { readonly secret: string },
): Result<Opening> {
  if (!encrypted) return ok({ folder, before: [], after: [], bytes: 0 });
  if (given === undefined && system.backups?.encrypt?.identity === undefined) {
    return fail('faulty-configuration', say.noIdentity({ id: outside(id), system: outside(system.id) }), {
      next: [`/restore sealed ${system.id} ${id}`],
    });
  }
  const staging = `${folder.slice(0, folder.lastIndexOf('/'))}/.plain-${planId}`;
  const bytes = parts.reduce((sum, part) => sum + plainPart(part).bytes, 0);
  const limitMs = limitFor(bytes);
  const step = (kind: string, title: Step['title'], timeoutMs: number, params: unknown): Step => ({
    kind,
    host,
    title,
    timeoutMs,
    onFailure: 'undo',
    params,
  });
  const files = parts.map((part) => {
    const { file: plain, sha256 } = plainPart(part);
    return { file: part.file, plain, sha256 };
  });
  const identity = given ?? { secret: `config:systems.${system.id}.backups.encrypt.identity` };
  return ok({
    folder: staging,
    before: [
      step('decrypt-backup', say.decrypt({ id: outside(id) }), limitMs * parts.length + 30_000, {
        folder,
        staging,
        files,
        identity,
        limitMs,
      }),
    ],
    after: [step('clear-decrypted', say.clear(), 90_000, { staging })],
    bytes,
  });
}
