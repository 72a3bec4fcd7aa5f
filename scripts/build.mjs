// Bundles src/bot/main.ts to dist/. Parts that are loaded lazily stay files of their own.
import { copyFileSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
rmSync(resolve(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { zhiban: 'src/bot/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  // These find files of their own (native and wasm) beside their package.
  external: ['better-sqlite3', 'node-ssh', 'ssh2'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

// The page's own script and style, for browsers that know light-dark().
const page = resolve(root, 'src/bot/platforms/web/page');
await build({
  absWorkingDir: root,
  entryPoints: { page: `${page}/page.ts`, style: `${page}/style.css` },
  outdir: 'dist/web',
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: ['chrome123', 'firefox120', 'safari17.5'],
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  tsconfig: `${page}/tsconfig.json`,
});
copyFileSync(resolve(page, 'icon.svg'), resolve(root, 'dist/web/icon.svg'));
