import type { Block, Verdict } from '../../../actions/report.ts';
import { texts } from '../../../actions/text.ts';
import { inertBlock } from '../../../handlers/language/inert.ts';
import { stepMarks, verdictMarks } from '../../../handlers/language/marks.ts';
import { shorten } from '../../../handlers/language/width.ts';
import type { Message } from '../../../handlers/message.ts';
import { chartWords, ofMessages } from '../message-words.ts';
import { said } from '../said.ts';
import type { Extent } from '../shortened.ts';
import { inert, type Line, merged, type Piece, sayLine, textOf, type Voice } from './pieces.ts';
import { tableLines } from './table.ts';
import { typed } from './typed-commands.ts';

const say = texts('telegram.message', {
  privately: {
    en: 'Send {label} as your next message here; I delete it at once.',
    zh: '请在此发送{label},我会立即删除该消息。',
  },
});

export interface Detail extends Extent {
  /** The keyboard is shown; else commands stand in the text. */
  readonly keyboard: boolean;
}

/** A message as lines, without its keyboard and pictures. Groups stand apart, so that a sleepy eye finds its line. */
export function linesOf({ blocks }: Message, voice: Voice, detail: Detail): readonly Line[] {
  const lines: Line[] = [];
  let before: Block | undefined;
  for (const [at, block] of blocks.entries()) {
    const own = (
      block.type === 'buttons'
        ? typed(block.buttons, voice, detail.keyboard, textOf(lines))
        : blockLines(block, voice, detail, at === 0)
    ).map(merged);
    if (own.length === 0) continue;
    if (before !== undefined && !belongs(before, block)) lines.push([]);
    lines.push(...own);
    before = block;
  }
  return lines;
}

/** What stands right below what is before it. A quotation has a frame of its own. */
const belongs = ({ type: before }: Block, block: Block): boolean =>
  (before === 'text' && block.type === 'text') ||
  (before === 'findings' && block.type === 'text' && block.mark !== undefined) ||
  before === 'code' ||
  block.type === 'code' ||
  block.type === 'file';

function blockLines(
  block: Exclude<Block, Of<'buttons'>>,
  voice: Voice,
  detail: Detail,
  first: boolean,
): readonly Line[] {
  switch (block.type) {
    case 'heading':
      return heading(block, voice);
    case 'text':
      if ('outside' in block.text) return quote(block.text.outside, voice, detail);
      return [
        verdict(block.mark, said(block.text, voice), voice, first && block.mark !== undefined ? 'bold' : undefined),
      ];
    case 'findings':
      return some(block.findings, voice, detail, ({ mark, label, text }) => [
        marked(mark, [
          ...sayLine(label, voice, mark === 'ok' ? undefined : 'bold'),
          { text: '  ' },
          ...sayLine(text, voice),
        ]),
      ]);
    case 'facts':
      return block.facts.map(({ label, value }) => [
        ...inert(`${said(label, voice)}: `, voice, 'bold'),
        ...sayLine(value, voice),
      ]);
    case 'table': {
      const rows = block.rows.slice(0, detail.rows);
      const rest = block.rows.slice(detail.rows);
      return [...tableLines(block.columns, rows, voice), ...named(rest, voice), ...more(rest.length, voice)];
    }
    case 'code':
      return quote(block.text, voice, detail);
    case 'steps':
      return steps(block, voice);
    case 'chart':
      return [inert(chartWords(block, voice), voice)];
    case 'file':
      return [inert(said(ofMessages.file({ name: block.name, size: { bytes: block.bytes } }), voice), voice)];
    case 'private-input':
      return [sayLine(say.privately({ label: block.label }), voice)];
  }
}

type Of<T extends Block['type']> = Extract<Block, { readonly type: T }>;

function heading({ text, mark, aside }: Of<'heading'>, voice: Voice): readonly Line[] {
  const headline = said(text, voice);
  const words = mark === undefined ? headline : withWord(mark, headline, voice);
  const first = verdict(mark, words, voice, 'bold');
  return aside === undefined ? [first] : [first, sayLine(aside, voice)];
}

const verdict = (mark: Verdict | undefined, words: string, voice: Voice, style?: 'bold'): Line =>
  marked(mark, inert(words, voice, style), style);

/** The word goes before a headline that does not say it itself; that all is well is said by the sentence. */
function withWord(mark: Verdict, headline: string, voice: Voice): string {
  const word = said(verdictMarks[mark].word, voice);
  return mark === 'ok' || headline.toLowerCase().includes(word) ? headline : `${word} · ${headline}`;
}

function marked(mark: Verdict | undefined, line: Line, style?: 'bold'): Line {
  if (mark === undefined) return line;
  const shape: Piece = { text: `${verdictMarks[mark].shape} `, ...(style === undefined ? {} : { style }) };
  return [shape, ...line];
}

/** What is wrong comes first, so what is cut is what is well. */
function some<T extends { readonly mark: Verdict }>(
  all: readonly T[],
  voice: Voice,
  { rows }: Detail,
  lines: (one: T) => readonly Line[],
): readonly Line[] {
  if (all.length <= rows) return all.flatMap(lines);
  const kept = new Set([...all].sort((a, b) => Number(a.mark === 'ok') - Number(b.mark === 'ok')).slice(0, rows));
  return [...all.filter((one) => kept.has(one)).flatMap(lines), ...more(all.length - rows, voice)];
}

/** Rows there is no room for, by their first cell. */
function named(rows: Of<'table'>['rows'], voice: Voice): readonly Line[] {
  const names = rows.flatMap(([first]) => (first === undefined ? [] : [shorten(said(first, voice), 24)]));
  return names.length === 0 ? [] : [[{ text: shorten(names.join(' · '), 1_200), style: 'code' }]];
}

const more = (count: number, voice: Voice): readonly Line[] =>
  count > 0 ? [sayLine(ofMessages.more({ count }), voice)] : [];

/** Outside lines stand in a box of their own, so that none can pass for the bot's. */
function quote(text: string, voice: Voice, { codeLines }: Detail): readonly Line[] {
  const { head, leftOut, tail } = inertBlock(text, { maxLines: codeLines, maxColumns: 300 });
  const note = leftOut > 0 ? [`┆ ${said(ofMessages.leftOut({ lines: leftOut }), voice)}`] : [];
  const lines = [...head, ...note, ...tail].join('\n');
  return lines.trim() === '' ? [] : [[{ text: lines, style: 'pre' }]];
}

/** A plan not begun is a numbered list; one on its way shows what every step is at. */
function steps({ steps: all }: Of<'steps'>, voice: Voice): readonly Line[] {
  const begun = all.some(({ state }) => state !== 'waiting');
  return all.map(({ title, state, note }, at) => {
    const { shape, word } = stepMarks[state];
    const beside = note === undefined ? [] : [{ text: ' · ' }, ...sayLine(note, voice)];
    const number: Piece = { text: begun ? `${shape} ${at + 1} ` : `${at + 1}.  ` };
    const quiet = state === 'done' || state === 'waiting' || !begun;
    const state_: Line = quiet ? [] : [{ text: `${said(word, voice)} · `, style: 'bold' }];
    return [number, ...state_, ...sayLine(title, voice), ...beside];
  });
}
