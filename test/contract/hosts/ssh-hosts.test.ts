import { openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { describeHosts } from './hosts-contract.ts';
import { canary } from './hosts-in-test.ts';
import { startSshd } from './sshd.ts';

const redactor = makeRedactor([canary]);

const variants: readonly (readonly [string, readonly string[]])[] = [
  ['over SSH', []],
  ['over SSH, with forwarding off', ['AllowTcpForwarding no']],
];

for (const [name, config] of variants)
  describeHosts(name, async () => {
    const sshd = await startSshd({ config });
    const hosts = openHosts({ specs: { h1: sshd.spec() }, masking: () => redactor, env: process.env });
    return {
      hosts,
      host: 'h1',
      async close() {
        await hosts.close();
        await sshd.stop();
      },
    };
  });
