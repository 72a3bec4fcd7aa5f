import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const projectRoot = resolve(import.meta.dirname, '../..');

export interface RunningDemo {
  readonly url: string;
  stop(): Promise<void>;
}

/** The demo as anybody starts it, on ports and a folder of its own. Resolves when its system is up. */
export async function startDemo(): Promise<RunningDemo> {
  const home = mkdtempSync(join(tmpdir(), 'zhiban-browser-'));
  const env = {
    ...process.env,
    ZHIBAN_DEMO_HOME: home,
    ZHIBAN_DEMO_WEB_PORT: '0',
    ZHIBAN_DEMO_LLM_PORT: '18311',
    ZHIBAN_DEMO_BACKEND_PORT: '18310',
    ZHIBAN_DEMO_FRONTEND_PORT: '18312',
  };
  const child = spawn(process.execPath, [join(projectRoot, 'bin/zhiban'), 'demo'], {
    cwd: projectRoot,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const url = await urlOf(child);
  return {
    url,
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function urlOf(child: ChildProcess): Promise<string> {
  return new Promise((found, reject) => {
    let heard = '';
    const limit = setTimeout(() => reject(new Error(`the demo did not start: ${heard}`)), 45_000);
    const hear = (chunk: Buffer) => {
      heard += chunk.toString();
      const url = /(?:^|The page: )(http:\/\/127\.0\.0\.1:\d+\/)\s/m.exec(heard)?.[1];
      if (url === undefined) return;
      clearTimeout(limit);
      found(url);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the demo ended (${code}): ${heard}`)));
  });
}
