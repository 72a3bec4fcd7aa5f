import type { Block, Verdict } from '../../actions/report.ts';
import { type Text, texts } from '../../actions/text.ts';
import { sparkline } from '../checklists/sparkline.ts';
import { inertLine } from '../language/inert.ts';
import type { Reader } from '../language/reader.ts';
import { translate } from '../language/translate.ts';

const say = texts('markdown', {
  what: { en: 'what', zh: '项目' },
  course: { en: 'course', zh: '走势' },
  least: { en: 'least', zh: '最低' },
  mean: { en: 'mean', zh: '平均' },
  most: { en: 'most', zh: '最高' },
  last: { en: 'last', zh: '最新' },
});

const shapes: Readonly<Record<Verdict, string>> = { ok: '●', warning: '▲', critical: '■', unknown: '?' };
/** Letters of a sparkline. */
const width = 40;

/** A report as a file to read or send on: Markdown in the reader's language. What came from outside stays inert there too. */
export function markdown(blocks: readonly Block[], reader: Reader): string {
  return `${blocks
    .map((block) => linesOf(block, reader).join('\n'))
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

function linesOf(block: Block, reader: Reader): readonly string[] {
  const show = (text: Text): string => escaped(translate(text, reader));
  const marked = (mark: Verdict | undefined, words: string): string =>
    mark === undefined ? words : `${shapes[mark]} ${words}`;
  switch (block.type) {
    case 'heading':
      return [
        `## ${marked(block.mark, show(block.text))}`,
        ...(block.aside === undefined ? [] : ['', show(block.aside)]),
      ];
    case 'text':
      return [marked(block.mark, show(block.text))];
    case 'findings':
      return block.findings.map(({ mark, label, text }) => `- ${shapes[mark]} **${show(label)}** ${show(text)}`);
    case 'facts':
      return block.facts.map(({ label, value }) => `- ${show(label)}: ${show(value)}`);
    case 'table':
      return table(
        block.columns.map(show),
        block.rows.map((row) => row.map(show)),
      );
    case 'code':
      return ['```', ...block.text.split('\n').map((line) => inertLine(line).replaceAll('```', "'''")), '```'];
    case 'chart':
      return chart(block, reader, show);
    case 'steps':
      return block.steps.map(({ title, state }) => `- ${show(title)}: ${state}`);
    default:
      return [];
  }
}

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)];
};

function chart(
  { series, unit, alt }: Extract<Block, { readonly type: 'chart' }>,
  reader: Reader,
  show: (text: Text) => string,
): readonly string[] {
  const shown = (value: number): string => `${Math.round(value * 10) / 10}${unit === '' ? '' : ` ${unit}`}`;
  const rows = series.map(({ name, points }) => {
    const values = points.map(([, value]) => value);
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const ends = [Math.min(...values), mean, Math.max(...values), values.at(-1) ?? 0];
    return [escaped(inertLine(name)), sparkline(thinned(values)), ...ends.map(shown)];
  });
  const columns = [say.what(), say.course(), say.least(), say.mean(), say.most(), say.last()];
  return [
    `### ${show(alt)}`,
    '',
    ...table(
      columns.map((text) => translate(text, reader)),
      rows,
    ),
  ];
}

/** At most `width` values, each the greatest of its stretch. */
function thinned(values: readonly number[]): readonly number[] {
  const stretch = Math.max(1, Math.ceil(values.length / width));
  return Array.from({ length: Math.ceil(values.length / stretch) }, (_, at) =>
    Math.max(...values.slice(at * stretch, (at + 1) * stretch)),
  );
}

/** Letters that mean something to Markdown or HTML. */
const escaped = (words: string): string =>
  words.replaceAll('\n', ' ').replace(/[\\`*_[\]<>|#]/g, (letter) => `\\${letter}`);
