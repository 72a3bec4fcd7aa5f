// Bundles src/bot/main.ts to dist/. Parts that are loaded lazily stay files of their own.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Leaves in node_modules what nobody asks for, but which would be loaded at each start. */
const lean = {
  name: 'lean',
  setup({ onResolve, onLoad, resolve }) {
    // Its other build brings a fetch of its own, and with it a module Node warns of; the runner asks for that one.
    onResolve({ filter: /^grammy$/ }, ({ kind, resolveDir }) => resolve('grammy/web', { kind, resolveDir }));
    // `import 'node:http'` looks at every export, also at those that then load a whole client (undici, 8 MB).
    onResolve({ filter: /^(node:)?http$/ }, () => ({ path: 'http', namespace: 'builtin' }));
    onLoad({ filter: /./, namespace: 'builtin' }, () => ({
      contents: "module.exports = process.getBuiltinModule('node:http')",
    }));
    // The measure of a text's width makes regular expressions of emoji, 10 ms of a start that measures no text.
    onResolve({ filter: /^string-width$/ }, ({ namespace, resolveDir }) =>
      namespace === 'late' ? undefined : { path: 'string-width', namespace: 'late', pluginData: resolveDir },
    );
    onLoad({ filter: /./, namespace: 'late' }, ({ pluginData }) => ({
      contents: "let width; export default (...all) => (width ??= require('string-width').default)(...all)",
      resolveDir: pluginData,
    }));
    // The metrics library's parts for gateways and worker processes load node's TLS, zlib and cluster (4 MB).
    onLoad({ filter: /prom-client\/lib\/(pushgateway|cluster)\.js$/ }, () => ({ contents: '' }));
  },
};

const { outputFiles } = await build({
  absWorkingDir: root,
  write: false,
  entryPoints: { zhiban: 'src/bot/main.ts', 'draw-chart': 'src/bot/charts/draw-child.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.12',
  minifySyntax: true,
  // The text of the program is kept in memory; names and short lines for whoever reads a trace.
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [lean],
  // Only so do non-ASCII characters of templates become escapes.
  supported: { 'template-literal': false },
  // These find files of their own (native and wasm) beside their package.
  external: ['@resvg/resvg-js', 'better-sqlite3', 'node-ssh', 'ssh2'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
});

/**
 * One letter beyond ASCII makes node keep a file's whole text in two bytes a letter. esbuild leaves those of regular
 * expressions and comments, where an escape says the same.
 */
function inAscii({ path, text }) {
  if (/\\[^\0-\x7f]/.test(text)) throw new Error(`${path}: a backslash before a letter beyond ASCII cannot be kept`);
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
rmSync(resolve(root, 'dist'), { recursive: true, force: true });
// What V8 compiled of older builds is asked for by nobody, and node never deletes it.
rmSync(resolve(root, 'node_modules/.cache/zhiban'), { recursive: true, force: true });
mkdirSync(resolve(root, 'dist'));
for (const output of outputFiles) writeFileSync(output.path, inAscii(output));

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
