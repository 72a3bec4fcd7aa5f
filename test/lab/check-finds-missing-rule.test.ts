import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultLines } from '../../src/bot/cli/show-faults.ts';
import { known } from '../../src/bot/compose.ts';
import { loadConfiguration } from '../../src/bot/config/load-configuration.ts';
import { examineHost } from '../../src/bot/doctor/examine-host.ts';
import { patients } from '../../src/bot/doctor/patient.ts';
import { openHosts } from '../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../src/handlers/redaction/redactor.ts';
import { lines } from '../bot/doctor/cast.ts';
import { labEnv, onHost } from './lab.ts';

const loaded = loadConfiguration(join(import.meta.dirname, '../../config/lab'), labEnv, known);
if (!loaded.ok) throw new Error(faultLines(loaded.faults));
const { configuration } = loaded;
const redactor = makeRedactor(configuration.secrets);
const hosts = openHosts({ specs: configuration.hosts, masking: () => redactor, env: {} });

const file = '/etc/sudoers.d/zhiban';
beforeAll(() => onHost('h1', `cp -p ${file} /root/sudoers-before`));
afterAll(async () => {
  onHost('h1', `cp -p /root/sudoers-before ${file}.new && mv ${file}.new ${file}`);
  await hosts.close();
});

/** What `zhiban check` says of sudo on h1. */
async function sudoOnH1(): Promise<readonly string[]> {
  const patient = patients(configuration, 'config/lab', 'nobody').find(({ host }) => host === 'h1');
  if (patient === undefined) throw new Error('h1 is no host of config/lab');
  const findings = await examineHost(patient, { hosts, now: Date.now, signal: AbortSignal.timeout(60_000) });
  return lines(findings.filter(({ subject }) => subject === 'sudo'));
}

test('all is well with the printed file; a rule on data that is taken out is found, and whom it was for', async () => {
  expect(await sudoOnH1()).toEqual([expect.stringMatching(/^ok sudo allows all \d+ commands needed$/)]);
  const rules = onHost('h1', `grep -n 'ALL=(' ${file}`)
    .split('\n')
    .filter((line) => !line.includes('ALL=(root)'));
  expect(rules.length).toBeGreaterThan(3);
  const [number = '', user = ''] = /^(\d+):.*ALL=\(([^)]+)\)/.exec(rules.at(-1) ?? '')?.slice(1) ?? [];
  onHost('h1', `sed -i ${number}d ${file}`);
  const said = await sudoOnH1();
  expect(said).toEqual([
    expect.stringMatching(new RegExp(`^critical sudo does not let ops run /\\S+ .* as ${user} →`)),
  ]);
});
