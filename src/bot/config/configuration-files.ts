import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, fault } from './fault.ts';

export interface ConfigurationFile {
  /** As shown in faults: the folder as it was given, and the name in it. */
  readonly file: string;
  /** The file name without `.yaml`, of the files in `systems/`. */
  readonly system?: string;
  readonly text: string;
}

export interface ConfigurationFiles {
  readonly files: readonly ConfigurationFile[];
  /** First 12 hex digits of a SHA-256 over all names and bytes. */
  readonly version: string;
  readonly faults: readonly Fault[];
}

export const maxFileBytes = 256 * 1024;
const maxFiles = 200;

/** Reads `DIR/*.yaml` and `DIR/systems/*.yaml`, in the order of their names. Hidden files are not read. */
export function configurationFiles(dir: string): ConfigurationFiles {
  const hash = createHash('sha256');
  const faults: Fault[] = [];
  const files: ConfigurationFile[] = [];
  for (const [folder, isSystems] of [
    [dir, false],
    [join(dir, 'systems'), true],
  ] as const) {
    const { names, problem } = yamlNames(folder);
    if (problem !== undefined && !isSystems) faults.push(problem);
    for (const name of names.slice(0, maxFiles)) {
      const file = join(folder, name);
      if (name.endsWith('.yml')) {
        faults.push(whole(file, 'files ending in .yml are not read', `Name it ${name.slice(0, -4)}.yaml.`));
        continue;
      }
      const read = readText(file);
      if ('fault' in read) {
        faults.push(read.fault);
        continue;
      }
      hash.update(`${isSystems ? 'systems/' : ''}${name}\0${read.bytes.length}\0`).update(read.bytes);
      files.push({ file, text: read.text, ...(isSystems ? { system: name.slice(0, -'.yaml'.length) } : {}) });
    }
    if (names.length > maxFiles)
      faults.push(whole(folder, `more than ${maxFiles} files`, 'Move what is not in use elsewhere.'));
  }
  if (files.length === 0 && faults.length === 0)
    faults.push(whole(dir, 'there is no .yaml file here', 'zhiban init writes a first configuration.'));
  return { files, version: hash.digest('hex').slice(0, 12), faults };
}

function yamlNames(folder: string): { readonly names: readonly string[]; readonly problem?: Fault } {
  try {
    const names = readdirSync(folder).filter((name) => /^[^.].*\.ya?ml$/.test(name));
    return { names: names.toSorted() };
  } catch (error) {
    return {
      names: [],
      problem: whole(folder, `this folder cannot be read (${codeOf(error)})`, 'Name the folder with --config.'),
    };
  }
}

function readText(file: string): { readonly text: string; readonly bytes: Buffer } | { readonly fault: Fault } {
  let bytes: Buffer;
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return { fault: whole(file, 'this is not a file', 'Only regular files are read.') };
    if (stat.size > maxFileBytes)
      return { fault: whole(file, `this file is larger than ${maxFileBytes / 1024} KiB`, 'Split it.') };
    bytes = readFileSync(file);
  } catch (error) {
    return {
      fault: whole(file, `this file cannot be read (${codeOf(error)})`, 'Let the user that runs zhiban read it.'),
    };
  }
  const text = bytes.toString('utf8');
  // A byte that is no UTF-8 became U+FFFD, so the bytes no longer agree; the first difference is the place.
  const bad = Buffer.from(text).equals(bytes) ? text.search(forbidden) : firstDifference(text, bytes);
  if (bad === -1) return { text, bytes };
  const before = text.slice(0, bad).split('\n');
  const place = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return text[bad] === '\uFFFD'
    ? { fault: fault(place, 'this is not UTF-8 text', 'Save the file as UTF-8.') }
    : {
        fault: fault(
          place,
          'a control character stands here',
          'Remove it, or write it as an escape in "double quotes".',
        ),
      };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

function firstDifference(text: string, bytes: Buffer): number {
  let offset = 0;
  let index = 0;
  for (const character of text) {
    const encoded = Buffer.from(character);
    if (!encoded.equals(bytes.subarray(offset, offset + encoded.length))) return index;
    offset += encoded.length;
    index += character.length;
  }
  return index;
}

const whole = (file: string, message: string, hint: string): Fault =>
  fault({ file, line: 1, column: 1 }, message, hint);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
