/** DingTalk's markdown as its clients draw it. */
export interface Drawn {
  /** What is to be read, without markup and without what is not seen. */
  readonly seen: string;
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly images: readonly string[];
  /** What clients draw badly or not at all. */
  readonly faults: readonly string[];
  /** Addresses that stand bare: clients make links of them. */
  readonly bare: readonly string[];
}

const escapable = /\\([!-/:-@[-`{-~])/g;
/** Letters for what was escaped, so that it is not read as markup. */
const [open, close] = ['\ue000', '\ue001'];

export function draw(markdown: string): Drawn {
  const links: { readonly text: string; readonly href: string }[] = [];
  const images: string[] = [];
  const faults: string[] = [];
  const kept = markdown.replace(escapable, (_, letter: string) => `${open}${letter.charCodeAt(0)}${close}`);
  if (/^\s*```/m.test(kept)) faults.push('a fence of code');
  if (/^\s*\|.*\|\s*$/m.test(kept)) faults.push('a table');
  if (/^(?:> )?\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*$/m.test(kept)) faults.push('a rule across');
  if (/^(?:> )?(?: {4}|\t)/m.test(kept)) faults.push('a block of code');
  if (/^(?:> )?\d+[.)] /m.test(kept)) faults.push('a list nobody wanted');
  const drawn = kept
    .split('\n')
    .map((line) => line.replace(/^(?:> ?)+|^#{1,6} |^[-*+] /, '').replace(/ {2}$/, ''))
    .join('\n')
    .replace(/!\[[^\]]*\]\(([^)]*)\)/g, (_, href: string) => {
      images.push(back(href));
      return '';
    })
    .replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, (_, text: string, href: string) => {
      links.push({ text: back(text), href: back(href) });
      return text;
    })
    .replace(/<\/?[a-z!][^>]*>/gi, (tag) => {
      faults.push(`HTML ${tag}`);
      return '';
    })
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, '$1')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])/g, (_, text: string) => {
      faults.push('emphasis');
      return text;
    })
    .replace(/~~(.+?)~~/g, (_, text: string) => {
      faults.push('words struck out');
      return text;
    });
  const shown = back(drawn);
  const bare = [...shown.matchAll(/\b(?:https?|dtmd|dingtalk):\/\/\S+/g)]
    .map(([address]) => address)
    .filter((address) => !links.some(({ href }) => href === address));
  return {
    seen: shown
      .replace(/\u2060/g, '')
      .replaceAll('\u00a0', ' ')
      .trim(),
    links,
    images,
    faults,
    bare,
  };
}

/** What was escaped is no entity. */
const back = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\ue000(\d+)\ue001/g, (_, code: string) => String.fromCharCode(Number(code)));
