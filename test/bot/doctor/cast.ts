import { type Service, type System, systemSpec } from '../../../src/actions/inventory.ts';
import type { Finding } from '../../../src/bot/doctor/finding.ts';
import type { Patient } from '../../../src/bot/doctor/patient.ts';
import { hostSpec } from '../../../src/bot/hosts/host-spec.ts';
import { privilegedCommands } from '../../../src/bot/sudoers/privileged-commands.ts';
import { translate } from '../../../src/handlers/language/translate.ts';

const spec = hostSpec.parse({
  transport: 'ssh',
  address: '127.0.0.1',
  port: 1,
  user: 'ops',
  key: { env: 'KEY' },
  hostKeys: { fingerprints: [`SHA256:${'a'.repeat(43)}`] },
});

/** A system as its file says it. */
export function systemOf(id: string, yaml: Readonly<Record<string, unknown>>): System {
  const read = systemSpec.parse({ title: id, environment: 'production', folder: `/opt/${id}`, services: {}, ...yaml });
  const services = Object.entries(read.services).map(([name, each]): Service => ({ ...each, id: name, system: id }));
  return { ...read, id, services };
}

export function patientOf({ systems = [], ...more }: Partial<Patient>): Patient {
  const services = systems.flatMap((system) => system.services);
  const privileged = privilegedCommands('h1', systems);
  return { host: 'h1', spec, user: 'ops', systems, services, privileged, dir: 'config', ...more };
}

/** What it is, and how to mend it, as a person reads it. Said in Chinese too, which throws where that is faulty. */
export const spoken = ({ what, mend }: Finding): string => {
  const texts = [what, mend].filter((text) => text !== undefined);
  for (const text of texts) translate(text, { language: 'zh', timeZone: 'UTC' });
  return texts.map((text) => translate(text, { language: 'en', timeZone: 'UTC' })).join(' → ');
};

/** Each finding as `mark what → mend`. */
export const lines = (findings: readonly Finding[]): readonly string[] =>
  findings.map((finding) => `${finding.mark} ${spoken(finding)}`);
