import type { Block, Button, Verdict } from '../../../actions/report.ts';
import { texts } from '../../../actions/text.ts';
import { inertBlock } from '../../../handlers/language/inert.ts';
import { stepMarks, verdictMarks } from '../../../handlers/language/marks.ts';
import { shorten } from '../../../handlers/language/width.ts';
import type { Message } from '../../../handlers/message.ts';
import { isNext } from '../../../handlers/messages.ts';
import { command, type Line, line, type Piece, pieces, said, type Voice, wordsOf } from './pieces.ts';

const say = texts('dingtalk.message', {
  leftOut: { en: '{lines, plural, one {# line} other {# lines}} left out', zh: '省略 {lines, number} 行' },
  more: { en: '{count} more, all in the file', zh: '另有 {count} 项,见文件' },
  file: { en: '{name} · {size}', zh: '{name} · {size}' },
  privately: {
    en: '{label} is asked for on the page: nothing said here can be taken back.',
    zh: '请在网页上填写{label}:此处发送的内容无法撤回。',
  },
  send: { en: '{label}: send', zh: '{label}:发送' },
  orSend: { en: 'or send', zh: '或发送' },
  next: { en: 'Next:', zh: '下一步:' },
  series: { en: '{name} {last} {unit} ({least}–{greatest})', zh: '{name} {last} {unit}({least}–{greatest})' },
});

/** How much is shown; what a phone cannot hold goes into a file. */
export interface Detail {
  readonly codeLines: number;
  readonly rows: number;
}
/** Buttons stand below the message; else what they do is there to be typed. */
export type Shape = Detail & { readonly buttons: readonly Button[] };

type Of<T extends Block['type']> = Extract<Block, { readonly type: T }>;
const empty: Line = { pieces: [] };

/** A message as lines. Groups stand apart, so that a sleepy eye finds its line. */
export function linesOf({ blocks }: Message, voice: Voice, shape: Shape): readonly Line[] {
  const lines: Line[] = [];
  let before: Block['type'] | undefined;
  for (const block of blocks) {
    const own = blockLines(block, voice, shape, wordsOf(lines));
    if (own.length === 0) continue;
    if (before !== undefined && !(before === 'text' && block.type === 'text') && block.type !== 'file')
      lines.push(empty);
    lines.push(...own);
    before = block.type;
  }
  return lines;
}

function blockLines(block: Block, voice: Voice, shape: Shape, above: string): readonly Line[] {
  switch (block.type) {
    case 'heading':
      return heading(block, voice);
    case 'text':
      return [marked(block.mark, line(block.text, voice))];
    case 'findings':
      return some(block.findings, voice, shape, ({ mark, label, text }) => [
        marked(mark, {
          pieces: [...pieces(said(label, voice), voice, 'bold'), gap, ...pieces(said(text, voice), voice)],
        }),
      ]);
    case 'facts':
      return block.facts.map(({ label, value }) => ({
        pieces: [...pieces(`${said(label, voice)}:`, voice), { text: ' ' }, ...pieces(said(value, voice), voice)],
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
      return [line(say.file({ name: block.name, size: { bytes: block.bytes } }), voice)];
    case 'buttons':
      return typed(block.buttons, voice, shape.buttons, above);
    case 'private-input':
      return [line(say.privately({ label: block.label }), voice)];
  }
}

const gap: Piece = { text: '  ' };

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
  { rows }: Detail,
  lines: (one: T) => readonly Line[],
): readonly Line[] {
  if (all.length <= rows) return all.flatMap(lines);
  const kept = new Set([...all].sort((a, b) => Number(a.mark === 'ok') - Number(b.mark === 'ok')).slice(0, rows));
  return [...all.filter((one) => kept.has(one)).flatMap(lines), line(say.more({ count: all.length - rows }), voice)];
}

/** Clients draw no tables: each row is a name and what is said of it, with its columns named where there are more. */
function table({ columns, rows }: Of<'table'>, voice: Voice, detail: Detail): readonly Line[] {
  const head = columns.map((column) => said(column, voice));
  const shown = rows.slice(0, detail.rows).map((row): Line => {
    const [first = '', ...rest] = head.map((_, at) => (row[at] === undefined ? '' : said(row[at], voice)));
    const others = rest.flatMap((cell, at) => {
      if (cell === '') return [];
      return [head.length <= 2 ? cell : `${head[at + 1]}: ${cell}`];
    });
    return {
      pieces: [
        ...pieces(first, voice, 'bold'),
        ...(others.length === 0 ? [] : [gap]),
        ...pieces(others.join(' · '), voice),
      ],
    };
  });
  const left = rows
    .slice(detail.rows)
    .flatMap(([first]) => (first === undefined ? [] : [shorten(said(first, voice), 24)]));
  if (left.length === 0) return shown;
  return [
    ...shown,
    line(say.more({ count: left.length }), voice),
    { pieces: pieces(shorten(left.join(' · '), 600), voice) },
  ];
}

/** Outside lines stand in a frame of their own, so that none can pass for the bot's. */
function quote(text: string, voice: Voice, { codeLines }: Detail): readonly Line[] {
  const { head, leftOut, tail } = inertBlock(text, { maxLines: codeLines, maxColumns: 300 });
  const note = leftOut > 0 ? [`┆ ${said(say.leftOut({ lines: leftOut }), voice)}`] : [];
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
  const choices = all.filter((button) => !isNext(button) && !above.includes(command(button.command)));
  const next = all.filter((button) => isNext(button) && !shown.includes(button)).map((one) => command(one.command));
  const below = choices.filter((button) => shown.includes(button)).map((one) => command(one.command));
  return [
    ...(below.length === 0
      ? []
      : [{ pieces: [...line(say.orSend(), voice).pieces, { text: ` ${below.join(' · ')}` }] }]),
    ...choices
      .filter((button) => !shown.includes(button))
      .map((button) => ({
        pieces: [
          ...pieces(`${said(say.send({ label: button.label }), voice)} `, voice),
          { text: command(button.command) },
        ],
      })),
    ...(next.length === 0 ? [] : [{ pieces: [...line(say.next(), voice).pieces, { text: ` ${next.join('   ')}` }] }]),
  ];
}

/** What the picture shows, for who cannot see it: each line's last value and its range. */
function chartWords({ alt, series, unit }: Of<'chart'>, voice: Voice): string {
  const ranges = series.flatMap(({ name, points }) => {
    const values = points.map(([, value]) => value).filter(Number.isFinite);
    const last = values.at(-1);
    if (last === undefined) return [];
    const least = values.reduce((a, b) => Math.min(a, b), last);
    const greatest = values.reduce((a, b) => Math.max(a, b), last);
    return [said(say.series({ name, last, unit, least, greatest }), voice)];
  });
  return [said(alt, voice), ...ranges].join(' · ');
}
