import type { Argv, ExecOptions } from '../../../src/actions/ports.ts';
import type { HostSpec } from '../../../src/bot/hosts/host-spec.ts';
import { type HostsOptions, type OpenHosts, openHosts } from '../../../src/bot/hosts/hosts.ts';
import { makeRedactor } from '../../../src/handlers/redaction/redactor.ts';

const redactor = makeRedactor([]);

export const hostsOf = (
  specs: Readonly<Record<string, HostSpec>>,
  more: Partial<Omit<HostsOptions, 'specs'>> = {},
): OpenHosts => openHosts({ specs, masking: () => redactor, env: process.env, ...more });

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
