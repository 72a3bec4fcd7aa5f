import { Refusal } from './refusal.ts';

/** Block Kit as Slack takes it; what is shown, and what in it comes alive. Written from Slack's reference alone. */
export interface Seen {
  /** Without markup, a line for each thing said. */
  readonly text: string;
  readonly keys: readonly {
    readonly actionId: string;
    readonly label: string;
    readonly value: string;
    readonly style?: string;
  }[];
  readonly links: readonly string[];
  /** Mentions, channel-wide calls, addresses Slack would make links of. */
  readonly alive: readonly string[];
}

type Thing = Readonly<Record<string, unknown>>;
const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const bad = (why: string): Refusal =>
  new Refusal('invalid_blocks', { response_metadata: { messages: [`[ERROR] ${why}`] } });

function thing(value: unknown, where: string): Thing {
  if (!isThing(value)) throw bad(`${where} is no object`);
  return value;
}
function list(value: unknown, least: number, most: number, where: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length < least || value.length > most)
    throw bad(`${where} must have ${least} to ${most} items`);
  return value;
}
function words(value: unknown, most: number, where: string): string {
  if (typeof value !== 'string' || value.length < 1 || value.length > most)
    throw bad(`${where} must be 1 to ${most} letters`);
  return value;
}
function only(it: Thing, keys: readonly string[], where: string): void {
  const odd = Object.keys(it).find((key) => !keys.includes(key));
  if (odd !== undefined) throw bad(`${where}: additional property ${odd}`);
}

