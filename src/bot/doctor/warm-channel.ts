import { connect } from 'node:net';
import type { Hosts } from '../../actions/ports.ts';
import { texts } from '../../actions/text.ts';
import { amiss, type Finding, well } from './finding.ts';
import type { Patient } from './patient.ts';

const say = texts('doctor.warm-channel', {
  shell: { en: 'a command takes {took}', zh: '执行一条命令约 {took}' },
  slowShell: {
    en: 'the login shell of {user} is slow: every command takes {took}, of which the network {network}',
    zh: '{user} 的登录 shell 较慢:每条命令耗时 {took},其中网络占 {network}',
  },
  mendShell: {
    en: 'on {host}: what do ~{user}/.bashrc, ~{user}/.profile or LDAP do? time bash -c true · or: usermod -s /bin/sh {user}',
    zh: '在 {host} 上检查 ~{user}/.bashrc、~{user}/.profile 或 LDAP:time bash -c true;或执行 usermod -s /bin/sh {user}',
  },
  clock: { en: 'clock right within {within}', zh: '时钟误差在 {within} 以内' },
  clockAhead: { en: 'its clock is {off} ahead of ours', zh: '主机时钟比本机快 {off}' },
  clockBehind: { en: 'its clock is {off} behind ours', zh: '主机时钟比本机慢 {off}' },
  clockUnread: { en: 'its clock could not be read', zh: '读不到主机时钟' },
  mendClock: {
    en: 'on both machines: timedatectl shows which is wrong; timedatectl set-ntp true',
    zh: '在两台机器上用 timedatectl 看哪一台不准,再执行 timedatectl set-ntp true',
  },
});

/** Above it the shell, not the work, is what people wait for. */
const slowShellMs = 300;
const skewWarningMs = 2_000;
const skewCriticalMs = 60_000;

interface Sample {
  readonly tookMs: number;
  /** The host's clock minus ours, in the middle of the round trip. */
  readonly skewMs: number;
}

/** How long a command takes over a connection that stands, and what time the host thinks it is. */
export async function warmChannel(
  patient: Patient,
  hosts: Hosts,
  now: () => number,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { host, spec } = patient;
  if (spec.transport === 'local') return [];
  const samples: Sample[] = [];
  for (let round = 0; round < 3; round += 1) {
    const atMs = now();
    const beganMs = performance.now();
    const answer = await hosts.exec(host, ['date', '-u', '+%s.%N'], { signal, timeoutMs: 15_000 });
    const tookMs = performance.now() - beganMs;
    if (!answer.ok) return [amiss('clock', 'unknown', host, answer.failure.message)];
    const seconds = Number(/^\d+(?:\.\d+)?/.exec(answer.value.stdout.trim())?.[0] ?? Number.NaN);
    samples.push({ tookMs, skewMs: seconds * 1_000 - (atMs + tookMs / 2) });
  }
  const best = samples.reduce((a, b) => (b.tookMs < a.tookMs ? b : a));
  return [shellFinding(patient, best, await networkMs(spec.address, spec.port, signal)), clockFinding(host, best)];
}

export function shellFinding({ host, user }: Patient, { tookMs }: Sample, networkMs: number): Finding {
  const took = { durationMs: tookMs };
  // To open a channel is one way to the host and back, to run the command another.
  if (tookMs - 2 * networkMs <= slowShellMs) return well('login-shell', host, say.shell({ took }));
  const what = say.slowShell({ user, took, network: { durationMs: 2 * networkMs } });
  return amiss('login-shell', 'warning', host, what, say.mendShell({ host, user }));
}

export function clockFinding(host: string, { tookMs, skewMs }: Sample): Finding {
  if (!Number.isFinite(skewMs)) return amiss('clock', 'unknown', host, say.clockUnread());
  const unsureMs = tookMs / 2;
  const leastMs = Math.max(0, Math.abs(skewMs) - unsureMs);
  if (leastMs <= skewWarningMs)
    return well('clock', host, say.clock({ within: { durationMs: Math.abs(skewMs) + unsureMs } }));
  const off = { durationMs: Math.abs(skewMs) };
  const what = skewMs > 0 ? say.clockAhead({ off }) : say.clockBehind({ off });
  return amiss('clock', leastMs > skewCriticalMs ? 'critical' : 'warning', host, what, say.mendClock());
}

/** One way to the host and back: what a TCP connection takes to stand. 0 when that cannot be told. */
function networkMs(address: string, port: number, signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const beganMs = performance.now();
    const socket = connect({ host: address, port, signal, timeout: 5_000 });
    const end = (ms: number): void => {
      socket.destroy();
      resolve(ms);
    };
    socket.once('connect', () => end(performance.now() - beganMs));
    socket.once('error', () => end(0));
    socket.once('timeout', () => end(0));
  });
}
