import * as z from 'zod';
import { askHosts } from '../ask-hosts.ts';
import type { Service } from '../inventory.ts';
import { named, spoken } from '../names.ts';
import type { GuardContext } from '../ports.ts';
import { probeState } from '../runtimes/probe-state.ts';
import { isDown } from '../runtimes/runtime.ts';
import { restartsForgottenAt } from '../services/restart-limit.ts';
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
  refusedDown: {
    en: '{service} was restarted {count} times within the last hour. It is down now, and starting it is not limited; the next restart is free at {at}, before that it needs override="why" and the grant restart:override.',
    zh: '{service} 一小时内已重启 {count} 次。它当前未运行,可直接启动,不受此限;{at} 之后可再次重启,在此之前须注明 override="原因",且需要 restart:override 权限。',
  },
});

/** Zhiban's own restarts of one service within a sliding hour that took effect, automatic ones and those of the whole system included. */
export const restartsBelow = defineGuard({
  guard: 'restarts-below',
  params: z.strictObject({ system: z.string(), service: z.string(), below: z.int().positive() }),
  async broken({ system, service, below }, context) {
    const forgottenAt = await restartsForgottenAt({ system, id: service }, context);
    const count = forgottenAt.length;
    // Once this one is over an hour ago, there are few enough.
    const at = forgottenAt[count - below];
    if (at === undefined) return undefined;
    const { inventory } = context;
    const known = inventory.service(system, service);
    const name = named(service, known?.title ?? service);
    const words = known === undefined ? `${system} ${service}` : spoken(known, inventory);
    const down = known !== undefined && (await isDownNow(known, context));
    return {
      planned: say.planned({ below, service: name }),
      found: say.found({ count }),
      code: 'rate-limited',
      message: (down ? say.refusedDown : say.refused)({ service: name, count, at: { atMs: at } }),
      next: down ? `/start ${words}` : `/health ${words}`,
      override: 'override="why"',
    };
  },
});

async function isDownNow(service: Service, context: GuardContext): Promise<boolean> {
  const question = probeState(service);
  const state = (await askHosts(context, [question], 10_000))(question);
  return state.ok && isDown(state.value);
}
