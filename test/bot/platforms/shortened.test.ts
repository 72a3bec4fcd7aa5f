import { expect, test } from 'vitest';
import { type Extent, shortened } from '../../../src/bot/platforms/shortened.ts';
import type { Message } from '../../../src/handlers/message.ts';

const extents = [
  { codeLines: 8, rows: 8 },
  { codeLines: 4, rows: 4 },
  { codeLines: 2, rows: 2 },
];
const file = { type: 'file', name: 'all.log', path: 'all.log', bytes: 9 } as const;

/** Ten lines of a quotation and ten rows, `room` of them at most. */
const draw = (message: Message, room: number) =>
  shortened<readonly string[]>(message, extents, {
    draw: ({ codeLines, rows }: Extent) => [...lines('c', codeLines), ...lines('r', rows)],
    wordsOf: (drawn) => drawn.join(' '),
    fits: (drawn) => drawn.length <= room,
    cut: (drawn) => drawn.slice(0, room),
    inFull: () => ['all', 'of', 'it'],
  });
const lines = (name: string, most: number) => Array.from({ length: Math.min(10, most) }, (_, at) => `${name}${at}`);

test.each([
  [20, ['c7', 'r7'], 'all of it\n'],
  [9, ['c3', 'r3'], 'all of it\n'],
  [3, ['c1', 'r0'], 'all of it\n'],
])(
  'with room for %i it is drawn in the first extent that fits, else cut, and all of it comes along',
  (room, has, whole) => {
    const { drawn, whole: found } = draw({ blocks: [] }, room);
    expect(drawn.length).toBeLessThanOrEqual(room);
    expect(drawn).toEqual(expect.arrayContaining(has));
    expect(found).toBe(whole);
  },
);

test('what lost nothing brings no file, nor does a quotation whose file comes with it', () => {
  const all = { codeLines: 10, rows: 10 };
  const whole = (message: Message, extent: Extent) =>
    shortened<readonly string[]>(message, [extent], {
      draw: ({ codeLines, rows }) => [...lines('c', codeLines), ...lines('r', rows)],
      wordsOf: (drawn) => drawn.join(' '),
      fits: () => true,
      cut: (drawn) => drawn,
      inFull: () => ['all of it'],
    }).whole;
  expect(whole({ blocks: [] }, all)).toBeUndefined();
  expect(whole({ blocks: [] }, { ...all, codeLines: 4 })).toBe('all of it\n');
  expect(whole({ blocks: [file] }, { ...all, codeLines: 4 })).toBeUndefined();
  expect(whole({ blocks: [file] }, { ...all, rows: 4 })).toBe('all of it\n');
});
