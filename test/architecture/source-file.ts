import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One file, with what it imports. */
export interface SourceFile {
  /** From the root, with forward slashes: `src/auth/decide.ts`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** A path from the root for our own files, else as written: `zod`, `node:fs`. */
  readonly target: string;
  /** Gone when the types are stripped. */
  readonly typeOnly: boolean;
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const statement = /^(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?'([^']+)'/gm;
const dynamic = /\bimport\(\s*['"`]([^'"`]+)['"`]\s*\)/g;

export function sourceFile(path: string, text: string): SourceFile {
  const target = (specifier: string): string =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const imports = [
    ...[...code.matchAll(statement)].map(([, type, specifier = '']) => ({
      target: target(specifier),
      typeOnly: type !== undefined,
    })),
    ...[...code.matchAll(dynamic)].map(([, specifier = '']) => ({ target: target(specifier), typeOnly: false })),
  ];
  return { path, text, imports };
}

/** Every file under a folder of the project that ends so: TypeScript unless told. */
export function sourceFiles(folder: string, ending: '.ts' | '.css' = '.ts'): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
    .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
}
