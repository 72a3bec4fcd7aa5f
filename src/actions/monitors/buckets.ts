import * as z from 'zod';

/** Counts of single looks, the newest last, for a sum over a window that moves on. */
export const bucketsSpec = z.array(z.object({ atMs: z.number(), all: z.number(), bad: z.number() }));
export type Buckets = z.output<typeof bucketsSpec>;

/** More looks than this within a window are summed up two by two. */
const mostBuckets = 120;

/** With one more look, without what the window has left behind. */
export function withLook(buckets: Buckets, look: Buckets[number], windowMs: number): Buckets {
  const kept = [...buckets.filter(({ atMs }) => atMs > look.atMs - windowMs && atMs <= look.atMs), look];
  return kept.length <= mostBuckets ? kept : kept.flatMap((one, at) => (at % 2 === 0 ? [sum(one, kept[at + 1])] : []));
}

const sum = (one: Buckets[number], other: Buckets[number] | undefined): Buckets[number] => ({
  atMs: other?.atMs ?? one.atMs,
  all: one.all + (other?.all ?? 0),
  bad: one.bad + (other?.bad ?? 0),
});

export const totals = (buckets: Buckets): { readonly all: number; readonly bad: number } =>
  buckets.reduce((a, b) => ({ all: a.all + b.all, bad: a.bad + b.bad }), { all: 0, bad: 0 });
