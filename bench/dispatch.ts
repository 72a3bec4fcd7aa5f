import { parse } from '../src/handlers/dispatch/parse.ts';
import { change, commands, people, systems } from '../test/handlers/dispatch/cast.ts';

/**
 * Microseconds from what was typed to a validated input, with 15 and with 100 commands registered.
 * Goal: at most 10 µs a message, growing at most 1.2 × from 15 to 100.
 */

const messages = [
  '/health',
  '/health teaching full',
  '/restart llm',
  '/重启 大模型',
  '/重启大模型',
  '/restart teaching/llm override="the fourth one, agreed"',
  '／ＨＥＡＬＴＨ　教学。',
  '/watch teaching 5s 2m',
  '/logs teaching errors 1h30m 100',
  '/日志 教学 错误 1小时',
  '@zhiban_bot /confirm 7f3kq2',
  '/freeze “the chat may be compromised”',
];

const words = 'abcdefghijklmnopqrstuvwxyz';
const filler = Array.from({ length: 100 }, (_, at) => {
  const name = `x${words[at % 26]}${words[Math.floor(at / 26)]}`;
  return change({
    name,
    aliases: [`别名${at}`],
    takes: { system: { word: 'system', optional: false } },
    example: `/${name} teaching`,
  });
});
const used = ['health', 'restart', 'watch', 'logs', 'confirm', 'freeze'];
const needed = commands.filter(({ name }) => used.includes(name));
const sized = (count: number) => [...needed, ...filler].slice(0, count);

const rounds = 21;
const repeats = 2_000;

/** Median over the rounds, turn and turn about, of one message's mean in microseconds. */
function measure(sizes: readonly number[]): ReadonlyMap<number, number> {
  const lists = sizes.map((size) => ({
    size,
    context: { commands: sized(size), systems, people },
    taken: [] as number[],
  }));
  for (const { context } of lists)
    for (const message of messages)
      if (!parse(message, context).ok) throw new Error(`not understood, so nothing is measured: ${message}`);
  for (let round = -3; round < rounds; round++)
    for (const { context, taken } of lists) {
      const startedAt = performance.now();
      for (let repeat = 0; repeat < repeats; repeat++) for (const message of messages) parse(message, context);
      // The first rounds let the compiler warm up.
      if (round >= 0) taken.push(((performance.now() - startedAt) * 1_000) / (repeats * messages.length));
    }
  return new Map(
    lists.map(({ size, taken }) => [size, taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN]),
  );
}

const sizes = [15, 100];
const taken = measure(sizes);
const figure = (size: number): number => taken.get(size) ?? Number.NaN;
for (const size of sizes) console.log(`parse, ${size} commands: ${figure(size).toFixed(2)} µs a message`);
console.log(`100 against 15: ${(figure(100) / figure(15)).toFixed(2)} ×`);
