import type { Hosts } from '../../actions/ports.ts';
import type { Failure } from '../../actions/result.ts';
import { type Text, texts } from '../../actions/text.ts';
import type { SshHostSpec } from '../hosts/host-spec.ts';
import { amiss, type Finding, well } from './finding.ts';
import type { Patient } from './patient.ts';

const say = texts('doctor.login', {
  well: { en: 'logs in as {user}, host key as pinned', zh: '能以 {user} 登录,主机密钥与登记一致' },
  local: { en: 'this machine, as {user}', zh: '本机,以 {user} 运行' },
  mendRefused: {
    en: 'is the address right? On the host: systemctl status ssh · otherwise hosts.{host}.address and .port',
    zh: '地址是否正确?在主机上执行 systemctl status ssh;否则修改 hosts.{host}.address 与 .port',
  },
  mendSilent: {
    en: 'is it on, and does the firewall let port {port} through? ssh -p {port} {user}@{address} tells the same',
    zh: '主机是否开机、防火墙是否放行端口 {port}?可用 ssh -p {port} {user}@{address} 对比',
  },
  mendName: {
    en: 'getent hosts {address} · otherwise an IP address under hosts.{host}.address',
    zh: 'getent hosts {address} 核对;或在 hosts.{host}.address 填写 IP 地址',
  },
  mendHostKey: {
    en: 'on the host itself, not over the network: ssh-keygen -lf {keyFile} · if it shows that fingerprint, pin it under hosts.{host}.hostKeys; if not, somebody else answers there',
    zh: '请在主机本地(不要经由网络)执行 ssh-keygen -lf {keyFile};指纹一致才登记到 hosts.{host}.hostKeys,否则说明应答的不是这台主机',
  },
  mendUnpinned: {
    en: 'on the host itself, not over the network: ssh-keygen -lf {keyFile} · if it shows that fingerprint: hosts.{host}.hostKeys.fingerprints: ["{presented}"]',
    zh: '请在主机本地(不要经由网络)执行 ssh-keygen -lf {keyFile};指纹一致则登记 hosts.{host}.hostKeys.fingerprints: ["{presented}"]',
  },
  mendKey: {
    en: 'as root on {host}: put the public key (ssh-keygen -y -f {key}) into ~{user}/.ssh/authorized_keys',
    zh: '以 root 在 {host} 上把公钥(ssh-keygen -y -f {key} 可得)写入 ~{user}/.ssh/authorized_keys',
  },
  mendPrivateKey: {
    en: 'a private key without a passphrase under hosts.{host}.key: ssh-keygen -t ed25519 -N "" -f zhiban-key',
    zh: 'hosts.{host}.key 需指向没有口令的私钥:ssh-keygen -t ed25519 -N "" -f zhiban-key',
  },
  mendThrottled: {
    en: 'in sshd_config of {host}: MaxStartups 10:30:100 or more; who else logs in so often?',
    zh: '检查 {host} 的 sshd_config:MaxStartups 至少 10:30:100;是否有别的程序在频繁登录?',
  },
  mendShell: {
    en: 'on the host: getent passwd {user} shows the login shell; ssh {user}@{address} true must end with 0',
    zh: '在主机上用 getent passwd {user} 查看登录 shell;ssh {user}@{address} true 应以 0 退出',
  },
});

/** Connects and logs in. Undefined findings never: either it is well, or the failure says why in its own words. */
export async function login(
  patient: Patient,
  hosts: Hosts,
  signal: AbortSignal,
): Promise<{ readonly reached: boolean; readonly finding: Finding }> {
  const { host, spec, user } = patient;
  const timeoutMs = (spec.transport === 'ssh' ? spec.connectTimeout : 0) + 10_000;
  const answer = await hosts.exec(host, ['true'], { signal, timeoutMs });
  if (answer.ok) {
    const what = spec.transport === 'local' ? say.local({ user }) : say.well({ user });
    return { reached: true, finding: well('login', host, what) };
  }
  const { failure } = answer;
  const mend = spec.transport === 'ssh' ? mendOf(host, spec, failure) : undefined;
  return { reached: false, finding: amiss('login', 'critical', host, failure.message, mend) };
}

function mendOf(host: string, spec: SshHostSpec, { detail, code }: Failure): Text | undefined {
  const { address, port, user } = spec;
  const key = 'file' in spec.key ? spec.key.file : `<(echo "$${spec.key.env}")`;
  const params = { host, address, port, user, key, keyFile: '/etc/ssh/ssh_host_ed25519_key.pub' };
  switch (detail?.problem) {
    case 'refused':
      return say.mendRefused(params);
    case 'timed-out':
    case 'no-route':
      return say.mendSilent(params);
    case 'name-unknown':
      return say.mendName(params);
    case 'host-key': {
      const presented = String(detail.presented);
      const nonePinned = Array.isArray(detail.pinned) && detail.pinned.length === 0;
      return nonePinned ? say.mendUnpinned({ ...params, presented }) : say.mendHostKey(params);
    }
    case 'login-refused':
      return say.mendKey(params);
    case 'key-unusable':
      return say.mendPrivateKey(params);
    case 'throttled':
      return say.mendThrottled(params);
    default:
      return code === 'unreachable' ? say.mendShell(params) : undefined;
  }
}
