import * as z from 'zod';
import { diskArgv, disksSeen } from '../host/disk-space.ts';
import { bytesText, outside, texts } from '../text.ts';
import { remotePath } from '../values.ts';
import { defineGuard } from './guard.ts';

const say = texts('free-bytes', {
  planned: { en: '{bytes} free on {host} at {path}', zh: '{host} 的 {path} 有 {bytes} 可用空间' },
  found: { en: 'only {bytes} free', zh: '仅剩 {bytes}' },
  unread: { en: 'not known', zh: '无法得知' },
  short: {
    en: 'Not enough room on {host} at {path}: {bytes} are needed, {free} are free.',
    zh: '{host} 的 {path} 空间不足:需要 {bytes},可用 {free}。',
  },
});

/** There is still room for what the plan writes. */
export const freeBytes = defineGuard({
  guard: 'free-bytes',
  params: z.strictObject({ host: z.string(), path: remotePath, bytes: z.int().nonnegative() }),
  async broken({ host, path, bytes }, { hosts, signal }) {
    const answer = await hosts.exec(host, diskArgv([path]), { signal, timeoutMs: 10_000 });
    const free = answer.ok ? disksSeen(answer.value)[0]?.freeBytes : undefined;
    if (free !== undefined && free >= bytes) return undefined;
    const words = { host: outside(host), path: outside(path), bytes: { bytes } };
    if (free === undefined) return { planned: say.planned(words), found: say.unread() };
    return {
      planned: say.planned(words),
      found: say.found({ bytes: { bytes: free } }),
      message: say.short({ ...words, free: bytesText(free) }),
      next: '/disk',
    };
  },
});
