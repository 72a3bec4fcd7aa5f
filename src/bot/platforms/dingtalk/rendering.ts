import type { Block, Button, Verdict } from '../../../actions/report.ts';
import { type Text, texts } from '../../../actions/text.ts';
import { inertBlock } from '../../../handlers/language/inert.ts';
import { stepMarks, verdictMarks } from '../../../handlers/language/marks.ts';
import { shorten } from '../../../handlers/language/width.ts';
import type { Message } from '../../../handlers/message.ts';
import { chartWords, ofMessages, toType } from '../message-words.ts';
import { said } from '../said.ts';
import type { Extent } from '../shortened.ts';
import { command, type Line, line, type Piece, pieces, type Voice, wordsOf } from './pieces.ts';

const say = texts('dingtalk.message', {
  privately: {
    en: '{label} is asked for on the page: nothing said here can be taken back.',
    zh: '请在网页上填写{label}:此处发送的内容无法撤回。',
  },
  send: { en: '{label} · send', zh: '{label} · 发送' },
  orSend: { en: 'or send', zh: '或发送' },
});

/** Buttons stand below the message; else what they do is there to be typed. */
export type Shape = Extent & { readonly buttons: readonly Button[] };

type Of<T extends Block['type']> = Extract<Block, { readonly type: T }>;
const empty: Line = { pieces: [] };

/** A message as lines. Groups stand apart, so that a sleepy eye finds its line. */
export function linesOf({ blocks }: Message, voice: Voice, shape: Shape): readonly Line[] {
  const lines: Line[] = [];
  let before: Block | undefined;
  for (const block of blocks) {
    const own = blockLines(block, voice, shape, wordsOf(lines), lines.length === 0);
    if (own.length === 0) continue;
    if (before !== undefined && !belongs(before, block)) lines.push(empty);
    lines.push(...own);
    before = block;
  }
  return lines;
}

/** What stands right below what is before it. */
const belongs = ({ type: before }: Block, block: Block): boolean =>
  (before === 'text' && block.type === 'text') ||
  (before === 'findings' && block.type === 'text' && block.mark !== undefined) ||
  block.type === 'file';

function blockLines(block: Block, voice: Voice, shape: Shape, above: string, first: boolean): readonly Line[] {
  switch (block.type) {
    case 'heading':
      return heading(block, voice);
    case 'text':
      return [marked(block.mark, line(block.text, voice, first && block.mark !== undefined ? 'bold' : undefined))];
    case 'findings':
      return some(block.findings, voice, shape, ({ mark, label, text }) => [
        marked(mark, {
          pieces: [
            ...pieces(said(label, voice), voice, mark === 'ok' ? undefined : 'bold'),
            gap,
            ...pieces(said(text, voice), voice),
          ],
        }),
      ]);
    case 'facts':
      return block.facts.map(({ label, value }) => ({
        pieces: [
          ...pieces(`${said(label, voice)}:`, voice, 'bold'),
          { text: ' ' },
          ...pieces(said(value, voice), voice),
        ],
      }));
    case 'table':
      return table(block, voice, shape);
    case 'code':
      return quote(block.text, voice, shape);
    case 'steps':
      return steps(block, voice);
    case 'chart':
      return [{ pieces: pieces(chartWords(block, voice), voice) }];
    case 'file':
      return [line(ofMessages.file({ name: block.name, size: { bytes: block.bytes } }), voice)];
    case 'buttons':
      return typed(block.buttons, voice, shape.buttons, above);
    case 'private-input':
      return [line(say.privately({ label: block.label }), voice)];
  }
}

const gap: Piece = { text: '  ' };
const indent: Piece = { text: '   ' };

function heading({ text, mark, aside }: Of<'heading'>, voice: Voice): readonly Line[] {
  const headline = said(text, voice);
  const word = mark === undefined ? '' : said(verdictMarks[mark].word, voice);
  // That all is well is said by the sentence.
  const words =
    mark === undefined || mark === 'ok' || headline.toLowerCase().includes(word) ? headline : `${word} · ${headline}`;
  const first = marked(mark, { pieces: pieces(words, voice, 'bold') });
  return aside === undefined ? [first] : [first, line(aside, voice)];
}

const marked = (mark: Verdict | undefined, { pieces: own, ...rest }: Line): Line =>
  mark === undefined
    ? { pieces: own, ...rest }
    : { ...rest, pieces: [{ text: `${verdictMarks[mark].shape} ` }, ...own] };

