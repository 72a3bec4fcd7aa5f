import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { fromSource, oneProductionSystem } from './one-production-system.ts';

// biome-ignore lint/suspicious/noTemplateCurlyInString: as a configuration says it
const command = ['sleep', '--api-token', '${SHOP_TOKEN}'];

test.skipIf(process.getuid?.() !== 0)(
  'a token in a command line is shown neither in text nor in JSON nor in the terminal chat',
  async () => {
    const { dir, home } = await oneProductionSystem(command);
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const shown = [
      await fromSource(['run', '/start web', '--as', 'alice', '--config', dir]),
      await fromSource(['run', '/start web', '--as', 'alice', '--config', dir, '--json']),
      await fromSource(['run', '/start web', '--as', 'alice', '--config', dir, '--json', '--yes']),
      await fromSource(['start', '--config', dir], '/start web\nexit\n'),
    ];
    for (const { stdout, stderr } of shown) {
      expect(stdout + stderr).toContain('[masked]');
      expect(stdout + stderr).not.toContain('hunter2');
    }
  },
);