/** `<!channel>`, `<@U1>`, `<https://x|y>`, and what Slack itself makes a link of. */
export const comesAlive = (mrkdwn: string): readonly string[] =>
  mrkdwn.match(/<[!@#][^>]*>|<(?:https?|mailto):[^>]*>|(?<![\w/])https?:\/\/\S+|@(?:channel|here|everyone)\b/g) ?? [];

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

interface Seeing {
  readonly lines: string[];
  readonly keys: Seen['keys'][number][];
  readonly links: string[];
  readonly alive: string[];
}

export function seeText(text: string, parse: unknown): Seen {
  const found = comesAlive(text).filter((one) => parse !== 'none' || one.startsWith('<'));
  return { text: unescaped(text), keys: [], links: [], alive: found };
}

/** Refuses what Slack refuses. `inModal`: input blocks are taken. */
export function seeBlocks(value: unknown, inModal = false): Seen {
  const blocks = list(value, 0, inModal ? 100 : 50, 'blocks');
  const seeing: Seeing = { lines: [], keys: [], links: [], alive: [] };
  const ids = new Set<string>();
  let tables = 0;
  for (const each of blocks) {
    const block = thing(each, 'a block');
    if (block.block_id !== undefined) {
      const id = words(block.block_id, 255, 'block_id');
      if (ids.has(id)) throw bad(`block_id ${id} stands twice`);
      ids.add(id);
    }
    if (block.type === 'table') tables += 1;
    if (tables > 1)
      throw new Refusal('invalid_blocks', { response_metadata: { messages: ['only_one_table_allowed'] } });
    see(block, seeing, inModal);
  }
  if (JSON.stringify(blocks).length > 13_200 && !inModal) throw new Refusal('msg_blocks_too_long');
  // As it is read: a space at which no line ends looks like any other.
  return { ...seeing, text: seeing.lines.join('\n').replaceAll('\u00a0', ' ') };
}

function see(block: Thing, seeing: Seeing, inModal: boolean): void {
  switch (block.type) {
    case 'header':
      only(block, ['type', 'block_id', 'text'], 'header');
      return void seeing.lines.push(plain(block.text, 150, 'header'));
    case 'section':
      only(block, ['type', 'block_id', 'text', 'fields'], 'section');
      if (block.text === undefined && block.fields === undefined) throw bad('an empty section');
      if (block.text !== undefined) seeing.lines.push(textObject(block.text, 3_000, seeing));
      if (block.fields !== undefined)
        for (const field of list(block.fields, 1, 10, 'fields')) seeing.lines.push(textObject(field, 2_000, seeing));
      return;
    case 'context':
      only(block, ['type', 'block_id', 'elements'], 'context');
      for (const element of list(block.elements, 1, 10, 'context'))
        seeing.lines.push(textObject(element, 3_000, seeing));
      return;
    case 'actions':
      only(block, ['type', 'block_id', 'elements'], 'actions');
      actions(block, seeing);
      return;
    case 'rich_text':
      only(block, ['type', 'block_id', 'elements'], 'rich_text');
      for (const element of list(block.elements, 1, 200, 'rich_text'))
        seeing.lines.push(rich(thing(element, 'rich'), seeing));
      return;
    case 'table':
      only(block, ['type', 'block_id', 'rows', 'column_settings'], 'table');
      table(block, seeing);
      return;
    case 'divider':
      return;
    case 'input':
      if (!inModal) throw bad('input is for modals');
      plain(block.label, 2_000, 'label');
      return;
    default:
      throw bad(`unsupported type ${String(block.type)}`);
  }
}

function plain(value: unknown, most: number, where: string): string {
  const text = thing(value, where);
  if (text.type !== 'plain_text') throw bad(`${where} must be plain_text`);
  only(text, ['type', 'text', 'emoji'], where);
  return words(text.text, most, where);
}

function textObject(value: unknown, most: number, seeing: Seeing): string {
  const text = thing(value, 'text');
  if (text.type === 'plain_text') return plain(text, most, 'text');
  if (text.type !== 'mrkdwn') throw bad('text must be plain_text or mrkdwn');
  const said = words(text.text, most, 'text');
  seeing.alive.push(...comesAlive(said));
  return unescaped(said);
}

function actions(block: Thing, { keys }: Seeing): void {
  const seen = new Set<unknown>();
  for (const each of list(block.elements, 1, 25, 'actions')) {
    const button = thing(each, 'button');
    if (button.type !== 'button') throw bad('unsupported element');
    only(button, ['type', 'action_id', 'text', 'value', 'style', 'url'], 'button');
    const actionId = words(button.action_id, 255, 'action_id');
    if (seen.has(actionId)) throw bad(`action_id ${actionId} stands twice`);
    seen.add(actionId);
    const { style } = button;
    if (style !== undefined && style !== 'primary' && style !== 'danger') throw bad('unknown style');
    keys.push({
      actionId,
      label: plain(button.text, 75, 'button'),
      value: words(button.value, 2_000, 'value'),
      ...(style === undefined ? {} : { style }),
    });
  }
}

function rich(element: Thing, seeing: Seeing): string {
  const kinds = ['rich_text_section', 'rich_text_preformatted', 'rich_text_quote'];
  if (!kinds.includes(String(element.type))) throw bad(`unsupported rich text ${String(element.type)}`);
  return list(element.elements, 1, 2_000, 'rich text')
    .map((each) => {
      const part = thing(each, 'rich text');
      if (part.type === 'text') return words(part.text, 12_000, 'text');
      if (part.type === 'link') {
        seeing.links.push(words(part.url, 3_000, 'url'));
        return words(part.text ?? part.url, 3_000, 'link');
      }
      if (['user', 'broadcast', 'channel', 'usergroup', 'emoji'].includes(String(part.type))) {
        seeing.alive.push(JSON.stringify(part));
        return '@';
      }
      throw bad(`unsupported rich text element ${String(part.type)}`);
    })
    .join('');
}

function table(block: Thing, seeing: Seeing): void {
  for (const row of list(block.rows, 1, 100, 'rows'))
    seeing.lines.push(
      list(row, 1, 20, 'cells')
        .map((each) => {
          const cell = thing(each, 'cell');
          if (cell.type !== 'raw_text') throw bad('unsupported cell');
          return words(cell.text, 10_000, 'cell');
        })
        .join(' | '),
    );
}