/** What is wrong comes first, so what is cut is what is well. */
function some<T extends { readonly mark: Verdict }>(
  all: readonly T[],
  voice: Voice,
  { rows }: Extent,
  lines: (one: T) => readonly Line[],
): readonly Line[] {
  if (all.length <= rows) return all.flatMap(lines);
  const kept = new Set([...all].sort((a, b) => Number(a.mark === 'ok') - Number(b.mark === 'ok')).slice(0, rows));
  return [
    ...all.filter((one) => kept.has(one)).flatMap(lines),
    line(ofMessages.more({ count: all.length - rows }), voice),
  ];
}

/** Clients draw no tables: each row is a name and what is said of it, with its columns named where there are more. */
function table({ columns, rows }: Of<'table'>, voice: Voice, detail: Extent): readonly Line[] {
  const head = columns.map((column) => said(column, voice));
  const shown = rows.slice(0, detail.rows).flatMap((row): readonly Line[] => {
    const [first = '', ...rest] = head.map((_, at) => (row[at] === undefined ? '' : said(row[at], voice)));
    const others = rest.flatMap((cell, at) => {
      if (cell === '') return [];
      return [head.length <= 2 ? cell : `${head[at + 1]}: ${cell}`];
    });
    const name = pieces(first, voice, 'bold');
    const more = pieces(others.join(' · '), voice);
    if (others.length === 0) return [{ pieces: name }];
    return head.length <= 2 ? [{ pieces: [...name, gap, ...more] }] : [{ pieces: name }, { pieces: [indent, ...more] }];
  });
  const left = rows
    .slice(detail.rows)
    .flatMap(([first]) => (first === undefined ? [] : [shorten(said(first, voice), 24)]));
  if (left.length === 0) return shown;
  return [
    ...shown,
    line(ofMessages.more({ count: left.length }), voice),
    { pieces: pieces(shorten(left.join(' · '), 600), voice) },
  ];
}

/** Outside lines stand in a frame of their own, so that none can pass for the bot's. */
function quote(text: string, voice: Voice, { codeLines }: Extent): readonly Line[] {
  const { head, leftOut, tail } = inertBlock(text, { maxLines: codeLines, maxColumns: 300 });
  const note = leftOut > 0 ? [`┆ ${said(ofMessages.leftOut({ lines: leftOut }), voice)}`] : [];
  const lines = [...head, ...note, ...tail];
  if (lines.join('').trim() === '') return [];
  return lines.map((words) => ({ quoted: true, pieces: [{ text: words }] }));
}

/** A plan not begun is a numbered list; one on its way shows what every step is at. */
function steps({ steps: all }: Of<'steps'>, voice: Voice): readonly Line[] {
  const begun = all.some(({ state }) => state !== 'waiting');
  return all.map(({ title, state, note }, at) => {
    const { shape, word } = stepMarks[state];
    const loud = begun && state !== 'done' && state !== 'waiting';
    return {
      pieces: [
        { text: begun ? `${shape} ${at + 1} ` : `${at + 1} · ` },
        ...(loud ? pieces(`${said(word, voice)} · `, voice, 'bold') : []),
        ...pieces(said(title, voice), voice),
        ...(note === undefined ? [] : [{ text: ' · ' }, ...pieces(said(note, voice), voice)]),
      ],
    };
  });
}

/** Every button has something to type, unless it is labelled so or the words above say it already. */
function typed(all: readonly Button[], voice: Voice, shown: readonly Button[], above: string): readonly Line[] {
  const { choices, next } = toType(all, shown, above);
  const below = choices.filter((button) => shown.includes(button));
  const listed = (lead: Text, some: readonly Button[]): readonly Line[] =>
    some.length === 0
      ? []
      : [
          {
            pieces: [
              ...line(lead, voice).pieces,
              ...some.flatMap((one, at) => [{ text: at === 0 ? ' ' : ' · ' }, typedOf(one)]),
            ],
          },
        ];
  return [
    ...listed(say.orSend(), below),
    ...choices
      .filter((button) => !shown.includes(button))
      .map((button) => ({
        pieces: [...pieces(`${said(say.send({ label: button.label }), voice)} `, voice), typedOf(button)],
      })),
    ...listed(ofMessages.next(), next),
  ];
}

const typedOf = (button: Button): Piece => ({ text: command(button.command), style: 'bold' });
