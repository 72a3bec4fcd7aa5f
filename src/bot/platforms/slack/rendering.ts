import type { Block, Button, Verdict } from '../../../actions/report.ts';
import type { Text } from '../../../actions/text.ts';
import { inertBlock, inertLine } from '../../../handlers/language/inert.ts';
import { stepMarks, verdictMarks } from '../../../handlers/language/marks.ts';
import { shorten } from '../../../handlers/language/width.ts';
import type { Message } from '../../../handlers/message.ts';
import { chartWords, ofMessages, toType } from '../message-words.ts';
import { said } from '../said.ts';
import type { Extent } from '../shortened.ts';
import { buttonLetters, buttonValue, fieldLetters, headerLetters, mostFields, tableColumns } from './limits.ts';
import { type Key, type Line, type Part, type Piece, pieces, sayLine, textOf, type Voice } from './parts.ts';
import { say } from './words.ts';

export interface Detail extends Extent {
  /** Slack draws the buttons; else what they do stands in the text. */
  readonly keys: boolean;
}

/** A message in parts, without its pictures. */
export function partsOf({ blocks }: Message, voice: Voice, detail: Detail): readonly Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    const own =
      block.type === 'buttons'
        ? buttons(block.buttons, voice, detail, textOf(parts))
        : blockParts(block, voice, detail, parts.length === 0);
    for (const part of own) {
      const last = parts.at(-1);
      // One frame around what is said together.
      if (last?.kind === 'lines' && part.kind === 'lines' && block.type === 'text')
        parts[parts.length - 1] = { kind: 'lines', lines: [...last.lines, ...part.lines] };
      else parts.push(part);
    }
  }
  return parts;
}

type Of<T extends Block['type']> = Extract<Block, { readonly type: T }>;
const lines = (all: readonly Line[]): readonly Part[] => (all.length === 0 ? [] : [{ kind: 'lines', lines: all }]);

function blockParts(
  block: Exclude<Block, Of<'buttons'>>,
  voice: Voice,
  detail: Detail,
  first: boolean,
): readonly Part[] {
  switch (block.type) {
    case 'heading':
      return heading(block, voice);
    case 'text':
      if ('outside' in block.text) return quote(block.text.outside, voice, detail);
      return lines([
        marked(block.mark, sayLine(block.text, voice, first && block.mark !== undefined ? 'bold' : undefined)),
      ]);
    case 'findings':
      return lines(findings(block, voice, detail));
    case 'facts':
      return facts(block, voice);
    case 'table':
      return table(block, voice, detail);
    case 'code':
      return quote(block.text, voice, detail);
    case 'steps':
      return lines(steps(block, voice));
    case 'chart':
      return [{ kind: 'aside', text: inertLine(chartWords(block, voice)) }];
    case 'file':
      return [
        { kind: 'aside', text: said(ofMessages.file({ name: block.name, size: { bytes: block.bytes } }), voice) },
      ];
    case 'private-input':
      return [
        ...lines([sayLine(say.privately({ label: block.label }), voice)]),
        {
          kind: 'keys',
          keys: [
            { label: said(say.enter({ label: block.label }), voice), does: { asks: block.ref }, style: 'primary' },
          ],
        },
      ];
  }
}

function heading({ text, mark, aside }: Of<'heading'>, voice: Voice): readonly Part[] {
  const headline = said(text, voice);
  const words = mark === undefined ? headline : `${verdictMarks[mark].shape} ${withWord(mark, headline, voice)}`;
  if (words.trim() === '') return [];
  // Where it offers a command or a link, that has to be one.
  const asText = words.length > headerLetters || pieces(words, voice).length > 1;
  const first: Part = asText
    ? { kind: 'lines', lines: [pieces(words, voice, 'bold')] }
    : { kind: 'header', text: words };
  return aside === undefined ? [first] : [first, { kind: 'aside', text: said(aside, voice) }];
}

/** The word goes before a headline that does not say it itself; that all is well is said by the sentence. */
function withWord(mark: Verdict, headline: string, voice: Voice): string {
  const word = said(verdictMarks[mark].word, voice);
  return mark === 'ok' || headline.toLowerCase().includes(word) ? headline : `${word} · ${headline}`;
}

const marked = (mark: Verdict | undefined, line: Line): Line =>
  mark === undefined ? line : [{ text: `${verdictMarks[mark].shape} ` }, ...line];

/** What is wrong comes first, so what is cut is what is well. */
function findings({ findings: all }: Of<'findings'>, voice: Voice, { rows }: Detail): readonly Line[] {
  const worstFirst = [...all].sort((a, b) => Number(a.mark === 'ok') - Number(b.mark === 'ok'));
  const kept = new Set(worstFirst.slice(0, rows));
  const shown = all
    .filter((one) => kept.has(one))
    .map(({ mark, label, text }) =>
      marked(mark, [
        ...sayLine(label, voice, mark === 'ok' ? undefined : 'bold'),
        { text: '  ' },
        ...sayValue(text, voice),
      ]),
    );
  return [...shown, ...more(all.length - shown.length, voice)];
}

