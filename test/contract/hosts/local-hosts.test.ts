import { openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { describeHosts } from './hosts-contract.ts';
import { canary } from './hosts-in-test.ts';

const redactor = makeRedactor([canary]);

describeHosts('this machine', async (folder) => {
  const specs = { here: { transport: 'local' as const, folder } };
  const hosts = openHosts({ specs, masking: () => redactor, env: process.env });
  return { hosts, host: 'here', close: () => hosts.close() };
});
