import type { Block, Button, Finding, Verdict } from '../../../actions/report.ts';
import { type Text, texts } from '../../../actions/text.ts';
import { inertBlock, inertLine } from '../../../handlers/language/inert.ts';
import { verdictMarks } from '../../../handlers/language/marks.ts';
import type { Reader } from '../../../handlers/language/reader.ts';
import { translate } from '../../../handlers/language/translate.ts';
import type { Message } from '../../../handlers/message.ts';
import { isNext } from '../../../handlers/messages.ts';
import { chartPicture } from './chart.ts';
import { type Html, html } from './html.ts';
import { linked } from './linked.ts';
import { markOf, stepList } from './marks.ts';

const say = texts('web.message', {
  next: { en: 'Next:', zh: '下一步:' },
  leftOut: { en: '{lines, plural, one {# line} other {# lines}} left out', zh: '省略 {lines, number} 行' },
  quoted: { en: 'output', zh: '输出' },
  file: { en: '{name} · {size}', zh: '{name} · {size}' },
  give: { en: 'Give it', zh: '提交' },
  privately: { en: '{label}: asked for without showing it', zh: '{label}:输入时不显示' },
});

export interface Shown {
  readonly reader: Reader;
  /** `send`: a button says its command in the room it stands in. `open`: it goes to the chat with the command typed. */
  readonly buttons: 'send' | 'open';
  /** Where the file of a block is fetched; left out: only named. */
  readonly fileAt?: (block: number) => string;
  /** Where the picture of a chart is fetched; left out: it is drawn as lines alone. */
  readonly chartAt?: (block: number, theme: 'light' | 'dark') => string;
  /** A button it refuses is left out. */
  readonly mayPress?: (command: string) => boolean;
  /** Who reads: a button that is for others is left out too. */
  readonly me?: string;
  /** Root reads in their name: what asks for their own yes is left out. */
  readonly assumed?: boolean;
  /** Where the value of a private question is posted to; left out: it is only said that one is asked for. */
  readonly giveAt?: (ref: string) => string;
}

/** A message as markup. All words are escaped; what came from outside is inert besides. */
export const renderHtml = (message: Message, shown: Shown): Html =>
  html`${message.blocks.map((block, at) => blockHtml(block, at, shown))}`;

function blockHtml(block: Block, at: number, shown: Shown): Html {
  const words = (text: Text): string => translate(text, shown.reader);
  switch (block.type) {
    case 'heading':
      return heading(block, shown);
    case 'text':
      if ('outside' in block.text) return quote(block.text.outside, shown);
      return html`<p class="${block.mark ?? 'plain'}">${block.mark && markOf(block.mark, shown.reader)}${linked(words(block.text))}</p>`;
    case 'findings':
      return findings(block.findings, shown);
    case 'facts':
      return html`<dl class="facts">${block.facts.map(({ label, value }) => html`<div><dt>${words(label)}</dt><dd>${together(words(value))}</dd></div>`)}</dl>`;
    case 'table':
      return table(block, words);
    case 'code':
      return quote(block.text, shown);
    case 'steps':
      return stepList(block.steps, shown.reader);
    case 'chart':
      return chartPicture(block, shown.reader, shown.chartAt && ((theme) => shown.chartAt?.(at, theme) ?? ''));
    case 'file':
      return file(block, at, shown);
    case 'buttons':
      return buttons(
        block.buttons.filter(
          ({ command, readers, inOwnName }) =>
            isFor(shown.me, readers) && !(inOwnName && shown.assumed) && (shown.mayPress?.(command) ?? true),
        ),
        shown,
      );
    case 'private-input':
      return privateInput(block, shown);
  }
}

/** A command in Chinese is one word, though a line may break between any two of its letters. */
const together = (words: string): Html =>
  html`${words.split(/(\/\p{Script=Han}{1,8})/u).map((part, at) => (at % 2 === 0 ? part : html`<span class="together">${part}</span>`))}`;

const isFor = (me: string | undefined, readers: readonly string[] | undefined): boolean =>
  me === undefined || readers === undefined || readers.includes(me);

type Heading = Extract<Block, { readonly type: 'heading' }>;

