import type { Block, Button, Finding, Verdict } from '../../../actions/report.ts';
import { type Text, texts } from '../../../actions/text.ts';
import { inertLine } from '../../../handlers/language/inert.ts';
import { verdictMarks } from '../../../handlers/language/marks.ts';
import { clip, pad, width } from '../../../handlers/language/width.ts';
import type { Message } from '../../../handlers/message.ts';
import { isNext } from '../../../handlers/messages.ts';
import { type Canvas, hang, makeCanvas, type TerminalOptions, wrapLines } from './canvas.ts';
import { chartLines } from './chart.ts';
import { verdictStyles } from './paint.ts';
import { quote } from './quote.ts';
import { stepLines } from './steps.ts';
import { table } from './table.ts';

const say = texts('terminal', {
  next: { en: 'Next:', zh: '下一步:' },
  file: { en: '{name} · {size} · {path}', zh: '{name} · {size} · {path}' },
  privately: { en: '{label}: asked for without showing it', zh: '{label}:输入时不显示' },
});

/** A message as text for a terminal, a pipe or a file; without a line break at its end. */
export function renderText(message: Message, options: TerminalOptions): string {
  const canvas = makeCanvas(options);
  const alone = message.blocks.length === 1;
  return message.blocks
    .flatMap((block, at) => {
      const lines = blockLines(block, canvas, alone);
      return block.type === 'heading' && at > 0 ? ['', ...lines] : lines;
    })
    .join('\n');
}

function blockLines(block: Block, canvas: Canvas, alone: boolean): string[] {
  switch (block.type) {
    case 'heading':
      return heading(block, canvas, alone);
    case 'text':
      if ('outside' in block.text) return quote(block.text.outside, canvas);
      return marked(block.mark, canvas.say(block.text), canvas);
    case 'findings':
      return findings(block.findings, canvas);
    case 'facts':
      return facts(block.facts, canvas);
    case 'table':
      return table(block.columns, block.rows, canvas);
    case 'code':
      return quote(block.text, canvas);
    case 'steps':
      return stepLines(block.steps, canvas);
    case 'chart':
      return chartLines(block, canvas);
    case 'file': {
      const { name, bytes, path } = block;
      return hang(canvas, '  ', 2, canvas.say(say.file({ name, size: { bytes }, path })));
    }
    case 'buttons':
      return buttons(block.buttons, canvas);
    case 'private-input':
      return marked(undefined, canvas.say(say.privately({ label: block.label })), canvas);
  }
}

type Heading = Extract<Block, { readonly type: 'heading' }>;

/** The aside stands at the right edge where there is room, else behind a dot. */
function heading({ text, mark, aside }: Heading, canvas: Canvas, alone: boolean): string[] {
  const said = mark === undefined ? canvas.say(text) : withWord(mark, canvas.say(text), canvas);
  const beside = aside === undefined ? '' : canvas.say(aside);
  const strong = (line: string): string => canvas.paint('strong', line);
  const used = width(said) + (mark === undefined ? 0 : 2);
  const space = canvas.width - used - width(beside);
  if (beside === '' || alone || !Number.isFinite(space) || space < 2) {
    const dot = beside === '' ? '' : ` · ${beside}`;
    return marked(mark, `${said}${dot}`, canvas, strong);
  }
  const [line = ''] = marked(mark, said, canvas, strong);
  return [`${line}${' '.repeat(space)}${canvas.paint('quiet', beside)}`];
}

/** The word goes before a headline that does not say it itself; that all is well is said by the sentence. */
function withWord(mark: Verdict, headline: string, canvas: Canvas): string {
  const word = canvas.say(verdictMarks[mark].word);
  return mark === 'ok' || headline.toLowerCase().includes(word) ? headline : `${word} · ${headline}`;
}

/** Further lines are always indented: what is wrapped cannot pass for a line of its own. */
function marked(mark: Verdict | undefined, said: string, canvas: Canvas, paint?: (line: string) => string): string[] {
  if (mark !== undefined)
    return hang(canvas, `${canvas.paint(verdictStyles[mark], verdictMarks[mark].shape)} `, 2, said, paint);
  return hangRows('', 2, [said], canvas).map((line) => (paint ? paint(line) : line));
}

function findings(all: readonly Finding[], canvas: Canvas): string[] {
  const rows = all.map(({ mark, label, text }) => ({ mark, label: canvas.say(label), text: canvas.say(text) }));
  const column = labelColumn(rows, canvas);
  return rows.flatMap(({ mark, label, text }) => {
    const shape = canvas.paint(verdictStyles[mark], verdictMarks[mark].shape);
    return labelled(canvas, `${shape} `, label, text, column);
  });
}

function facts(all: readonly { readonly label: Text; readonly value: Text }[], canvas: Canvas): string[] {
  const rows = all.map(({ label, value }) => ({ label: canvas.say(label), value: canvas.say(value) }));
  const column = labelColumn(rows, canvas);
  return rows.flatMap(({ label, value }) => labelled(canvas, '  ', label, value, column));
}

const labelColumn = (rows: readonly { readonly label: string }[], canvas: Canvas): number =>
  Math.min(Math.max(0, ...rows.map(({ label }) => width(label))), Math.min(32, Math.floor(canvas.width / 3)));

/** A label too long for its column stands on a line of its own. `first` is two columns wide. */
function labelled(canvas: Canvas, first: string, label: string, text: string, column: number): string[] {
  const start = column + 4;
  if (width(label) <= column) return hang(canvas, `${first}${pad(label, column)}  `, start, text);
  return [...hang(canvas, first, 2, label), ...hang(canvas, ' '.repeat(start), start, text)];
}

function buttons(all: readonly Button[], canvas: Canvas): string[] {
  const hints = all.filter(isNext).map(({ command }) => inertLine(command));
  const choices = all
    .filter((button) => !isNext(button))
    .map(({ label, command }) => `[${clip(canvas.say(label), 48)}] ${inertLine(command)}`);
  const next = `${canvas.say(say.next())}  `;
  return [
    ...hangRows('', 2, rows(choices, canvas.width - 2), canvas),
    ...hangRows(next, width(next), rows(hints, canvas.width - width(next)), canvas),
  ];
}

/** As many to a row as fit, none broken apart. */
function rows(items: readonly string[], columns: number): readonly string[] {
  const filled: string[] = [];
  for (const item of items) {
    const longer = `${filled.at(-1) ?? ''}     ${item}`;
    if (filled.length === 0 || width(longer) > columns) filled.push(item);
    else filled[filled.length - 1] = longer;
  }
  return filled;
}

/** `lead` before the first row; whatever follows, a row too wide of itself too, is indented. */
function hangRows(lead: string, indent: number, all: readonly string[], canvas: Canvas): string[] {
  const lines = all.flatMap((row) => wrapLines(row, canvas.width - indent));
  return lines.map((line, at) => `${at === 0 ? lead : ' '.repeat(indent)}${line}`);
}
