import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './cli.ts';

/** All a fresh machine is sure to have beside Node and npm. No python3, no make, no compiler. */
const ordinary = ['sh', 'env', 'mkdir', 'rm', 'cat', 'uname', 'dirname', 'sed', 'ls', 'git'];

test('a fresh copy sets itself up where there is no python3, make or compiler, and its command line works', {
  timeout: 240_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhiban-fresh-'));
  try {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: projectRoot, encoding: 'utf8' })
      .split('\0')
      .filter(Boolean);
    const copy = join(folder, 'copy');
    for (const file of files) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      cpSync(join(projectRoot, file), join(copy, file));
    }
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const systemPath = (process.env.PATH ?? '')
      .split(':')
      .filter((part) => !part.includes('node_modules'))
      .join(':');
    const which = (name: string) =>
      spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], {
        encoding: 'utf8',
        env: { PATH: systemPath },
      }).stdout.trim();
    for (const name of [...ordinary, 'node', 'npm']) if (which(name) !== '') symlinkSync(which(name), join(bin, name));
    const env = { PATH: bin, HOME: folder, npm_config_cache: process.env.npm_config_cache ?? join(folder, 'cache') };
    for (const absent of ['python3', 'make', 'cc', 'gcc', 'g++']) {
      expect(spawnSync('sh', ['-c', `command -v ${absent}`], { env }).status).not.toBe(0);
    }
    const setUp = spawnSync('npm', ['run', 'setup'], { cwd: copy, env, encoding: 'utf8' });
    expect(setUp.status, setUp.stdout + setUp.stderr).toBe(0);
    const schema = spawnSync(join(copy, 'bin/zhiban'), ['schema'], { cwd: copy, env, encoding: 'utf8' });
    expect(schema.status, schema.stderr).toBe(0);
    expect(JSON.parse(schema.stdout)).toHaveProperty('properties.people');
    const second = spawnSync('npm', ['run', 'setup'], { cwd: copy, env, encoding: 'utf8' });
    expect(second.stderr).not.toContain('installing');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