const more = (count: number, voice: Voice): readonly Line[] =>
  count > 0 ? [sayLine(ofMessages.more({ count }), voice)] : [];

/** One command among others in a list would look as if it were more than they are. */
const sayValue = (text: Text, voice: Voice): Line => {
  const words = said(text, voice);
  return pieces(words, { ...voice, commands: (voice.commands ?? []).filter((command) => command === words) });
};

/** Two columns where Slack has them, else a line each. */
function facts({ facts: all }: Of<'facts'>, voice: Voice): readonly Part[] {
  const fields = all.map(({ label, value }) => [said(label, voice), said(value, voice)] as const);
  const isShort = fields.every(([label, value]) => label.length + value.length < fieldLetters && value.length <= 60);
  const offers = all.some(({ value }) => sayValue(value, voice).some((piece) => piece.style === 'code'));
  if (fields.length > 0 && fields.length <= mostFields && isShort && !offers) return [{ kind: 'fields', fields }];
  return lines(
    all.map(
      ({ label, value }): Line => [{ text: `${said(label, voice)}: `, style: 'bold' }, ...sayValue(value, voice)],
    ),
  );
}

function table({ columns, rows }: Of<'table'>, voice: Voice, detail: Detail): readonly Part[] {
  const head = columns.slice(0, tableColumns).map((column) => said(column, voice));
  if (head.length === 0 || rows.length === 0) return [];
  const shown = rows
    .slice(0, detail.rows)
    .map((row) => head.map((_, at) => (row[at] === undefined ? '' : said(row[at], voice))));
  const names = rows
    .slice(detail.rows)
    .flatMap(([first]) => (first === undefined ? [] : [shorten(said(first, voice), 24)]));
  const rest: readonly Line[] = names.length === 0 ? [] : [[{ text: shorten(names.join(' · '), 600), style: 'code' }]];
  return [{ kind: 'table', rows: [head, ...shown] }, ...lines([...rest, ...more(names.length, voice)])];
}

/** Outside lines stand in a box of their own, so that none can pass for the bot's. */
function quote(text: string, voice: Voice, { codeLines }: Detail): readonly Part[] {
  const { head, leftOut, tail } = inertBlock(text, { maxLines: codeLines, maxColumns: 300 });
  const note = leftOut > 0 ? [`┆ ${said(ofMessages.leftOut({ lines: leftOut }), voice)}`] : [];
  const words = [...head, ...note, ...tail].join('\n');
  return words.trim() === '' ? [] : [{ kind: 'quote', text: words }];
}

/** A plan not begun is a numbered list; one on its way shows what every step is at. */
function steps({ steps: all }: Of<'steps'>, voice: Voice): readonly Line[] {
  const begun = all.some(({ state }) => state !== 'waiting');
  return all.map(({ title, state, note }, at) => {
    const { shape, word } = stepMarks[state];
    const beside: Line = note === undefined ? [] : [{ text: ' · ' }, ...sayLine(note, voice)];
    const number: Piece = { text: begun ? `${shape} ${at + 1} ` : `${at + 1}.  ` };
    const quiet = state === 'done' || state === 'waiting' || !begun;
    const now: Line = quiet ? [] : [{ text: `${said(word, voice)} · `, style: 'bold' }];
    return [number, ...now, ...sayLine(title, voice), ...beside];
  });
}

/** Every button has something to type, unless it is labelled so or the words above say it already. */
function buttons(all: readonly Button[], voice: Voice, { keys }: Detail, above: string): readonly Part[] {
  const drawn = keys ? all.filter(({ command }) => command.length <= buttonValue) : [];
  const inWords = (some: readonly Button[], lead: string): readonly Line[] =>
    some.length === 0
      ? []
      : [
          [
            { text: `${lead} ` },
            ...some.flatMap(({ command }, at): readonly Piece[] => [
              ...(at === 0 ? [] : [{ text: ' · ' }]),
              { text: inertLine(command), style: 'code' },
            ]),
          ],
        ];
  const { choices, next } = toType(all, drawn, above);
  const row: readonly Key[] = drawn.map(({ label, command, style }) => ({
    label: shorten(inertLine(said(label, voice)), buttonLetters),
    does: { command },
    style,
  }));
  return [
    ...(row.length === 0 ? [] : [{ kind: 'keys' as const, keys: row }]),
    ...lines([...inWords(choices, said(ofMessages.orType(), voice)), ...inWords(next, said(ofMessages.next(), voice))]),
  ];
}
