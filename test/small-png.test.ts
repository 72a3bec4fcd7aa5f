import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { smallPng } from '../scripts/preview/small-png.ts';

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const chunksOf = (png: Buffer): ReadonlyMap<string, Buffer> => {
  const found = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    const end = at + 8 + png.readUInt32BE(at);
    expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
    found.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, end));
  }
  return found;
};
const rgb = (hex: string): readonly number[] => [...Buffer.from(hex, 'hex')];

/** Rows that are all alike, each written with another filter. */
test.each([
  ['none', 0, (row: readonly number[]) => row],
  ['sub', 1, (row: readonly number[]) => row.map((byte, x) => byte - (row[x - 3] ?? 0))],
  ['up', 2, (row: readonly number[]) => row.map(() => 0)],
  ['average', 3, (row: readonly number[]) => row.map((byte, x) => byte - (((row[x - 3] ?? 0) + byte) >> 1))],
  ['Paeth', 4, (row: readonly number[]) => row.map(() => 0)],
] as const)('a picture written with the filter %s has the same dots in few colours', (_, filter, filtered) => {
  const row = ['ffffff', 'ffffff', 'd70000', '080808'].flatMap(rgb);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(4, 0);
  header.writeUInt32BE(3, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = [
    [0, ...row],
    [filter, ...filtered(row)],
    [filter, ...filtered(row)],
  ].flat();
  const picture = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.map((byte) => byte & 255)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const small = chunksOf(smallPng(picture));
  const palette = small.get('PLTE') ?? Buffer.alloc(0);
  const dots = inflateSync(small.get('IDAT') ?? Buffer.alloc(0));
  const colourAt = (y: number, x: number): readonly number[] => {
    const at = (dots[y * 5 + 1 + x] ?? 0) * 3;
    return [...palette.subarray(at, at + 3)];
  };
  expect([...(small.get('IHDR') ?? [])].slice(0, 10)).toEqual([0, 0, 0, 4, 0, 0, 0, 3, 8, 3]);
  for (const y of [0, 1, 2])
    for (const x of [0, 1, 2, 3])
      for (const [at, value] of colourAt(y, x).entries())
        expect(Math.abs(value - (row[x * 3 + at] ?? 0)), `dot ${x},${y}`).toBeLessThanOrEqual(8);
  expect(palette.length).toBe(9);
});

test('a picture that Chromium does not take is refused', () => {
  expect(() =>
    smallPng(Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', Buffer.alloc(13))])),
  ).toThrow('not a picture as Chromium takes it');
});
