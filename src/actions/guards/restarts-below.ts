import * as z from 'zod';
import { named, spoken } from '../names.ts';
import { texts } from '../text.ts';
import { defineGuard } from './guard.ts';

const say = texts('restarts-below', {
  planned: {
    en: 'fewer than {below} restarts of {service} within an hour',
    zh: '一小时内 {service} 的重启次数少于 {below} 次',
  },
  found: { en: '{count} so far', zh: '已有 {count} 次' },
  refused: {
    en: '{service} was restarted {count} times within the last hour; another restart will hardly help. The next one is free at {at}; before that it needs override="why" and the grant restart:override.',
    zh: '{service} 一小时内已重启 {count} 次,再次重启多半无济于事。{at} 之后可再次重启;在此之前须注明 override="原因",且需要 restart:override 权限。',
  },
});

const hourMs = 3_600_000;

/** Zhiban's own restarts of one service within a sliding hour, failed and automatic ones and those of the whole system included. */
export const restartsBelow = defineGuard({
  guard: 'restarts-below',
  params: z.strictObject({ system: z.string(), service: z.string(), below: z.int().positive() }),
  async broken({ system, service, below }, { history, inventory, now }) {
    const sinceMs = now() - hourMs;
    const starts = await history.startsOf({ actions: ['restart'], resource: `service:${system}/${service}`, sinceMs });
    const count = starts.length;
    // Once this one is over an hour ago, there are few enough.
    const lastInTheWay = starts[count - below];
    if (lastInTheWay === undefined) return undefined;
    const known = inventory.service(system, service);
    const name = named(service, known?.title ?? service);
    return {
      planned: say.planned({ below, service: name }),
      found: say.found({ count }),
      message: say.refused({ service: name, count, at: { atMs: lastInTheWay + hourMs } }),
      next: `/health ${known === undefined ? `${system} ${service}` : spoken(known, inventory)}`,
      override: 'override="why"',
    };
  },
});
