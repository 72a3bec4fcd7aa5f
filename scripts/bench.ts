// `npm run bench -- NAME`: runs bench/NAME.ts, or lists what there is.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '..', 'bench');
const [name = '', ...rest] = process.argv.slice(2);
const file = join(folder, `${name}.ts`);
if (/^[a-z-]+$/.test(name) && existsSync(file)) {
  process.exitCode = spawnSync(process.execPath, [file, ...rest], { stdio: 'inherit' }).status ?? 1;
} else {
  const names = readdirSync(folder).filter((entry) => entry.endsWith('.ts'));
  console.error(`which benchmark? ${names.map((entry) => entry.slice(0, -3)).join(', ')}`);
  process.exitCode = 2;
}
