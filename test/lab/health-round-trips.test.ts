import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Hosts } from '../../src/actions/ports.ts';
import { net } from './lab.ts';
import { type LabDesk, labDesk } from './lab-desk.ts';
import { lineOf, said, until } from './said.ts';

interface Asked {
  readonly host: string;
  readonly kind: 'exec' | 'batch' | 'request';
  readonly startedAt: number;
  endedAt: number;
}

/** Notes what goes over the wire. */
function noting(hosts: Hosts, asked: Asked[]): Hosts {
  const noted = async <T>(host: string, kind: Asked['kind'], ask: () => Promise<T>): Promise<T> => {
    const one: Asked = { host, kind, startedAt: performance.now(), endedAt: Number.POSITIVE_INFINITY };
    asked.push(one);
    try {
      return await ask();
    } finally {
      one.endedAt = performance.now();
    }
  };
  return {
    exec: (host, ...more) => noted(host, 'exec', () => hosts.exec(host, ...more)),
    batch: (host, ...more) => noted(host, 'batch', () => hosts.batch(host, ...more)),
    request: (host, ...more) => noted(host, 'request', () => hosts.request(host, ...more)),
  };
}

/** How often a host was asked anew after it had answered: what overlaps is one wave. */
function waves(asked: readonly Asked[]): number {
  let count = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { startedAt, endedAt } of asked.toSorted((a, b) => a.startedAt - b.startedAt)) {
    if (startedAt >= until) count += 1;
    until = Math.max(until, endedAt);
  }
  return count;
}

const asked: Asked[] = [];
let it: LabDesk;
beforeEach(async () => {
  it = await labDesk((desk) => ({ ...desk, hosts: noting(desk.hosts, asked) }));
  asked.length = 0;
});
afterEach(async () => {
  for (const host of ['h1', 'h3']) net(host, 'heal');
  await it.close();
});

describe('/health', () => {
  test.each([
    ['/health', { h1: 1, h3: 3 }],
    ['/health talentlens', { h1: 1 }],
    ['/health teaching', { h3: 3 }],
    ['/health llm', { h3: 1 }],
  ])('%s asks each host in one batch beside its HTTP probes, in at most two waves', async (text, probes) => {
    const answer = await it.say('carol', text);
    expect(answer.verdict, said(answer)).toBe('ok');
    expect(new Set(asked.map(({ host }) => host))).toEqual(new Set(Object.keys(probes)));
    for (const [host, count] of Object.entries(probes)) {
      const here = asked.filter((one) => one.host === host);
      expect(here.filter(({ kind }) => kind === 'batch')).toHaveLength(1);
      expect(here.filter(({ kind }) => kind === 'request')).toHaveLength(count);
      expect(here.filter(({ kind }) => kind === 'exec')).toHaveLength(0);
      expect(waves(here)).toBeLessThanOrEqual(2);
    }
  });

  test.each([
    ['drop22', 'before it was ever connected'],
    ['cut', 'under a connection'],
    ['reject22', 'under a connection'],
  ] as const)('a host that is gone (%s, %s) delays nobody and is named', async (how, when) => {
    if (when === 'under a connection') expect((await it.say('carol', '/health')).verdict).toBe('ok');
    asked.length = 0;
    it.progress.length = 0;
    net('h3', how);
    const startedAt = performance.now();
    let [earlyAt, tookMs] = [0, 0];
    const answering = it.say('carol', '/health').finally(() => {
      tookMs = performance.now() - startedAt;
    });
    await until('an early answer, or the whole', () => {
      if (it.progress.length > 0 && earlyAt === 0) earlyAt = performance.now();
      return earlyAt > 0 || tookMs > 0;
    });
    const answer = await answering;
    const text = said(answer);
    expect(tookMs).toBeLessThan(14_000);
    expect(answer.code).toBe('ok');
    expect(answer.verdict).toBe('unknown');
    expect(text.split('\n')[0]).toMatch(/^\? teaching · unknown · production/);
    expect(lineOf(text, 'host h3')).toMatch(/^\? .*h3.*llm, backend, frontend and redis/);
    expect(text).toMatch(/^● talentlens · all \d+ checks ok/m);
    const other = asked.filter(({ host }) => host === 'h1').map(({ endedAt }) => endedAt - startedAt);
    expect(Math.max(...other)).toBeLessThan(5_000);
    // While it was waited for, what the other said was shown.
    if (how !== 'reject22') {
      const early = said({ message: it.progress[0] ?? { blocks: [] } });
      expect(early).toMatch(/^● talentlens · all \d+ checks ok/);
      expect(early).toContain('Still asking teaching');
      expect(earlyAt - startedAt).toBeLessThan(6_000);
    }
    net('h3', 'heal');
    const isWell = async () => (await it.say('carol', '/health teaching')).verdict === 'ok';
    await until('/health is well again', isWell, 60_000);
  });
});
