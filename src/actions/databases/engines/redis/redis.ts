import { sh } from '../../../sh.ts';
import { texts } from '../../../text.ts';
import type { Engine } from '../engine.ts';
import { snapshotRedis } from './snapshot-redis.ts';
import type { RedisSpec } from './spec.ts';

const say = texts('redis', {
  snapshot: { en: 'take a snapshot of Redis', zh: '获取 Redis 快照' },
});

/** Copied and looked at, and no more: its snapshot is put back by hand. */
export const redis: Engine<RedisSpec> = {
  steps: [snapshotRedis],
  ending: '.rdb',
  snapshot: ({ port }, { folder, file, limitMs }) => ({
    kind: snapshotRedis.kind,
    title: say.snapshot(),
    params: { folder, file, port, limitMs },
  }),
  inspection: sh`
look() { redis-check-rdb "$file" >/dev/null || return 33; }
`,
  shownInspection: (file) => ['redis-check-rdb', file],
};
