import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const mostBytes = 64 * 1024;

/** Where a command line's secret comes from: never from its arguments, which every user of the machine can read. */
export interface SecretSource {
  readonly secretStdin?: boolean;
  readonly secretFile?: string;
}

/** The value, without the line break at its end; words for the person who must mend it when it cannot be had. */
export function givenSecret({
  secretStdin,
  secretFile,
}: SecretSource): { readonly value: string } | { readonly fault: string } | undefined {
  if (secretFile !== undefined) return fromFile(secretFile);
  if (secretStdin !== true) return undefined;
  const bytes = readFileSync(0);
  return bytes.length > mostBytes ? { fault: 'more than 64 KiB came by stdin' } : { value: withoutBreak(bytes) };
}

function fromFile(path: string): { readonly value: string } | { readonly fault: string } {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    return {
      fault: `${path} cannot be read: ${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}`,
    };
  }
  try {
    const { mode, size } = fstatSync(file);
    if ((mode & 0o077) !== 0) return { fault: `${path} can be read by others: chmod 600 it, and change the secret` };
    if (size > mostBytes) return { fault: `${path} has more than 64 KiB` };
    return { value: withoutBreak(readFileSync(file)) };
  } finally {
    closeSync(file);
  }
}

const withoutBreak = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('utf8')
    .replace(/\r?\n$/, '');
