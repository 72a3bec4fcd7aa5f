import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Drawing } from './drawing.ts';

const limitMs = 20_000;
/** No chart is as large; what is larger is not a chart. */
const mostBytes = 4 * 1_024 * 1_024;

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Built, it stands beside the bundle; from source it is what it is written in. */
const program = (): string =>
  import.meta.url.endsWith('.ts')
    ? join(import.meta.dirname, 'draw-child.ts')
    : join(projectRoot(), 'dist', 'draw-chart.js');

const font = (): string => join(projectRoot(), 'assets', 'fonts', 'noto-sans-sc-gb2312.otf');

/**
 * Draws in a process of its own, which ends with the picture: what charts need is in memory only then, and one that hangs
 * is killed. Rejects when there is no picture.
 */
export function drawPng(drawing: Drawing, signal?: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program(), font()], {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
      // Neither the bot's secrets nor its debugger.
      env: { PATH: process.env.PATH ?? '' },
      ...(signal === undefined ? {} : { signal }),
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      said = (said + words).slice(-2_000);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      const picture = Buffer.concat(chunks);
      if (code === 0 && picture.subarray(0, 8).equals(signature)) resolve(picture);
      else reject(new Error(`no chart was drawn (exit ${code ?? 'by a signal'}): ${said.trim()}`));
    });
    // A child that ended early says so by its exit.
    child.stdin.once('error', () => {});
    child.stdin.end(JSON.stringify(drawing));
  });
}
