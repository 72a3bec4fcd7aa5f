import type { Hosts } from '../../actions/ports.ts';
import { texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import type { Patient } from './patient.ts';

const say = texts('doctor.forwarding', {
  well: { en: 'forwards connections', zh: '允许端口转发' },
  off: {
    en: 'its sshd forwards no connections: every HTTP probe runs a program there, which is slower',
    zh: 'sshd 禁止端口转发:每次 HTTP 探测都要在主机上另起程序,较慢',
  },
  mend: {
    en: 'in sshd_config of {host}: AllowTcpForwarding local (for this user: Match User {user}), then systemctl reload ssh',
    zh: '在 {host} 的 sshd_config 中设置 AllowTcpForwarding local(可限定 Match User {user}),再执行 systemctl reload ssh',
  },
});

/** Whether HTTP probes can go through the SSH connection itself. */
export async function forwarding(
  { host, spec, user, services }: Patient,
  hosts: Hosts,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (spec.transport === 'local') return [];
  const urls = services.flatMap(({ health }) => (health === undefined ? [] : [health.url]));
  for (const url of urls) {
    const answer = await hosts.request(host, { url, signal, timeoutMs: 5_000, maxBytes: 1_024 });
    if (answer.ok) {
      if (answer.value.forwarding === 'tunnel') return [well('forwarding', host, say.well())];
      return [amiss('forwarding', 'warning', host, say.off(), say.mend({ host, user }))];
    }
    const { message } = answer.failure;
    // Neither forwarded nor any program that could ask instead.
    if ('key' in message && message.key === 'hosts.noRelay')
      return [amiss('forwarding', 'critical', host, message, say.mend({ host, user }))];
  }
  return []; // no service answered: what is wrong with it is told by `services`
}
