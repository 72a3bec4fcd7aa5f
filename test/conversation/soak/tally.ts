import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Line } from './lines.ts';
import { type Asked, noted, repetition } from './typing.ts';

export interface Tally {
  /** What the host was made to do, once each. */
  readonly effects: number;
  /** Tokens that had no effect, or more than one. */
  readonly notDone: readonly string[];
  readonly doneTwice: readonly string[];
  readonly unanswered: readonly string[];
  /** Read twice, and the second one does not say that it may be a repetition. */
  readonly doubled: readonly string[];
  /** Repetitions that say what they are, where the platform cannot tell. */
  readonly owned: number;
  /** Lines in which a message stands above one the bot said before it. */
  readonly disordered: readonly string[];
  /** Answers that stand below all those to what the bot heard before. */
  readonly inTurn: number;
  /** What the bot still has to say. */
  readonly waiting: number;
}

/** What came of it all, read from the host, from the platforms and, once the bot has ended, from its database. */
export function tallyOf(home: string, lines: readonly Line[], asked: readonly Asked[]): Tally {
  const effects = readFileSync(join(home, 'app/lines'), 'utf8').trim().split('\n');
  const times = Map.groupBy(effects, (token) => token);
  const tokens = asked.map(({ token }) => token);
  const answersOf = ({ line, token }: Asked) => line.texts().filter((text) => noted(token).test(text));
  return {
    effects: effects.length,
    notDone: tokens.filter((token) => !times.has(token)),
    doneTwice: [...times].filter(([, all]) => all.length > 1).map(([token]) => token),
    unanswered: asked.filter((one) => answersOf(one).length === 0).map(({ token }) => token),
    doubled: asked.filter((one) => isDoubled(one.line, answersOf(one))).map(({ token }) => token),
    owned: lines.flatMap((line) => line.texts().filter((text) => text.includes(repetition))).length,
    ...inOrder(home, lines, asked),
  };
}

/** Of answers that are the same. */
function isDoubled({ tellsRepeats }: Line, answers: readonly string[]): boolean {
  const plain = answers.filter((text) => !text.includes(repetition));
  return tellsRepeats ? answers.length > 1 : plain.length > 1;
}

function inOrder(home: string, lines: readonly Line[], asked: readonly Asked[]) {
  const messages = read(home, 'SELECT message FROM outbox ORDER BY rowid') as readonly string[]; // as the outbox wrote them
  const said = new Map(
    messages.flatMap((message, at) => {
      const token = /"test-soak\.noted"[^w]*"(w\d+)"/.exec(message)?.[1];
      return token === undefined ? [] : [[token, at] as const];
    }),
  );
  const shown = lines.map((line) => ({ line, tokens: tokensOf(line) }));
  const texts = read(home, 'SELECT text FROM deliveries ORDER BY rowid') as readonly string[]; // as typed
  const heard = new Map(texts.map((text, at) => [/line=(w\d+)/.exec(text)?.[1], at] as const).reverse());
  return {
    waiting: waitingIn(home),
    disordered: shown
      .filter(({ tokens }) => !rises(tokens.map((token) => said.get(token) ?? -1)))
      .map(({ line, tokens }) => `${line.name}: ${tokens.map((token) => `${token} #${said.get(token)}`).join(' ')}`),
    inTurn:
      asked.length - shown.reduce((sum, { tokens }) => sum + steps(tokens.map((token) => heard.get(token) ?? -1)), 0),
  };
}

/** What the bot still has to say, of its own database. */
export const waitingIn = (home: string): number =>
  Number(read(home, `SELECT count(*) FROM outbox WHERE state IN ('waiting', 'sending')`)[0]);

function read(home: string, query: string): readonly unknown[] {
  const database = new Database(join(home, 'state/zhiban.db'), { readonly: true });
  try {
    return database.prepare(query).pluck().all();
  } finally {
    database.close();
  }
}

/** What is noted, by where it was first read. */
const tokensOf = (line: Line): readonly string[] => [
  ...new Set(line.texts().flatMap((text) => /noted (w\d+)\./.exec(text)?.[1] ?? [])),
];
const steps = (all: readonly number[]): number => all.filter((one, at) => at > 0 && one < (all[at - 1] ?? one)).length;
const rises = (all: readonly number[]): boolean => steps(all) === 0;
