import { homedir } from 'node:os';
import { join } from 'node:path';
import { openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { canary } from './hosts-in-test.ts';
import { describeJobs } from './jobs-contract.ts';
import { startSshd } from './sshd.ts';

const redactor = makeRedactor([canary]);

describeJobs('over SSH', async () => {
  const sshd = await startSshd();
  const hosts = openHosts({ specs: { h1: sshd.spec() }, masking: () => redactor, env: process.env });
  return {
    hosts,
    host: 'h1',
    // sshd begins where the account lives, whatever HOME says.
    jobs: join(homedir(), '.zhiban/jobs'),
    cut: () => sshd.cutConnections(),
    async close() {
      await hosts.close();
      await sshd.stop();
    },
  };
});

describeJobs('this machine', async (folder) => {
  const specs = { here: { transport: 'local' as const, folder } };
  const hosts = openHosts({ specs, masking: () => redactor, env: process.env });
  return { hosts, host: 'here', jobs: join(folder, '.zhiban/jobs'), cut: () => undefined, close: () => hosts.close() };
});