function heading({ text, mark, aside }: Heading, { reader }: Shown): Html {
  const said = translate(text, reader);
  const beside = aside && html`<span class="aside">${translate(aside, reader)}</span>`;
  return html`<p class="head ${mark ?? 'plain'}">${mark && markOf(mark, reader)}<strong>${linked(mark === undefined ? said : withWord(mark, said, reader))}</strong>${beside}</p>`;
}

/** The word goes before a headline that does not say it itself; that all is well is said by the sentence. */
function withWord(mark: Verdict, headline: string, reader: Reader): string {
  const word = translate(verdictMarks[mark].word, reader);
  return mark === 'ok' || headline.toLowerCase().includes(word) ? headline : `${word} · ${headline}`;
}

export const findings = (all: readonly Finding[], { reader }: Pick<Shown, 'reader'>): Html =>
  html`<ul class="findings">${all.map(
    ({ mark, label, text }) =>
      html`<li class="${mark}">${markOf(mark, reader)}<span class="label">${translate(label, reader)}</span><span class="said">${linked(translate(text, reader))}</span></li>`,
  )}</ul>`;

function table(block: Extract<Block, { readonly type: 'table' }>, words: (text: Text) => string): Html {
  const heads = block.columns.map(words);
  const row = (cells: readonly Text[]): Html =>
    html`<tr>${heads.map((head, at) => html`<td data-label="${head}">${cells[at] && words(cells[at])}</td>`)}</tr>`;
  return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${block.rows.map(row)}</tbody></table>`;
}

/** Outside lines stand in a box of their own, so that none can pass for the bot's; it scrolls, for it may be long. */
function quote(text: string, { reader }: Shown): Html {
  const { head, leftOut, tail } = inertBlock(text, { maxLines: 200, maxColumns: 2_000 });
  const note =
    leftOut > 0 && html`<span class="left-out">${translate(say.leftOut({ lines: leftOut }), reader)}</span>\n`;
  const before = head.join('\n');
  const parts = note === false ? before : html`${before}\n${note}${tail.join('\n')}`;
  return html`<pre tabindex="0" role="region" aria-label="${translate(say.quoted(), reader)}">${parts}</pre>`;
}

function file(block: Extract<Block, { readonly type: 'file' }>, at: number, { reader, fileAt }: Shown): Html {
  const words = translate(say.file({ name: block.name, size: { bytes: block.bytes } }), reader);
  return fileAt === undefined
    ? html`<p class="file">${words}</p>`
    : html`<p class="file"><a href="${fileAt(at)}" download="${inertLine(block.name)}">${words}</a></p>`;
}

/** A form of its own: what is typed goes in one POST, and into no history, no suggestion and no message. */
function privateInput(
  { label, ref }: Extract<Block, { readonly type: 'private-input' }>,
  { reader, giveAt }: Shown,
): Html {
  const words = translate(label, reader);
  if (giveAt === undefined) return html`<p class="plain">${translate(say.privately({ label }), reader)}</p>`;
  return html`<form class="private" method="post" action="${giveAt(ref)}" autocomplete="off"><label>${words}<input type="password" name="value" required minlength="8" maxlength="4096" autocomplete="off" autocapitalize="none" spellcheck="false" data-1p-ignore data-lpignore="true"></label><button class="primary">${translate(say.give(), reader)}</button></form>`;
}

function buttons(all: readonly Button[], shown: Shown): Html {
  const next = all.filter(isNext);
  const choices = all.filter((button) => !isNext(button));
  return html`${choices.length > 0 && html`<p class="buttons">${choices.map((each) => button(each, shown))}</p>`}${
    next.length > 0 &&
    html`<p class="buttons next"><span>${translate(say.next(), shown.reader)}</span> ${next.map((each) => button(each, shown))}</p>`
  }`;
}

function button({ label, command, style }: Button, { reader, buttons: kind }: Shown): Html {
  const words = translate(label, reader);
  const typed = inertLine(command);
  return kind === 'open'
    ? html`<a class="button ${style ?? 'plain'}" href="/?type=${encodeURIComponent(typed)}">${words}</a>`
    : html`<button type="button" class="${style ?? 'plain'}" data-command="${typed}" title="${typed}">${words}</button>`;
}
