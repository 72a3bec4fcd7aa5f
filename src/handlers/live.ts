import type { Button } from '../actions/report.ts';
import { fail, type Result } from '../actions/result.ts';
import { texts } from '../actions/text.ts';
import { principalKey } from '../auth/principal.ts';
import { refusalOf } from './gate/rights.ts';
import type { Message } from './message.ts';
import { newCode } from './plans/code.ts';
import type { Request } from './request.ts';

const say = texts('live', {
  stop: { en: 'Stop', zh: '停止' },
  enough: {
    en: 'You have {count} live views going on; stop one of them first.',
    zh: '你已有 {count} 个实时查看正在进行,请先停止其中一个。',
  },
});

/** Of one person at once: each asks the hosts again and again. */
const mostAtOnce = 3;

export interface Live<T> {
  readonly intervalMs: number;
  readonly totalMs: number;
  readonly system: string;
  /** Asked again before each look: a right taken away meanwhile ends what it gave. */
  readonly permission: string;
  look(): Promise<Result<T>>;
  /** What is shown between two looks; nothing when there is nothing new to show. */
  show(newest: T, untilMs: number, stop: Button): Message | undefined;
}

export interface Lived<T> {
  readonly newest: Result<T>;
  readonly looks: number;
  readonly tookMs: number;
}

/** Looks again and again until the time is up, the one who asked stops it, a look fails, or this process ends. */
export async function live<T>(request: Request, { intervalMs, totalMs, ...asked }: Live<T>): Promise<Lived<T>> {
  const { desk } = request;
  const requester = principalKey(request.principal);
  const mine = [...desk.watches].flatMap(([of, watch]) => (watch.requester === requester ? [of] : []));
  if (mine.length >= mostAtOnce) {
    const next = mine.map((of) => `/cancel ${of}`);
    return { newest: fail('busy', say.enough({ count: mine.length }), { next }), looks: 0, tookMs: 0 };
  }
  const code = newCode();
  const end = new AbortController();
  desk.watches.set(code, { requester, stop: () => end.abort() });
  const startedAt = desk.clock.monotonic();
  const untilMs = desk.clock.now() + totalMs;
  const environment = desk.inventory().environment(asked.system);
  const where = { system: asked.system, ...(environment === undefined ? {} : { environment }) };
  let looks = 1;
  try {
    let newest = await asked.look();
    for (;;) {
      const leftMs = totalMs - (desk.clock.monotonic() - startedAt);
      if (!newest.ok || leftMs <= 0) break;
      const message = asked.show(newest.value, untilMs, { label: say.stop(), command: `/cancel ${code}` });
      if (message !== undefined) request.progress(message);
      const ended = await desk.clock
        .sleep(Math.min(intervalMs, leftMs), AbortSignal.any([end.signal, request.signal]))
        .then(
          () => false,
          () => true,
        );
      if (ended || refusalOf(request, asked.permission, where) !== undefined) break;
      newest = await asked.look();
      looks += 1;
    }
    return { newest, looks, tookMs: desk.clock.monotonic() - startedAt };
  } finally {
    desk.watches.delete(code);
  }
}
