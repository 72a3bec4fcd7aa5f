import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Argv, ExecOptions } from '../../../src/actions/ports.ts';
import type { HostSpec } from '../../../src/bot/hosts/host-spec.ts';
import { type HostsOptions, type OpenHosts, openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';
import { type Sshd, type SshdOptions, startSshd } from './sshd.ts';

const redactor = makeRedactor([]);

export const hostsOf = (
  specs: Readonly<Record<string, HostSpec>>,
  more: Partial<Omit<HostsOptions, 'specs'>> = {},
): OpenHosts => openHosts({ specs, masking: () => redactor, env: process.env, ...more });

export interface SshInTest {
  /** Of all tests of the group. */
  readonly sshd: Sshd;
  /** Closed with the test, as what `start` gives is. */
  open(specs: Readonly<Record<string, HostSpec>>, more?: Partial<HostsOptions>): OpenHosts;
  /** One of the test's own. */
  start(options: SshdOptions): Promise<Sshd>;
}

/** For the tests of the group it is called in. */
export function sshInTest(): SshInTest {
  let sshd: Sshd | undefined;
  const owned: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterEach(async () => {
    for (const each of owned.splice(0).toReversed()) await each.close();
  });
  afterAll(() => sshd?.stop());
  return {
    get sshd() {
      if (sshd === undefined) throw new Error('no test has begun');
      return sshd;
    },
    open(specs, more = {}) {
      const hosts = hostsOf(specs, more);
      owned.push(hosts);
      return hosts;
    },
    async start(options) {
      const started = await startSshd(options);
      owned.unshift({ close: () => started.stop() });
      return started;
    },
  };
}

export const logins = (of: Sshd): number => of.log().split('Accepted publickey').length - 1;

export const within = (timeoutMs: number, more: Partial<ExecOptions> = {}): ExecOptions => ({
  signal: new AbortController().signal,
  timeoutMs,
  ...more,
});

/** Waits for something of the machine to become so; for what has no event to wait for. */
export async function until(what: () => boolean, limitMs = 10_000): Promise<boolean> {
  const startedAt = performance.now();
  while (!what()) {
    if (performance.now() - startedAt > limitMs) return false;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return true;
}

export const sleeper = (seconds: string): Argv => ['sleep', seconds];
