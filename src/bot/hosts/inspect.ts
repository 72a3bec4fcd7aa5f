import type { Argv, ExecOptions, Hosts } from '../../actions/ports.ts';
import { ok, type Result } from '../../actions/result.ts';

/** What the doctor wants to know of a host. */
export interface Inspection {
  /** To the end of the first command; on a cold connection the login is in it. */
  readonly firstMs: number;
  /** A `true` on the warm connection: the median of a few. A slow login shell shows here. */
  readonly trueMs: number;
  /** How far the host's clock is ahead of ours, give or take half a round trip. */
  readonly clockOffsetMs?: number;
  /** `1.9.13p3`; undefined where there is no sudo, or none may be used. */
  readonly sudoVersion?: string;
  /** Free for an ordinary user, by the path that was asked about. */
  readonly freeBytes: Readonly<Record<string, number>>;
}

const timeoutMs = 15_000;
const tries = 3;

/** Looks at one host through the port. Fails when it cannot be reached. */
export async function inspect(
  hosts: Hosts,
  host: string,
  paths: readonly string[],
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<Result<Inspection>> {
  const options: ExecOptions = { signal, timeoutMs };
  const times: number[] = [];
  for (let i = 0; i <= tries; i += 1) {
    const startedAt = performance.now();
    const done = await hosts.exec(host, ['true'], options);
    if (!done.ok) return done;
    times.push(performance.now() - startedAt);
  }
  const [firstMs = 0, ...warm] = times;
  const askedAt = now();
  const date = await hosts.exec(host, ['date', '+%s.%N'], options);
  const midway = (askedAt + now()) / 2;
  const free: [string, number][] = [];
  for (const path of paths) {
    const bytes = availableBytes(await textOf(hosts, host, ['df', '-Pk', path], options));
    if (bytes !== undefined) free.push([path, bytes]);
  }
  const sudoVersion = /^Sudo version (\S+)/m.exec(await textOf(hosts, host, ['sudo', '-V'], options))?.[1];
  const clock = date.ok ? Number.parseFloat(date.value.stdout) * 1_000 : Number.NaN;
  return ok({
    firstMs,
    trueMs: warm.toSorted((a, b) => a - b)[Math.floor(warm.length / 2)] ?? firstMs,
    ...(Number.isFinite(clock) ? { clockOffsetMs: Math.round(clock - midway) } : {}),
    ...(sudoVersion === undefined ? {} : { sudoVersion }),
    freeBytes: Object.fromEntries(free),
  });
}

async function textOf(hosts: Hosts, host: string, argv: Argv, options: ExecOptions): Promise<string> {
  const done = await hosts.exec(host, argv, options);
  return done.ok ? done.value.stdout : '';
}

/** Fourth field of the last line of POSIX `df -Pk`, in KiB; a mount point may hold spaces, so it is counted from the left. */
function availableBytes(df: string): number | undefined {
  const kib = /^.*?\s+\d+\s+\d+\s+(\d+)\s+\d+%/m.exec(df)?.[1];
  return kib === undefined ? undefined : Number(kib) * 1_024;
}
